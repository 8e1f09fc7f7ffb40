import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Topic, topics } from '../contracts/audience.js';

/** What an event asks of us. `ignored` is stored and nothing more: echoes of our own messages, what is said in groups, reviews, news to come. */
export const eventEffects = [
  'followed',
  'left',
  'wrote',
  'interacted',
  /** Wants no more messages of a topic, or wants them again. */
  'stopped',
  'resumed',
  /** Chose something of our menu. */
  'asked',
  /** Filled in Zalo's form of name and phone number. */
  'submitted',
  'joined_group',
  'left_group',
  'delivered',
  'seen',
  'withdrew',
  'ignored',
] as const;
export type EventEffect = (typeof eventEffects)[number];
export type EventSource = 'oa' | 'mini_app';

export const attachmentKinds = ['image', 'gif', 'link', 'audio', 'video', 'sticker', 'location', 'file', 'other'] as const;
const messageKinds = ['text', 'image', 'gif', 'link', 'audio', 'video', 'sticker', 'location', 'business_card', 'file', 'contact'] as const;

/** What came with a message, where Zalo keeps it; its addresses do not hold for ever. */
const Attachment = z.object({
  kind: z.enum(attachmentKinds),
  url: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
});
export type EventAttachment = z.infer<typeof Attachment>;

/** A message as the person wrote it. */
const Written = z.object({
  kind: z.enum(messageKinds),
  /** Composed (NFC), at most 2,000 code points; empty beside a picture. */
  text: z.string(),
  /** At most 5. */
  attachments: z.array(Attachment),
  messageId: z.string().nullable(),
  quotedMessageId: z.string().nullable(),
});
export type WrittenMessage = z.infer<typeof Written>;

/** `all`: every topic there is. */
export type StopTopic = Topic | 'all';
export const menuItems = ['feedback', 'survey'] as const;
export type MenuItem = (typeof menuItems)[number];

const Group = z.object({
  groupId: z.string(),
  name: z.string().nullable(),
  /** Towards the Official Account. */
  memberIds: z.array(z.string()),
  /** The whole group is gone. */
  deleted: z.boolean(),
});
export type GroupChange = z.infer<typeof Group>;

const Info = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  /** `YYYY-MM-DD`. */
  birthday: z.string().nullable(),
});
export type SubmittedInfo = z.infer<typeof Info>;

/** The personal part of an event: kept sealed, and only until the event is handled. */
export const EventContent = z.object({
  message: Written.optional(),
  topic: z.enum([...topics, 'all']).optional(),
  item: z.enum(menuItems).optional(),
  group: Group.optional(),
  info: Info.optional(),
});
export type EventContent = z.infer<typeof EventContent>;

/** An event; outside of `content` there is no text, no name, no phone number. */
export type ZaloEvent = {
  /** The same for every delivery of the same event. */
  id: string;
  source: EventSource;
  name: string;
  effect: EventEffect;
  /** Zalo's own time. */
  at: Date;
  oaUserId: string | null;
  userIdByApp: string | null;
  messageIds: string[];
  /** Of a template sent to a phone number. */
  trackingId: string | null;
  content?: EventContent | undefined;
};

/** Official Account webhook events (docs.zaloplatforms.com, Webhook). The window for consultation opens by what counts as interaction. */
const oaEffects: Readonly<Record<string, EventEffect>> = {
  follow: 'followed',
  unfollow: 'left',
  user_send_text: 'wrote',
  user_send_image: 'interacted',
  user_send_gif: 'interacted',
  user_send_link: 'interacted',
  user_send_audio: 'interacted',
  user_send_video: 'interacted',
  user_send_sticker: 'interacted',
  user_send_location: 'interacted',
  user_send_business_card: 'interacted',
  user_send_file: 'interacted',
  user_send_contact: 'interacted',
  user_submit_info: 'submitted',
  user_click_chatnow: 'interacted',
  user_call_oa: 'interacted',
  user_received_message: 'delivered',
  user_seen_message: 'seen',
  user_withdraw: 'withdrew',
  create_group: 'joined_group',
  user_join_group: 'joined_group',
  accept_request_join_group: 'joined_group',
  react_request_join_group_accept: 'joined_group',
  user_out_group: 'left_group',
  user_leave_group: 'left_group',
  delete_group: 'left_group',
};
const miniAppEffects: Readonly<Record<string, EventEffect>> = { 'user.revoke.consent': 'withdrew' };

const textLimit = 2_000;
const attachmentLimit = 5;
const membersLimit = 1_000;

const cut = (length: number) =>
  z.string().transform((text) => {
    const points = [...text.normalize('NFC').trim()];
    return points.length > length ? points.slice(0, length).join('') : points.join('');
  });
const UserId = z
  .string()
  .regex(/^\d{1,32}$/)
  .nullish()
  .catch(null);
const Identifier = z.string().min(1).max(200).nullish().catch(null);
const Party = z.looseObject({ id: UserId }).nullish().catch(null);
const Url = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .nullish()
  .catch(null);
const Words = cut(300)
  .transform((text) => text || null)
  .nullish()
  .catch(null);
const Degree = z.coerce.number().min(-180).max(180);

const GivenAttachment = z.looseObject({
  type: z.enum(attachmentKinds).catch('other'),
  payload: z
    .looseObject({
      url: Url,
      thumbnail: Url,
      name: Words,
      description: Words,
      coordinates: z.looseObject({ latitude: Degree, longitude: Degree }).nullish().catch(null),
    })
    .catch({}),
});
const Member = z
  .union([
    z.string(),
    z.looseObject({ id: z.string() }).transform(({ id }) => id),
    z.looseObject({ user_id: z.string() }).transform((one) => one.user_id),
  ])
  .pipe(z.string().regex(/^\d{1,32}$/))
  .nullable()
  .catch(null);
const Members = z.array(Member).max(membersLimit).nullish().catch(null);

const OaEvent = z.looseObject({
  event_name: z.string().max(100).catch('unknown'),
  oa_id: UserId,
  user_id: UserId,
  user_id_by_app: UserId,
  sender: Party,
  recipient: Party,
  follower: Party,
  message: z
    .looseObject({
      msg_id: Identifier,
      msg_ids: z.array(z.string().min(1).max(200)).max(1_000).nullish().catch(null),
      tracking_id: Identifier,
      quote_msg_id: Identifier,
      text: cut(textLimit).nullish().catch(null),
      attachments: z.array(GivenAttachment.nullable().catch(null)).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  group_id: Identifier,
  group_name: Words,
  group_info: z.looseObject({ group_id: Identifier, name: Words, group_name: Words }).nullish().catch(null),
  users: Members,
  members: Members,
  info: z
    .looseObject({
      name: Words,
      phone: z
        .union([z.string(), z.int().transform(String)])
        .nullish()
        .catch(null),
      user_dob: z.string().max(20).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
type OaEvent = z.output<typeof OaEvent>;
const MiniAppEvent = z.looseObject({ event: z.string().max(100).catch('unknown'), userId: UserId });

/** What people write, alone in a message, who want no more news; as typed with marks and without. */
const stopWords = new Set([
  'dung',
  'dừng',
  'stop',
  'huy',
  'hủy',
  'dung nhan tin',
  'dừng nhận tin',
  'huy nhan tin',
  'hủy nhận tin',
  'ngung nhan tin',
  'ngừng nhận tin',
  'khong nhan tin',
  'không nhận tin',
  'tu choi nhan tin',
  'từ chối nhận tin',
]);
const resumeWords = new Set(['nhan lai', 'nhận lại', 'nhan lai tin', 'nhận lại tin', 'nhận tin', 'start']);

/** What one line asks for: a button's payload (`#dung notice`, `#nhan all`, `#menu survey`), or words that say the same. */
export function commandIn(
  text: string,
): { effect: 'stopped' | 'resumed'; topic: StopTopic; typed: boolean } | { effect: 'asked'; item: MenuItem } | null {
  const line = text.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ');
  const [, word, rest = ''] = /^#(dung|nhan|menu)(?: ([a-z]+))?$/.exec(line) ?? [];
  if (word === 'menu') {
    const item = menuItems.find((one) => one === rest);
    return item ? { effect: 'asked', item } : null;
  }
  if (word !== undefined) {
    const topic = rest === '' || rest === 'all' ? 'all' : topics.find((one) => one === rest);
    return topic ? { effect: word === 'dung' ? 'stopped' : 'resumed', topic, typed: false } : null;
  }
  const plain = line.replaceAll('huỷ', 'hủy').replace(/[.!…\s]+$/, '');
  if (stopWords.has(plain)) return { effect: 'stopped', topic: 'all', typed: true };
  return resumeWords.has(plain) ? { effect: 'resumed', topic: 'all', typed: true } : null;
}

const keyOf = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 40);
};

/** Reads a verified Official Account event. One that concerns another account is `ignored`. */
export function readOaEvent(rawBody: Buffer, at: Date, oaId: string): ZaloEvent {
  const event = OaEvent.parse(JSON.parse(rawBody.toString('utf8')));
  const name = event.event_name;
  const known = Object.hasOwn(oaEffects, name) ? (oaEffects[name] ?? 'ignored') : 'ignored';
  const { message } = event;
  const written = name.startsWith('user_send_');
  // Retries repeat the bytes. A message's own id serves where one message makes one such event; it may be reacted to many times.
  const ownId = written || name === 'user_received_message' ? message?.msg_id : null;
  const account = event.oa_id ?? (written ? event.recipient?.id : null) ?? oaId;
  const { effect, content } = account === oaId ? meaning(event, known) : { effect: 'ignored' as const, content: undefined };
  const receipt = effect === 'delivered' || effect === 'seen';
  // The recipient of a receipt may be a phone number; receipts are matched by the message alone, groups by their own id.
  const nobody = receipt || effect === 'ignored' || effect === 'joined_group' || effect === 'left_group';
  return {
    id: ownId ? keyOf('oa', name, ownId) : keyOf('oa', rawBody),
    source: 'oa',
    name,
    effect,
    at,
    oaUserId: nobody ? null : (event.follower?.id ?? event.user_id ?? event.sender?.id ?? null),
    userIdByApp: nobody ? null : (event.user_id_by_app ?? null),
    messageIds: receipt ? [...new Set([...(message?.msg_id ? [message.msg_id] : []), ...(message?.msg_ids ?? [])])] : [],
    trackingId: receipt ? (message?.tracking_id ?? null) : null,
    ...(content && { content }),
  };
}

/** The effect once the words are read, and what must be kept of them. */
function meaning(event: OaEvent, effect: EventEffect): { effect: EventEffect; content?: EventContent } {
  if (effect === 'joined_group' || effect === 'left_group') {
    const group = groupIn(event);
    return group ? { effect, content: { group } } : { effect: 'ignored' };
  }
  if (effect === 'submitted') return { effect, content: { info: infoIn(event) } };
  const message = messageIn(event);
  if (!message) return { effect };
  const command = effect === 'wrote' ? commandIn(message.text) : null;
  if (!command) return { effect, content: { message } };
  if (command.effect === 'asked') return { effect: 'asked', content: { item: command.item } };
  // Typed words may also be an answer to somebody ("Dung" is "đúng" without its mark): an officer sees them too.
  return { effect: command.effect, content: { topic: command.topic, ...(command.typed && { message }) } };
}

function messageIn({ event_name: name, message }: OaEvent): WrittenMessage | null {
  const kind = messageKinds.find((one) => name === `user_send_${one}`);
  if (!kind || !message) return null;
  return {
    kind,
    text: message.text ?? '',
    attachments: (message.attachments ?? [])
      .filter((one) => one !== null)
      .slice(0, attachmentLimit)
      .map(({ type, payload }) => ({
        kind: type,
        url: payload.url ?? null,
        thumbnailUrl: payload.thumbnail ?? null,
        name: payload.name ?? null,
        description: payload.description ?? null,
        location: payload.coordinates ? { latitude: payload.coordinates.latitude, longitude: payload.coordinates.longitude } : null,
      })),
    messageId: message.msg_id ?? null,
    quotedMessageId: message.quote_msg_id ?? null,
  };
}

function groupIn(event: OaEvent): GroupChange | null {
  const groupId = event.group_id ?? event.group_info?.group_id;
  if (!groupId) return null;
  const listed = [...(event.users ?? []), ...(event.members ?? [])].filter((id) => id !== null);
  const members = listed.length > 0 ? listed : event.user_id ? [event.user_id] : [];
  return {
    groupId,
    name: event.group_name ?? event.group_info?.name ?? event.group_info?.group_name ?? null,
    memberIds: [...new Set(members)],
    deleted: event.event_name === 'delete_group',
  };
}

function infoIn({ info }: OaEvent): SubmittedInfo {
  const phone = /^\+?(?:84|0)(\d{8,10})$/.exec((info?.phone ?? '').replace(/[\s.-]/g, ''))?.[1];
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(info?.user_dob ?? '') ?? [];
  return {
    name: info?.name ?? null,
    phone: phone === undefined ? null : `+84${phone}`,
    birthday: year === undefined ? null : `${year}-${month}-${day}`,
  };
}

/** Reads a verified Mini App (Open APIs) event. */
export function readMiniAppEvent(rawBody: Buffer, at: Date): ZaloEvent {
  const event = MiniAppEvent.parse(JSON.parse(rawBody.toString('utf8')));
  const effect = Object.hasOwn(miniAppEffects, event.event) ? (miniAppEffects[event.event] ?? 'ignored') : 'ignored';
  return {
    id: keyOf('mini_app', rawBody),
    source: 'mini_app',
    name: event.event,
    effect,
    at,
    oaUserId: null,
    userIdByApp: effect === 'ignored' ? null : (event.userId ?? null),
    messageIds: [],
    trackingId: null,
  };
}
