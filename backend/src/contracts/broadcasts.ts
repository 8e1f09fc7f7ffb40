import { z } from 'zod';
import { AudienceFilter } from './audience.js';
import type { Endpoint } from './endpoint.js';
import { BroadcastKind } from './news.js';
import { Cursor, Day, Id, Instant, Key, line, paragraph, TimeOfDay } from './primitives.js';

export { BroadcastKind, broadcastKinds, listNews, NewsItem, readNews } from './news.js';

/** A page of the Mini App, such as `/procedures` or `/disclosures/<slug>`. */
export const MiniAppPath = z
  .string()
  .max(200)
  .regex(/^\/(?!\/)[\w\-./~%?=&]*$/, 'Đường dẫn phải là một trang trong Mini App, bắt đầu bằng dấu /.');

/** The words. Both may hold variables: {ten} {xung_ho} {xom} {ten_xa} {chu_tich} {nam} {can_chi} {ngay} {ngay_am}. */
export const BroadcastContent = z.strictObject({
  title: line(100, 3),
  text: paragraph(1_700, 10),
  /** A picture that was uploaded before; shown above the text. */
  pictureId: Id.nullable(),
  /** The button into the Mini App; without it the button opens the text itself. */
  button: z.strictObject({ title: line(30, 2), path: MiniAppPath }).nullable(),
});
export type BroadcastContent = z.infer<typeof BroadcastContent>;

/** Which ways the officer allows. Free consultation, templates within the quota and Mini App notifications are always allowed. */
export const BroadcastModes = z.strictObject({
  /** One article to all followers instead of single messages; only where nobody has stopped the topic and Zalo's daily cap suffices. */
  article: z.boolean(),
  /** One message in the Zalo group of each hamlet that has one, instead of single messages to its members. */
  groups: z.boolean(),
  /** Ways that cost money: billed consultation, templates. */
  paid: z.boolean(),
});
export type BroadcastModes = z.infer<typeof BroadcastModes>;

const written = {
  kind: BroadcastKind,
  content: BroadcastContent,
  audience: AudienceFilter,
  modes: BroadcastModes,
  /** Null: as soon as it is approved. */
  sendAt: Instant.nullable(),
};
export const BroadcastDraft = z.strictObject(written);
export type BroadcastDraft = z.infer<typeof BroadcastDraft>;

/**
 * `draft` → `submitted` → `approved` (the audience is being frozen, or it waits for its time) → `running` ⇄ `paused` → `finished`; `cancelled` from
 * anywhere before the end. An edit of a submitted or approved one makes it a draft again.
 */
export const broadcastStatuses = ['draft', 'submitted', 'approved', 'running', 'paused', 'finished', 'cancelled'] as const;
export const BroadcastStatus = z.enum(broadcastStatuses);
export type BroadcastStatus = z.infer<typeof BroadcastStatus>;

export const broadcastChannels = ['article', 'group', 'consultation', 'template_by_uid', 'notification', 'template_by_phone'] as const;
export const BroadcastChannel = z.enum(broadcastChannels);
export type BroadcastChannel = z.infer<typeof BroadcastChannel>;

/** What became of one recipient. `unconfirmed`: the call was made and its fate is unknown; it is never made again by itself. */
export const recipientStates = ['waiting', 'sending', 'sent', 'delivered', 'seen', 'failed', 'skipped', 'unconfirmed'] as const;
export const RecipientState = z.enum(recipientStates);
export type RecipientState = z.infer<typeof RecipientState>;

/** Always: recipients = waiting + sent + failed + skipped + unconfirmed. `sent` counts delivered and seen ones too, `delivered` the seen ones; `waiting` those whose call is under way. */
export const BroadcastCounts = z.object({
  recipients: z.number(),
  waiting: z.number(),
  sent: z.number(),
  delivered: z.number(),
  seen: z.number(),
  failed: z.number(),
  skipped: z.number(),
  unconfirmed: z.number(),
});
export type BroadcastCounts = z.infer<typeof BroadcastCounts>;

const Signature = z.object({ name: z.string(), at: Instant });

/** One message to many: the article, or what goes into a hamlet's group. */
export const BroadcastPost = z.object({
  kind: z.enum(['article', 'group']),
  name: z.string(),
  state: z.enum(['waiting', 'preparing', 'sending', 'sent', 'failed', 'unconfirmed']),
  reason: z.string().nullable(),
});

export const Broadcast = z.object({
  id: Id,
  /** Grows with every change; whoever changes, submits or approves names the one they saw. */
  revision: z.number(),
  status: BroadcastStatus,
  kind: BroadcastKind,
  content: BroadcastContent,
  audience: AudienceFilter,
  modes: BroadcastModes,
  sendAt: Instant.nullable(),
  pictureUrl: z.string().nullable(),
  occasion: z.object({ key: z.string(), name: z.string(), day: Day }).nullable(),
  disclosureId: Id.nullable(),
  authors: z.array(z.string()),
  submitted: Signature.nullable(),
  /** What was approved: so many people, for so much. */
  approved: Signature.extend({ recipients: z.number(), costDong: z.number() }).nullable(),
  returned: Signature.extend({ note: z.string() }).nullable(),
  /** Why it stands still: an officer, too many failures, or Zalo refuses the words. */
  pause: z
    .object({ cause: z.enum(['officer', 'failures', 'content']), name: z.string().nullable(), at: Instant, detail: z.string().nullable() })
    .nullable(),
  counts: BroadcastCounts,
  /** When the next recipients are due; null when none wait. Tomorrow morning when a quota ran out. */
  nextDueAt: Instant.nullable(),
  posts: z.array(BroadcastPost),
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  updatedAt: Instant,
  /** What the person asking may do with it now. */
  may: z.object({
    edit: z.boolean(),
    submit: z.boolean(),
    approve: z.boolean(),
    pause: z.boolean(),
    resume: z.boolean(),
    cancel: z.boolean(),
    retry: z.boolean(),
  }),
});
export type Broadcast = z.infer<typeof Broadcast>;

/** How the messages would go, before anything is sent. Σ channels + Σ unreached = members. */
export const BroadcastPlan = z.object({
  members: z.number(),
  channels: z.array(z.object({ channel: BroadcastChannel, count: z.number(), costDong: z.number() })),
  unreached: z.array(z.object({ reason: z.string(), count: z.number() })),
  days: z.array(z.object({ day: Day, from: TimeOfDay, to: TimeOfDay, count: z.number() })),
  costDong: z.number(),
  finishesAt: Instant.nullable(),
  /** Vietnamese sentences: a quota that is short, the night, a cap of Zalo's. */
  warnings: z.array(z.string()),
});
export type BroadcastPlan = z.infer<typeof BroadcastPlan>;

/** The text as one real person would read it; at most three, from different hamlets. */
export const BroadcastSample = z.object({ name: z.string(), hamletName: z.string().nullable(), title: z.string(), text: z.string() });
export type BroadcastSample = z.infer<typeof BroadcastSample>;

const params = z.strictObject({ id: Id });
const Seen = z.strictObject({ revision: z.int().min(1) });

export const listBroadcasts = {
  method: 'GET',
  path: '/broadcasts',
  summary: 'Danh sách tin gửi đi',
  query: z.strictObject({ show: z.enum(['open', 'ended', 'all']).default('all'), after: Cursor.optional() }),
  reply: z.object({
    broadcasts: z.array(
      Broadcast.pick({
        id: true,
        status: true,
        kind: true,
        sendAt: true,
        counts: true,
        occasion: true,
        updatedAt: true,
        startedAt: true,
        pause: true,
      }).extend({
        title: z.string(),
        returned: z.boolean(),
      }),
    ),
    next: z.string().nullable(),
  }),
} as const satisfies Endpoint;

export const createBroadcast = {
  method: 'POST',
  path: '/broadcasts',
  summary: 'Soạn tin mới',
  body: BroadcastDraft,
  reply: Broadcast,
  idempotent: true,
} as const satisfies Endpoint;

export const readBroadcast = {
  method: 'GET',
  path: '/broadcasts/:id',
  summary: 'Xem một tin',
  params,
  reply: Broadcast,
} as const satisfies Endpoint;

/** Changes a draft; a submitted or approved one becomes a draft again and its approval is void. Throws `revision_changed`, `broadcast_started`. */
export const updateBroadcast = {
  method: 'PUT',
  path: '/broadcasts/:id',
  summary: 'Sửa tin; tin đã duyệt phải duyệt lại',
  params,
  body: BroadcastDraft.extend({ revision: z.int().min(1) }),
  reply: Broadcast,
} as const satisfies Endpoint;

/** What would go out, to how many, by which ways, when and for how much. Nothing is stored. */
export const previewBroadcast = {
  method: 'POST',
  path: '/broadcast-previews',
  audit: 'nothing',
  summary: 'Xem trước: mẫu thật, số người, kênh, chi phí, thời gian',
  body: BroadcastDraft,
  reply: z.object({ samples: z.array(BroadcastSample), plan: BroadcastPlan, pictureUrl: z.string().nullable() }),
} as const satisfies Endpoint;

/** Sends the text, marked as a test, to the officer's own Zalo account. */
export const testBroadcast = {
  method: 'POST',
  path: '/broadcasts/:id/tests',
  summary: 'Gửi thử cho chính mình',
  params,
  reply: z.object({ state: RecipientState, reason: z.string().nullable() }),
} as const satisfies Endpoint;

export const submitBroadcast = {
  method: 'POST',
  path: '/broadcasts/:id/submission',
  summary: 'Trình lãnh đạo duyệt',
  params,
  body: Seen,
  reply: Broadcast,
} as const satisfies Endpoint;

/** Approves exactly the revision that was seen. Nobody approves what they wrote (`own_broadcast`). */
export const approveBroadcast = {
  method: 'POST',
  path: '/broadcasts/:id/approval',
  summary: 'Duyệt tin',
  params,
  body: Seen,
  reply: Broadcast,
} as const satisfies Endpoint;

export const returnBroadcast = {
  method: 'POST',
  path: '/broadcasts/:id/return',
  summary: 'Trả lại để sửa',
  params,
  body: Seen.extend({ note: line(300, 3) }),
  reply: Broadcast,
} as const satisfies Endpoint;

/** No further call to Zalo begins a second later; calls under way end. */
export const pauseBroadcast = {
  method: 'POST',
  path: '/broadcasts/:id/pause',
  summary: 'Tạm dừng gửi',
  params,
  reply: Broadcast,
} as const satisfies Endpoint;

export const resumeBroadcast = {
  method: 'POST',
  path: '/broadcasts/:id/resumption',
  summary: 'Gửi tiếp',
  params,
  reply: Broadcast,
} as const satisfies Endpoint;

/** Ends it for good: whoever still waits is skipped. What was sent stays sent. */
export const cancelBroadcast = {
  method: 'POST',
  path: '/broadcasts/:id/cancellation',
  summary: 'Hủy gửi',
  params,
  body: z.strictObject({ reason: line(300, 3) }),
  reply: Broadcast,
} as const satisfies Endpoint;

/** Puts failed recipients back to waiting. `unconfirmed` ones only when asked for: some of those may get it twice. */
export const retryBroadcast = {
  method: 'POST',
  path: '/broadcasts/:id/retry',
  summary: 'Gửi lại những người lỗi',
  params,
  body: z.strictObject({ unconfirmed: z.boolean() }),
  reply: z.object({ broadcast: Broadcast, count: z.number() }),
} as const satisfies Endpoint;

export const Recipient = z.object({
  id: z.string(),
  name: z.string().nullable(),
  hamletName: z.string().nullable(),
  householdCode: z.string().nullable(),
  state: RecipientState,
  channel: BroadcastChannel.nullable(),
  /** A stable code such as `stopped`, `outside_window`, `timeout`; the Mini App has the words. */
  reason: z.string().nullable(),
  code: z.number().nullable(),
  tries: z.number(),
  sentAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  seenAt: Instant.nullable(),
  dueAt: Instant.nullable(),
});
export type Recipient = z.infer<typeof Recipient>;

export const listRecipients = {
  method: 'GET',
  path: '/broadcasts/:id/recipients',
  summary: 'Từng người nhận và kết quả',
  audit: 'saw',
  params,
  query: z.strictObject({ state: RecipientState.optional(), hamletKey: Key.optional(), after: Cursor.optional() }),
  reply: z.object({ recipients: z.array(Recipient), next: z.string().nullable() }),
} as const satisfies Endpoint;

/** Whom Zalo did not reach, for the hamlet head who goes to tell them. A hamlet head sees their own hamlets only. */
export const listUnreached = {
  method: 'GET',
  path: '/broadcasts/:id/unreached',
  summary: 'Danh sách người Zalo chưa tới được, theo xóm',
  audit: 'saw',
  params,
  query: z.strictObject({ hamletKey: Key.optional(), after: Cursor.optional() }),
  reply: z.object({
    title: z.string(),
    hamlets: z.array(z.object({ key: z.string().nullable(), name: z.string(), count: z.number() })),
    recipients: z.array(Recipient.pick({ id: true, name: true, hamletName: true, householdCode: true, state: true, reason: true })),
    next: z.string().nullable(),
  }),
} as const satisfies Endpoint;

/** Broadcasts that have begun, for a hamlet head who looks for their list. */
export const listUnreachedBroadcasts = {
  method: 'GET',
  path: '/unreached',
  summary: 'Các tin đã gửi có người chưa nhận được',
  reply: z.object({ broadcasts: z.array(z.object({ id: Id, title: z.string(), startedAt: Instant.nullable(), unreached: z.number() })) }),
} as const satisfies Endpoint;

export const readLoudspeakerText = {
  method: 'GET',
  path: '/broadcasts/:id/loudspeaker',
  summary: 'Bài đọc trên loa truyền thanh',
  params,
  reply: z.object({ text: z.string(), seconds: z.number(), warnings: z.array(z.string()) }),
} as const satisfies Endpoint;

/** One line of the stream `GET /broadcasts/:id/progress` (text/event-stream, event `progress`); the stream ends after `finished` and `cancelled`. */
export const BroadcastProgress = z.object({
  status: BroadcastStatus,
  counts: BroadcastCounts,
  pause: Broadcast.shape.pause,
  nextDueAt: Instant.nullable(),
  posts: z.array(BroadcastPost),
  at: Instant,
});
export type BroadcastProgress = z.infer<typeof BroadcastProgress>;

// Templates

export const BroadcastTemplate = z.object({
  id: Id,
  version: z.number(),
  name: z.string(),
  kind: BroadcastKind,
  content: BroadcastContent,
  active: z.boolean(),
  changed: Signature,
});
export type BroadcastTemplate = z.infer<typeof BroadcastTemplate>;

const templateBody = z.strictObject({
  name: line(80, 2),
  kind: BroadcastKind,
  content: BroadcastContent,
  active: z.boolean().default(true),
});

export const listBroadcastTemplates = {
  method: 'GET',
  path: '/broadcast-templates',
  summary: 'Mẫu tin',
  reply: z.object({ templates: z.array(BroadcastTemplate) }),
} as const satisfies Endpoint;

export const createBroadcastTemplate = {
  method: 'POST',
  path: '/broadcast-templates',
  summary: 'Lập mẫu tin',
  body: templateBody,
  reply: BroadcastTemplate,
} as const satisfies Endpoint;

/** Makes the next version; what was sent keeps the words it had. */
export const updateBroadcastTemplate = {
  method: 'PUT',
  path: '/broadcast-templates/:id',
  summary: 'Sửa mẫu tin (thành phiên bản mới)',
  params,
  body: templateBody.extend({ version: z.int().min(1) }),
  reply: BroadcastTemplate,
} as const satisfies Endpoint;

export const listTemplateVersions = {
  method: 'GET',
  path: '/broadcast-templates/:id/versions',
  summary: 'Các phiên bản của một mẫu tin',
  params,
  reply: z.object({ versions: z.array(BroadcastTemplate) }),
} as const satisfies Endpoint;

// Occasions

export const Occasion = z.object({
  key: z.string(),
  name: z.string(),
  /** The day in the year asked for; null when the lunar day does not exist then. */
  day: Day.nullable(),
  lunarText: z.string().nullable(),
  solemn: z.boolean(),
  enabled: z.boolean(),
  draftDaysBefore: z.number(),
  sendTime: TimeOfDay,
  title: z.string(),
  text: z.string(),
  broadcast: z.object({ id: Id, status: BroadcastStatus }).nullable(),
});
export type Occasion = z.infer<typeof Occasion>;

export const listOccasions = {
  method: 'GET',
  path: '/occasions',
  summary: 'Lịch các dịp lễ, tết trong năm và lời chúc',
  query: z.strictObject({ year: z.coerce.number().int().min(1900).max(2100) }),
  reply: z.object({ occasions: z.array(Occasion) }),
} as const satisfies Endpoint;

/** Changes an occasion for every year to come. */
export const updateOccasion = {
  method: 'PATCH',
  path: '/occasions/:key',
  summary: 'Bật, tắt một dịp; sửa lời chúc, số ngày soạn trước, giờ gửi',
  params: z.strictObject({ key: Key }),
  body: z.strictObject({
    enabled: z.boolean().optional(),
    draftDaysBefore: z.int().min(1).max(60).optional(),
    sendTime: TimeOfDay.optional(),
    title: line(100, 3).optional(),
    text: paragraph(1_700, 10).optional(),
  }),
  reply: z.object({ updated: z.literal(true) }),
} as const satisfies Endpoint;

/** The draft of an occasion now instead of days before; the same one when it exists already. */
export const draftOccasion = {
  method: 'POST',
  path: '/occasions/:key/drafts',
  summary: 'Soạn ngay lời chúc của một dịp',
  params: z.strictObject({ key: Key }),
  body: z.strictObject({ year: z.int().min(1900).max(2100) }),
  reply: Broadcast,
} as const satisfies Endpoint;

// Zalo's terms

/** Dated: prices and quotas Zalo sets and changes; the newest one whose day has come counts. */
export const MessagingTerms = z.strictObject({
  validFrom: Day,
  /** Đồng for one message. */
  prices: z.strictObject({
    consultationBilled: z.int().min(0).max(100_000),
    templateByUid: z.int().min(0).max(100_000),
    templateByPhone: z.int().min(0).max(100_000),
    notification: z.int().min(0).max(100_000),
  }),
  /** Messages a day; null: Zalo tells, or there is none. */
  dailyQuotas: z.strictObject({
    templateByUid: z.int().min(0).nullable(),
    templateByPhone: z.int().min(0).nullable(),
    notification: z.int().min(0).nullable(),
  }),
  /** Recipients an article may have in a day: at least `smallest`, beyond `upToFollowers` the share of the followers. */
  articles: z.strictObject({ smallest: z.int().min(0), upToFollowers: z.int().min(0), share: z.number().min(0).max(1) }),
  /** The time of day in which news may go out, urgent news excepted. */
  hours: z.strictObject({ from: TimeOfDay, to: TimeOfDay }),
  /** Zalo groups (GMF) of hamlets. */
  groups: z
    .array(z.strictObject({ groupId: z.string().regex(/^[\w-]{4,64}$/, 'Mã nhóm không đúng dạng.'), hamletKey: Key, name: line(80, 1) }))
    .max(200),
  source: line(200),
});
export type MessagingTerms = z.infer<typeof MessagingTerms>;

export const readMessagingTerms = {
  method: 'GET',
  path: '/messaging-terms',
  summary: 'Giá, hạn mức gửi tin Zalo đang áp dụng',
  reply: z.object({ terms: MessagingTerms, upcoming: z.array(MessagingTerms) }),
} as const satisfies Endpoint;

export const saveMessagingTerms = {
  method: 'PUT',
  path: '/messaging-terms',
  summary: 'Ghi giá, hạn mức mới kèm ngày áp dụng',
  body: MessagingTerms,
  reply: MessagingTerms,
} as const satisfies Endpoint;
