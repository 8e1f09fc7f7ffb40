import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Cursor, Id, Instant, line, paragraph } from './primitives.js';

/** `open` waits for an officer, `answered` for the person, `closed` for nobody; whoever writes again opens it. */
export const conversationStates = ['open', 'answered', 'closed'] as const;
export const ConversationState = z.enum(conversationStates);
export type ConversationState = z.infer<typeof ConversationState>;

/** What it is about: chosen by the person in the menu, or heard in what they wrote. */
export const ConversationTopic = z.enum(['feedback', 'question']);
export type ConversationTopic = z.infer<typeof ConversationTopic>;

/** Zalo's window for answering: free for 48 hours after the person last wrote or tapped, billed until seven days, then closed. */
export const ReplyWindow = z.object({ kind: z.enum(['free', 'billed', 'closed']), until: Instant.nullable() });
export type ReplyWindow = z.infer<typeof ReplyWindow>;

export const ConversationSummary = z.object({
  id: Id,
  name: z.string().nullable(),
  state: ConversationState,
  topic: ConversationTopic.nullable(),
  /** The beginning of the last message, for the list. */
  lastText: z.string(),
  lastFrom: z.enum(['person', 'officer', 'automatic']),
  lastMessageAt: Instant,
  /** Messages of the person nobody has looked at. */
  unread: z.number(),
  assignedTo: z.object({ officerId: Id, name: z.string() }).nullable(),
  window: ReplyWindow,
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

export const Attachment = z.object({
  kind: z.string(),
  /** Where Zalo keeps it, for some days or weeks. */
  url: z.url().nullable(),
  thumbnailUrl: z.url().nullable(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
});

export const ConversationMessage = z.object({
  id: Id,
  from: z.enum(['person', 'officer', 'automatic']),
  text: z.string(),
  attachments: z.array(Attachment),
  at: Instant,
  officerName: z.string().nullable(),
  /** Of our own messages. */
  state: z.enum(['sending', 'waiting', 'sent', 'delivered', 'seen', 'failed', 'skipped', 'unconfirmed']).nullable(),
});
export type ConversationMessage = z.infer<typeof ConversationMessage>;

/** What the officer may know of the person beside the conversation. */
export const ConversationPerson = z.object({
  memberId: Id.nullable(),
  name: z.string().nullable(),
  resident: z.boolean(),
  follows: z.boolean(),
  hamletName: z.string().nullable(),
  householdCode: z.string().nullable(),
  hasPhone: z.boolean(),
});

export const listConversations = {
  method: 'GET',
  path: '/conversations',
  summary: 'Hộp thư: người dân nhắn gì cho xã',
  query: z.strictObject({
    state: z.enum(['open', 'answered', 'closed', 'all']).default('open'),
    mine: z.enum(['true', 'false']).default('false'),
    search: line(80).optional(),
    after: Cursor.optional(),
  }),
  reply: z.object({
    conversations: z.array(ConversationSummary),
    next: z.string().nullable(),
    counts: z.object({ open: z.number(), mine: z.number() }),
  }),
} as const satisfies Endpoint;

/** The newest messages first; `before` goes back in time. */
export const readConversation = {
  method: 'GET',
  path: '/conversations/:id',
  summary: 'Đọc một cuộc trò chuyện',
  audit: 'saw',
  params: z.strictObject({ id: Id }),
  query: z.strictObject({ before: Cursor.optional() }),
  reply: z.object({
    conversation: ConversationSummary,
    person: ConversationPerson,
    messages: z.array(ConversationMessage),
    next: z.string().nullable(),
  }),
} as const satisfies Endpoint;

/** Says that it was read, closes or opens it, takes it on (`me`) or gives it back. */
export const updateConversation = {
  method: 'PATCH',
  path: '/conversations/:id',
  summary: 'Đánh dấu đã đọc, đóng, mở lại, nhận trả lời',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({
    read: z.literal(true).optional(),
    state: z.enum(['open', 'closed']).optional(),
    assigned: z.enum(['me', 'nobody']).optional(),
  }),
  reply: ConversationSummary,
} as const satisfies Endpoint;

/**
 * Answers in the chat. Refused with `window_closed` when the person has not written for seven days, and with `billed_answer` after 48 hours
 * unless `acceptBilled` says that the price is accepted.
 */
export const answerConversation = {
  method: 'POST',
  path: '/conversations/:id/answers',
  summary: 'Trả lời người dân trong khung chat',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ text: paragraph(2_000, 1), acceptBilled: z.boolean().default(false) }),
  reply: ConversationMessage,
  idempotent: true,
} as const satisfies Endpoint;
