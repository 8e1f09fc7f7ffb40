import { z } from 'zod';
import { type ZaloCall, type ZaloRequest, zaloHttp } from './zalo-http.js';
import { type ReadOutcome, refusedHere, type SendOutcome, settle, tryLater } from './zalo-send.js';
import type { OaTokens } from './zalo-tokens.js';

/** A button below a message. A tap on `say` comes back as the webhook `user_send_text` with this text; `shown` puts it in the chat. */
export type ZaloButton =
  | { kind: 'open_url'; title: string; url: string }
  | { kind: 'say'; title: string; text: string; shown: boolean }
  | { kind: 'call'; title: string; phone: string };

export type ZaloImage = { url: string } | { attachmentId: string };

export interface ConsultationMessage {
  /** The person's id towards the Official Account. */
  userId: string;
  /** 1 to 2,000 characters. */
  text: string;
  /** At most 5. */
  buttons?: readonly ZaloButton[];
  image?: ZaloImage;
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

export interface ZaloOa {
  /** Free text ("tin tư vấn"): accepted within 7 days of the person's last interaction, free of charge within 48 hours. */
  sendConsultation(message: ConsultationMessage): Promise<SendOutcome>;
  /** A registered template to somebody the Official Account knows, with no window of days. */
  sendTemplateByUid(message: { userId: string; templateId: string; data: Readonly<Record<string, string>> }): Promise<SendOutcome>;
  /** A registered template to a phone number in E.164. `trackingId` (at most 48 characters) comes back in the delivery webhook. */
  sendTemplateByPhone(message: {
    phone: string;
    templateId: string;
    data: Readonly<Record<string, string>>;
    trackingId: string;
  }): Promise<SendOutcome>;
  /** One page of at most 50 followers; `next` is the offset of the following page, null at the end. Zalo ends the list at 10,000. */
  followers(page: { offset: number; tag?: string }): Promise<ReadOutcome<{ total: number; userIds: string[]; next: number | null }>>;
  userDetail(userId: string): Promise<ReadOutcome<Follower>>;
  /** When the person last interacted, which opens the window for consultation messages; null when Zalo knows of no interaction. */
  quota(userId: string): Promise<ReadOutcome<{ lastInteractionAt: Date | null; repliesLeft: number | null }>>;
}

export interface ZaloOaOptions {
  openapiUrl: string;
  businessUrl: string;
  tokens: Pick<OaTokens, 'accessToken' | 'invalidate'>;
  timeoutMs?: number;
}

/** Limits of the message endpoints (docs.zaloplatforms.com: Official Account messages, ZBS template). */
export const zaloLimits = {
  consultationCharacters: 2_000,
  buttons: 5,
  buttonPayloadCharacters: 1_000,
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

/** The Official Account's API. Every method settles; none throws and none sends twice by itself. */
export function zaloOa({ openapiUrl, businessUrl, tokens, timeoutMs }: ZaloOaOptions): ZaloOa {
  const options = timeoutMs === undefined ? {} : { timeoutMs };
  const calls = { openapi: zaloHttp({ baseUrl: openapiUrl, ...options }), business: zaloHttp({ baseUrl: businessUrl, ...options }) };

  /** Calls with a valid token. A message refused for its token was not sent, so it goes once more with a fresh one. */
  async function authorized(host: keyof typeof calls, request: ZaloRequest) {
    const call: ZaloCall = calls[host];
    for (let attempt = 1; ; attempt += 1) {
      const access = await tokens.accessToken();
      if (access.kind === 'unavailable') return tryLater(access.reason, access.retryAfterMs);
      const settled = settle(host, await call({ ...request, headers: { access_token: access.token } }));
      if (settled.kind !== 'token') return settled;
      tokens.invalidate(access.token);
      if (attempt === 2) return tryLater('token_rejected', 60_000);
    }
  }

  async function send(host: keyof typeof calls, path: string, json: Record<string, unknown>): Promise<SendOutcome> {
    const settled = await authorized(host, { method: 'POST', path, json });
    if (settled.kind === 'doubt') return { kind: 'unconfirmed', reason: settled.cause };
    if (settled.kind !== 'success') return settled;
    const { data } = SentData.parse(settled.body);
    return { kind: 'sent', messageId: data?.message_id ?? data?.msg_id ?? null };
  }

  async function read<T>(request: ZaloRequest, parse: (body: unknown) => T | null): Promise<ReadOutcome<T>> {
    const settled = await authorized('openapi', request);
    if (settled.kind === 'doubt') return tryLater('no_answer');
    if (settled.kind !== 'success') return settled;
    const value = parse(settled.body);
    return value === null ? tryLater('no_answer') : { kind: 'found', value };
  }

  return {
    async sendConsultation({ userId, text, buttons = [], image }) {
      const words = text.normalize('NFC').trim();
      if (!UserId.safeParse(userId).success) return refusedHere('bad_recipient');
      // UTF-16 units are never fewer than the characters Zalo counts.
      if (words === '' || words.length > zaloLimits.consultationCharacters) return refusedHere('bad_content');
      if (buttons.length > zaloLimits.buttons) return refusedHere('bad_content');
      const shown = buttons.map(asZaloButton);
      if (shown.some((button) => JSON.stringify(button.payload).length > zaloLimits.buttonPayloadCharacters))
        return refusedHere('bad_content');
      const payload = {
        ...(image ? { template_type: 'media', elements: [{ media_type: 'image', ...asZaloImage(image) }] } : {}),
        ...(shown.length > 0 ? { buttons: shown } : {}),
      };
      const attachment = Object.keys(payload).length > 0 ? { attachment: { type: 'template', payload } } : {};
      return send('openapi', '/v3.0/oa/message/cs', { recipient: { user_id: userId }, message: { text: words, ...attachment } });
    },

    async sendTemplateByUid({ userId, templateId, data }) {
      if (!UserId.safeParse(userId).success) return refusedHere('bad_recipient');
      return send('openapi', '/v3.0/oa/message/template', { user_id: userId, template_id: templateId, template_data: composed(data) });
    },

    async sendTemplateByPhone({ phone, templateId, data, trackingId }) {
      const number = /^\+?(84\d{8,10})$/.exec(phone)?.[1];
      if (number === undefined) return refusedHere('bad_recipient');
      if (trackingId === '' || trackingId.length > zaloLimits.trackingIdCharacters) return refusedHere('bad_request');
      return send('business', '/message/template', {
        phone: number,
        template_id: templateId,
        template_data: composed(data),
        tracking_id: trackingId,
      });
    },

    async followers({ offset, tag }) {
      const count = zaloLimits.followersPage;
      const data = JSON.stringify({ offset, count, is_follower: true, ...(tag === undefined ? {} : { tag_name: tag }) });
      return read({ method: 'GET', path: '/v3.0/oa/user/getlist', query: { data } }, (body) => {
        const page = FollowersData.safeParse(body);
        if (!page.success) return null;
        const { total, users } = page.data.data;
        const next = offset + users.length;
        const ended = users.length === 0 || next >= total || next > zaloLimits.followersLastOffset;
        return { total, userIds: users.map((user) => user.user_id), next: ended ? null : next };
      });
    },

    async userDetail(userId) {
      return read({ method: 'GET', path: '/v3.0/oa/user/detail', query: { data: JSON.stringify({ user_id: userId }) } }, (body) => {
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
      });
    },

    async quota(userId) {
      return read({ method: 'POST', path: '/v3.0/oa/quota/message', json: { user_id: userId } }, (body) => {
        const quota = QuotaData.safeParse(body);
        if (!quota.success) return null;
        const { last_interaction: last, cs_reply: reply } = quota.data.data;
        return { lastInteractionAt: last ? new Date(last) : null, repliesLeft: reply?.remain ?? null };
      });
    },
  };
}

function asZaloButton(button: ZaloButton): { title: string; type: string; payload: unknown } {
  const title = button.title.normalize('NFC');
  switch (button.kind) {
    case 'open_url':
      return { title, type: 'oa.open.url', payload: { url: button.url } };
    case 'say':
      return { title, type: button.shown ? 'oa.query.show' : 'oa.query.hide', payload: button.text.normalize('NFC') };
    case 'call':
      return { title, type: 'oa.open.phone', payload: { phone_code: button.phone } };
  }
}

function asZaloImage(image: ZaloImage): Record<string, string> {
  return 'url' in image ? { url: image.url } : { attachment_id: image.attachmentId };
}

/** Zalo counts code points: text typed on some phones (NFD) would overrun a template's limits. */
function composed(data: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, value.normalize('NFC')]));
}
