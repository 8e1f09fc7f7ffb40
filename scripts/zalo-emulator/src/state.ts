import { z } from 'zod';
import { Settings, scopes } from './settings.js';

const instant = z.iso.datetime();
const Digits = z.string().regex(/^\d{1,32}$/);

export const Button = z.object({
  title: z.string(),
  type: z.string(),
  payload: z.union([z.string(), z.record(z.string(), z.string())]).default(''),
});
export type Button = z.infer<typeof Button>;

export const channels = [
  'cs',
  'template_uid',
  'template_phone',
  'broadcast',
  'group',
  'notification',
  'anonymous',
  'chat',
  'system',
] as const;

/** One message as it lies in a person's Zalo. */
export const Message = z.object({
  id: z.string(),
  at: instant,
  thread: z.enum(['oa', 'mini_app']),
  from: z.enum(['oa', 'person', 'system']),
  channel: z.enum(channels),
  kind: z.enum([
    'text',
    'image',
    'gif',
    'sticker',
    'file',
    'list',
    'template',
    'request_info',
    'article',
    'notification',
    'link',
    'audio',
    'video',
    'location',
    'business_card',
    'notice',
  ]),
  title: z.string().default(''),
  text: z.string().default(''),
  image: z.string().nullable().default(null),
  url: z.string().nullable().default(null),
  file: z.object({ name: z.string(), size: z.number(), type: z.string() }).nullable().default(null),
  location: z.object({ latitude: z.string(), longitude: z.string() }).nullable().default(null),
  rows: z.array(z.object({ label: z.string(), value: z.string() })).default([]),
  buttons: z.array(Button).default([]),
  template: z
    .object({ id: z.string(), data: z.record(z.string(), z.string()) })
    .nullable()
    .default(null),
  trackingId: z.string().nullable().default(null),
  quoteOf: z.string().nullable().default(null),
  reaction: z.string().nullable().default(null),
  /** Arrived at night: shown in the chat without a push. */
  silent: z.boolean().default(false),
  billed: z.boolean().default(false),
  receivedAt: instant.nullable().default(null),
  seenAt: instant.nullable().default(null),
});
export type Message = z.infer<typeof Message>;

export const Person = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  name: z.string().min(1),
  /** `84…`, digits only; null = the account hides it from ZNS. */
  phone: z
    .string()
    .regex(/^84\d{8,10}$/)
    .nullable(),
  birthday: z.iso.date().nullable(),
  gender: z.enum(['male', 'female']).nullable(),
  /** A word for the list of people, such as a role or a hamlet. */
  note: z.string(),
  avatar: z.string().nullable(),
  appUserId: Digits,
  oaUserId: Digits,
  userIdByApp: Digits,
  follows: z.boolean(),
  followedAt: instant.nullable(),
  unfollowedAt: instant.nullable(),
  lastInteraction: instant.nullable(),
  blocked: z.boolean(),
  restricted: z.boolean(),
  inactive: z.boolean(),
  sensitive: z.boolean(),
  /** May receive messages in development mode. */
  admin: z.boolean(),
  scopes: z.array(z.enum(scopes)),
  /** Asked never to be asked again: scopes, or `followOA`, `interactOA`, `notification`. */
  never: z.array(z.string()),
  notifications: z.boolean(),
  interacts: z.boolean(),
  tags: z.array(z.string()),
  location: z.object({ latitude: z.string(), longitude: z.string() }),
  sharedInfo: z.record(z.string(), z.string()),
});
export type Person = z.infer<typeof Person>;

export const TemplateParameter = z.object({
  name: z.string().min(1),
  maxLength: z.int().min(1).default(100),
  required: z.boolean().default(true),
  type: z.enum(['string', 'number', 'date']).default('string'),
});
export const Template = z.object({
  id: z.string().min(1),
  name: z.string().default(''),
  /** How it may be sent: by UID, by phone number, or as a Mini App notification. */
  ways: z.array(z.enum(['uid', 'phone', 'notification'])).min(1),
  status: z.enum(['ENABLE', 'PENDING_REVIEW', 'REJECT', 'DISABLE']).default('ENABLE'),
  /** 1 transaction, 2 customer care, 3 promotion. */
  tag: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
  title: z.string().default(''),
  /** Text with the parameters in angle brackets: `<ho_ten>`. */
  body: z.string().default(''),
  parameters: z.array(TemplateParameter).default([]),
  buttons: z.array(Button).default([]),
  /** Whether a phone template may leave between 22:00 and 06:00. */
  night: z.boolean().default(false),
  dailyQuota: z.int().min(0).nullable().default(null),
});
export type Template = z.infer<typeof Template>;

const Article = z.object({
  id: z.string(),
  token: z.string(),
  readyAt: instant,
  title: z.string(),
  description: z.string(),
  cover: z.string().nullable(),
  body: z.array(z.record(z.string(), z.string())),
  author: z.string(),
  type: z.string(),
  status: z.enum(['show', 'hide']),
  comment: z.string(),
  createdAt: instant,
});
export type Article = z.infer<typeof Article>;

const Upload = z.object({
  id: z.string(),
  kind: z.enum(['image', 'gif', 'file', 'video']),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  at: instant,
});
export type Upload = z.infer<typeof Upload>;

export const Delivery = z.object({
  id: z.string(),
  target: z.enum(['oa', 'mini_app']),
  event: z.string(),
  body: z.string(),
  headers: z.record(z.string(), z.string()),
  attempt: z.int(),
  dueAt: instant,
});
export type Delivery = z.infer<typeof Delivery>;

const Oauth = z.object({
  accessToken: z.string(),
  accessExpiresAt: instant,
  refreshToken: z.string(),
  refreshExpiresAt: instant,
});

/** Everything the emulator remembers. */
export const State = z.object({
  version: z.literal(1),
  clockOffsetMs: z.number().default(0),
  settings: Settings.prefault({}),
  people: z.record(z.string(), Person).default({}),
  inboxes: z.record(z.string(), z.array(Message)).default({}),
  /** The Official Account's grant; null until an administrator allowed the app. */
  grant: Oauth.nullable().default(null),
  usedRefreshTokens: z.array(z.string()).default([]),
  deadAccessTokens: z.array(z.string()).default([]),
  codes: z.record(z.string(), z.object({ challenge: z.string(), expiresAt: instant })).default({}),
  logins: z.record(z.string(), z.object({ personId: z.string(), verifier: z.string(), expiresAt: instant })).default({}),
  userTokens: z.record(z.string(), z.object({ personId: z.string(), expiresAt: instant })).default({}),
  userRefreshTokens: z.record(z.string(), z.object({ personId: z.string(), expiresAt: instant })).default({}),
  sessions: z.record(z.string(), z.string()).default({}),
  infoTokens: z.record(z.string(), z.object({ personId: z.string(), kind: z.enum(['phone', 'location']), expiresAt: instant })).default({}),
  templates: z.record(z.string(), Template).default({}),
  articles: z.record(z.string(), Article).default({}),
  uploads: z.record(z.string(), Upload).default({}),
  groups: z.record(z.string(), z.object({ name: z.string(), members: z.array(z.string()) })).default({}),
  webhooks: z
    .object({ oaUrl: z.string().nullable(), miniAppUrl: z.string().nullable(), oaSubscribed: z.boolean(), miniAppSubscribed: z.boolean() })
    .default({ oaUrl: null, miniAppUrl: null, oaSubscribed: true, miniAppSubscribed: true }),
  deliveries: z.array(Delivery).default([]),
  /** How often something happened in a period: `phone:2026-11-24` → 12. */
  counters: z.record(z.string(), z.number()).default({}),
});
export type State = z.infer<typeof State>;
