import { z } from 'zod';
import { type ZaloAccount, zaloAccount } from './zalo-account.js';
import { type ZaloArticles, zaloArticles } from './zalo-articles.js';
import { asZaloMessage, type MessageContent } from './zalo-content.js';
import { type ZaloGroups, zaloGroups } from './zalo-groups.js';
import { type OaCallsOptions, oaCalls, type Pacing } from './zalo-oa-calls.js';
import { type ReadOutcome, refusedHere, type SendOutcome } from './zalo-send.js';
import { type ZaloUploads, zaloUploads } from './zalo-uploads.js';

export interface ConsultationMessage extends MessageContent {
  /** The person's id towards the Official Account. */
  userId: string;
}

export interface Follower {
  userId: string;
  userIdByApp: string | null;
  displayName: string | null;
  follows: boolean | null;
  /** As Zalo gives it: the day alone, in Vietnam, `YYYY-MM-DD`. */
  lastInteractionOn: string | null;
  tags: string[];
}

export interface ZaloOa extends ZaloArticles, ZaloGroups, ZaloUploads, ZaloAccount {
  /** Free text ("tin tư vấn"): accepted within 7 days of the person's last interaction, free of charge within 48 hours. */
  sendConsultation(message: ConsultationMessage, pacing?: Pacing): Promise<SendOutcome>;
  /** A registered template to somebody the Official Account knows, with no window of days. */
  sendTemplateByUid(
    message: { userId: string; templateId: string; data: Readonly<Record<string, string>> },
    pacing?: Pacing,
  ): Promise<SendOutcome>;
  /** A registered template to a phone number in E.164. `trackingId` (at most 48 characters) comes back in the delivery webhook. */
  sendTemplateByPhone(
    message: { phone: string; templateId: string; data: Readonly<Record<string, string>>; trackingId: string },
    pacing?: Pacing,
  ): Promise<SendOutcome>;
  /** One page of at most 50 followers; `next` is the offset of the following page, null at the end. Zalo ends the list at 10,000. */
  followers(page: { offset: number; tag?: string }): Promise<ReadOutcome<{ total: number; userIds: string[]; next: number | null }>>;
  userDetail(userId: string): Promise<ReadOutcome<Follower>>;
  /** When the person last interacted, which opens the window for consultation messages; null when Zalo knows of no interaction. */
  quota(userId: string): Promise<ReadOutcome<{ lastInteractionAt: Date | null; repliesLeft: number | null }>>;
}

/** Limits of the message endpoints (docs.zaloplatforms.com: Official Account messages, ZBS template). */
export const zaloLimits = {
  trackingIdCharacters: 48,
  followersPage: 50,
  followersLastOffset: 9_951,
} as const;

const UserId = z.string().regex(/^\d{1,32}$/);
const digits = z.union([z.string().regex(/^\d+$/), z.int().nonnegative()]).transform(Number);
const name = z.string().min(1).nullish().catch(null);

const SentData = z.looseObject({
  data: z.looseObject({ message_id: name, msg_id: name }).nullish().catch(null),
});
const FollowersData = z.looseObject({
  data: z.looseObject({ total: digits, users: z.array(z.looseObject({ user_id: UserId })).default([]) }),
});
const DetailData = z.looseObject({
  data: z.looseObject({
    user_id: UserId,
    user_id_by_app: UserId.nullish().catch(null),
    display_name: name,
    user_is_follower: z.boolean().nullish().catch(null),
    user_last_interaction_date: z
      .string()
      .regex(/^\d\d\/\d\d\/\d{4}$/)
      .nullish()
      .catch(null),
    tags_and_notes_info: z
      .looseObject({ tag_names: z.array(z.string()).default([]) })
      .nullish()
      .catch(null),
  }),
});
const QuotaData = z.looseObject({
  data: z.looseObject({
    last_interaction: digits.nullish().catch(null),
    cs_reply: z.looseObject({ remain: digits }).nullish().catch(null),
  }),
});

/**
 * The Official Account's API. Every method settles; none throws and none sends twice by itself. With a pacer each message waits for its
 * slot, and is `try_later` when that is far away; who took a slot beforehand says `paced`.
 */
export function zaloOa(options: OaCallsOptions): ZaloOa {
  const calls = oaCalls(options);
  const { read } = calls;
  const send = (host: 'openapi' | 'business', path: string, json: Record<string, unknown>, pacing: Pacing | undefined) =>
    calls.send(host, { method: 'POST', path, json }, messageIdIn, pacing);

  return {
    ...zaloArticles(calls),
    ...zaloGroups(calls),
    ...zaloUploads(calls),
    ...zaloAccount(calls),

    async sendConsultation({ userId, ...content }, pacing) {
      if (!UserId.safeParse(userId).success) return refusedHere('bad_recipient');
      const message = asZaloMessage(content);
      if (!message) return refusedHere('bad_content');
      return send('openapi', '/v3.0/oa/message/cs', { recipient: { user_id: userId }, message }, pacing);
    },

    async sendTemplateByUid({ userId, templateId, data }, pacing) {
      if (!UserId.safeParse(userId).success) return refusedHere('bad_recipient');
      const json = { user_id: userId, template_id: templateId, template_data: composed(data) };
      return send('openapi', '/v3.0/oa/message/template', json, pacing);
    },

    async sendTemplateByPhone({ phone, templateId, data, trackingId }, pacing) {
      const number = /^\+?(84\d{8,10})$/.exec(phone)?.[1];
      if (number === undefined) return refusedHere('bad_recipient');
      if (trackingId === '' || trackingId.length > zaloLimits.trackingIdCharacters) return refusedHere('bad_request');
      const json = { phone: number, template_id: templateId, template_data: composed(data), tracking_id: trackingId };
      return send('business', '/message/template', json, pacing);
    },

    async followers({ offset, tag }) {
      const count = zaloLimits.followersPage;
      const data = JSON.stringify({ offset, count, is_follower: true, ...(tag === undefined ? {} : { tag_name: tag }) });
      return read('openapi', { method: 'GET', path: '/v3.0/oa/user/getlist', query: { data } }, (body) => {
        const page = FollowersData.safeParse(body);
        if (!page.success) return null;
        const { total, users } = page.data.data;
        const next = offset + users.length;
        const ended = users.length === 0 || next >= total || next > zaloLimits.followersLastOffset;
        return { total, userIds: users.map((user) => user.user_id), next: ended ? null : next };
      });
    },

    async userDetail(userId) {
      return read(
        'openapi',
        { method: 'GET', path: '/v3.0/oa/user/detail', query: { data: JSON.stringify({ user_id: userId }) } },
        (body) => {
          const detail = DetailData.safeParse(body);
          if (!detail.success) return null;
          const user = detail.data.data;
          return {
            userId: user.user_id,
            userIdByApp: user.user_id_by_app ?? null,
            displayName: user.display_name?.normalize('NFC') ?? null,
            follows: user.user_is_follower ?? null,
            lastInteractionOn: user.user_last_interaction_date?.split('/').reverse().join('-') ?? null,
            tags: user.tags_and_notes_info?.tag_names ?? [],
          };
        },
      );
    },

    async quota(userId) {
      return read('openapi', { method: 'POST', path: '/v3.0/oa/quota/message', json: { user_id: userId } }, (body) => {
        const quota = QuotaData.safeParse(body);
        if (!quota.success) return null;
        const { last_interaction: last, cs_reply: reply } = quota.data.data;
        return { lastInteractionAt: last ? new Date(last) : null, repliesLeft: reply?.remain ?? null };
      });
    },
  };
}

function messageIdIn(body: unknown): string | null {
  const { data } = SentData.parse(body);
  return data?.message_id ?? data?.msg_id ?? null;
}

/** Zalo counts code points: text typed on some phones (NFD) would overrun a template's limits. */
function composed(data: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, value.normalize('NFC')]));
}
