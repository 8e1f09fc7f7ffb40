import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Cursor, Id, Instant, Key, line } from './primitives.js';
import { Role } from './residents.js';

/** What the commune sends news of. Urgent news belongs to no topic: it cannot be stopped, only the Official Account can be left. */
export const topics = ['greeting', 'disclosure', 'notice'] as const;
export const Topic = z.enum(topics);
export type Topic = z.infer<typeof Topic>;

/** A household's number in the commune's book, as the hamlet head writes it. */
export const HouseholdCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9./-]{0,23}$/, 'Mã hộ chỉ gồm chữ không dấu, số, dấu chấm, gạch.');

export const BirthYear = z.int().min(1900, 'Năm sinh từ 1900.').max(2100, 'Năm sinh chưa đúng.');

/**
 * Who shall get it; each part narrows the last, an empty one asks nothing. What is not known of somebody (hamlet, year of birth) leaves them out
 * unless `includeUnknown…` says otherwise.
 */
export const AudienceFilter = z.strictObject({
  hamletKeys: z.array(Key).max(200),
  /** Members with one of these roles; residents without a role are chosen by leaving it empty. */
  roles: z.array(Role).max(10),
  householdCodes: z.array(HouseholdCode).max(2_000),
  /** Whole years on the day of sending, both ends included. */
  ageFrom: z.int().min(0).max(130).nullable(),
  ageTo: z.int().min(0).max(130).nullable(),
  /** One message for each household that is known; members without a household still count one by one. */
  onePerHousehold: z.boolean(),
  includeUnknownHamlet: z.boolean(),
  includeUnknownAge: z.boolean(),
});
export type AudienceFilter = z.infer<typeof AudienceFilter>;

/** Everybody the commune knows at Zalo. */
export const everybody: AudienceFilter = {
  hamletKeys: [],
  roles: [],
  householdCodes: [],
  ageFrom: null,
  ageTo: null,
  onePerHousehold: false,
  includeUnknownHamlet: true,
  includeUnknownAge: true,
};

/** Somebody who may be reached: a follower of the Official Account, a resident of the Mini App, or both once Zalo's ids have matched them. */
export const AudienceMember = z.object({
  id: Id,
  name: z.string().nullable(),
  follows: z.boolean(),
  /** Signed in to the Mini App at least once. */
  resident: z.boolean(),
  hasPhone: z.boolean(),
  hamletKey: z.string().nullable(),
  hamletName: z.string().nullable(),
  /** The resident chose the hamlet in the Mini App; nobody else changes it. */
  hamletSaid: z.boolean(),
  householdCode: z.string().nullable(),
  birthYear: z.number().nullable(),
  roles: z.array(Role),
  stopped: z.array(Topic),
  lastInteractionAt: Instant.nullable(),
});
export type AudienceMember = z.infer<typeof AudienceMember>;

export const listAudience = {
  method: 'GET',
  path: '/audience',
  summary: 'Người có thể nhận tin, tìm theo tên, xóm, hộ',
  audit: 'saw',
  query: z.strictObject({
    search: line(80).optional(),
    hamletKey: Key.optional(),
    /** Only those whose hamlet nobody has said yet. */
    withoutHamlet: z.enum(['true', 'false']).optional(),
    after: Cursor.optional(),
  }),
  reply: z.object({
    members: z.array(AudienceMember),
    next: z.string().nullable(),
    counts: z.object({ members: z.number(), followers: z.number(), residents: z.number(), withoutHamlet: z.number() }),
    /** The last complete look at Zalo's list of followers. */
    sync: z.object({ state: z.enum(['never', 'running', 'done', 'failed']), at: Instant.nullable(), followers: z.number().nullable() }),
  }),
} as const satisfies Endpoint;

/** Writes down what the commune knows of somebody; a hamlet head only for people of their own hamlets or of none yet. */
export const updateAudienceMember = {
  method: 'PATCH',
  path: '/audience/:id',
  summary: 'Ghi xóm, mã hộ, năm sinh của người nhận tin',
  params: z.strictObject({ id: Id }),
  body: z.strictObject({
    hamletKey: Key.nullable().optional(),
    householdCode: HouseholdCode.nullable().optional(),
    birthYear: BirthYear.nullable().optional(),
  }),
  reply: AudienceMember,
} as const satisfies Endpoint;

/** Starts a look at Zalo's whole list of followers now; one at a time. */
export const startAudienceSync = {
  method: 'POST',
  path: '/audience/sync',
  summary: 'Đồng bộ người quan tâm Official Account từ Zalo',
  reply: z.object({ state: z.enum(['running']) }),
} as const satisfies Endpoint;

/** What the signed-in resident wants to hear of. `byDefault`: nothing was ever chosen, and following the Official Account stands for yes. */
export const Preferences = z.object({
  topics: z.object({ greeting: z.boolean(), disclosure: z.boolean(), notice: z.boolean() }),
  follows: z.boolean(),
  birthYear: z.number().nullable(),
  householdCode: z.string().nullable(),
});
export type Preferences = z.infer<typeof Preferences>;

export const readPreferences = {
  method: 'GET',
  path: '/me/preferences',
  summary: 'Tin xã gửi tôi',
  reply: Preferences,
} as const satisfies Endpoint;

export const updatePreferences = {
  method: 'PATCH',
  path: '/me/preferences',
  summary: 'Chọn loại tin muốn nhận; ghi năm sinh',
  body: z.strictObject({
    topics: z.strictObject({ greeting: z.boolean(), disclosure: z.boolean(), notice: z.boolean() }).partial().optional(),
    birthYear: BirthYear.nullable().optional(),
  }),
  reply: Preferences,
} as const satisfies Endpoint;

/**
 * One tap on "stop" in a message that cannot carry a chat button. The token was made for this person and topic and proves nothing else; the same
 * call with `stopped: false` takes it back. Nobody needs to be signed in.
 */
export const stopTopic = {
  method: 'POST',
  path: '/stops',
  summary: 'Thôi nhận một loại tin từ nút trong tin nhắn',
  body: z.strictObject({ token: z.string().min(20).max(300), stopped: z.boolean() }),
  reply: z.object({ topic: Topic, stopped: z.boolean() }),
} as const satisfies Endpoint;
