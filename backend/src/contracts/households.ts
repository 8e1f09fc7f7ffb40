import { z } from 'zod';
import { BirthYear, HouseholdCode } from './audience.js';
import type { Endpoint } from './endpoint.js';
import { Cursor, Id, Instant, Key, line } from './primitives.js';

/** One line of the roll: an active household as it stands now, for whoever asks households and not persons. */
export type RollHousehold = {
  householdId: string;
  code: string;
  hamletKey: string;
  headName: string;
  representativeName: string | null;
  /** The Zalo account that speaks for the household; null while nobody has linked it. */
  representativeResidentId: string | null;
};

/** What a household is known by. */
export const HouseholdCard = z.object({
  id: Id,
  code: z.string(),
  hamletKey: z.string(),
  hamletName: z.string(),
  headName: z.string(),
  representativeName: z.string().nullable(),
});
export type HouseholdCard = z.infer<typeof HouseholdCard>;

/** Who represents a household must be of full civil capacity (Luật 10/2022/QH15 Art. 18(2)); of an adult it is presumed. */
export const adultAge = 18;
export const mostMembers = 40;

export const memberRelations = [
  'Chủ hộ',
  'Vợ',
  'Chồng',
  'Con',
  'Con dâu',
  'Con rể',
  'Bố',
  'Mẹ',
  'Ông',
  'Bà',
  'Cháu',
  'Anh/chị/em',
  'Khác',
] as const;

/** A member as the book has them; `linked` when a Zalo account stands for them. */
export const HouseholdMember = z.object({
  id: z.string(),
  name: z.string(),
  birthYear: z.number().nullable(),
  relation: z.string().nullable(),
  isRepresentative: z.boolean(),
  linkedAt: Instant.nullable(),
});
export type HouseholdMember = z.infer<typeof HouseholdMember>;

export const householdEvents = [
  'created',
  'imported',
  'edited',
  'representative_changed',
  'invited',
  'linked',
  'unlinked',
  'ended',
] as const;
export const HouseholdEvent = z.enum(householdEvents);
export type HouseholdEvent = z.infer<typeof HouseholdEvent>;

export const HouseholdChange = z.object({
  at: Instant,
  by: z.string(),
  event: HouseholdEvent,
  details: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  reason: z.string().nullable(),
});
export type HouseholdChange = z.infer<typeof HouseholdChange>;

export const endReasons = ['moved_away', 'merged', 'dissolved', 'written_by_mistake'] as const;
export const EndReason = z.enum(endReasons);
export type EndReason = z.infer<typeof EndReason>;

export const HouseholdRow = HouseholdCard.extend({
  address: z.string(),
  size: z.number().nullable(),
  status: z.enum(['active', 'ended']),
  representativeLinked: z.boolean(),
});
export type HouseholdRow = z.infer<typeof HouseholdRow>;

export const Household = HouseholdRow.extend({
  revision: z.number(),
  members: z.array(HouseholdMember),
  ended: z.object({ reason: EndReason, note: z.string(), mergedIntoCode: z.string().nullable(), at: Instant }).nullable(),
  invitations: z.array(z.object({ memberId: z.string(), by: z.string(), expiresAt: Instant })),
  /** Newest first. */
  history: z.array(HouseholdChange),
});
export type Household = z.infer<typeof Household>;

export const householdGaps = ['no_representative', 'not_linked'] as const;
export const HouseholdGap = z.enum(householdGaps);
export type HouseholdGap = z.infer<typeof HouseholdGap>;

const reason = line(200, 5);
const seenRevision = z.int().min(0);
const Size = z.int().min(1, 'Ít nhất 1 người.').max(99, 'Nhiều nhất 99 người.');
const MemberId = z.string().regex(/^[a-z0-9]{8}$/, 'Mã thành viên không đúng dạng.');
const memberFields = {
  name: line(80, 2),
  birthYear: BirthYear.nullable().default(null),
  relation: line(40).nullable().default(null),
};

// ---- The officers' side

/** The book, by code; `search` forgives missing marks. Whoever answers for hamlets sees those. */
export const listHouseholds = {
  method: 'GET',
  path: '/desk/households',
  summary: 'Sổ hộ: tìm theo mã hộ, tên chủ hộ, người đại diện, thành viên',
  query: z.strictObject({
    search: line(80).optional(),
    hamletKey: Key.optional(),
    gap: HouseholdGap.optional(),
    status: z.enum(['active', 'ended']).default('active'),
    after: Cursor.optional(),
  }),
  reply: z.object({
    households: z.array(HouseholdRow),
    next: Cursor.nullable(),
    /** The hamlets of who asks. */
    hamlets: z.array(z.object({ key: z.string(), name: z.string() })),
    /** Of the chosen hamlet, or of all one may see. */
    counts: z.object({ active: z.number(), withoutRepresentative: z.number(), notLinked: z.number(), requests: z.number() }),
  }),
  audit: 'saw',
} as const satisfies Endpoint;

const householdPath = z.strictObject({ id: Id });

/** Throws `household_not_found`, also for one of another hamlet. */
export const readHousehold = {
  method: 'GET',
  path: '/desk/households/:id',
  summary: 'Đọc một hộ: thành viên, người đại diện, lịch sử',
  params: householdPath,
  reply: Household,
  audit: 'saw',
} as const satisfies Endpoint;

const householdFields = {
  code: HouseholdCode,
  hamletKey: Key,
  headName: line(80, 2),
  address: line(160).or(z.literal('')).default(''),
  size: Size.nullable().default(null),
};

/** Throws `household_code_taken`, `hamlet_unknown`, `representative_not_adult`. */
export const addHousehold = {
  method: 'POST',
  path: '/desk/households',
  summary: 'Ghi một hộ mới vào sổ',
  body: z.strictObject({
    ...householdFields,
    members: z
      .array(z.strictObject({ ...memberFields, isRepresentative: z.boolean().default(false) }))
      .max(mostMembers)
      .default([]),
  }),
  reply: Household,
} as const satisfies Endpoint;

/**
 * Writes what has changed in the household; members without `id` are new, those left out go. The representative is changed by
 * `changeRepresentative` alone. Throws `household_changed`, `household_code_taken`, `representative_leaves`.
 */
export const editHousehold = {
  method: 'PUT',
  path: '/desk/households/:id',
  summary: 'Sửa thông tin hộ và thành viên',
  params: householdPath,
  body: z.strictObject({
    ...householdFields,
    members: z.array(z.strictObject({ id: MemberId.optional(), ...memberFields })).max(mostMembers),
    reason,
    revision: seenRevision,
  }),
  reply: Household,
} as const satisfies Endpoint;

/** Luật 10/2022/QH15 Art. 18(2): an adult member. The one before is told in the Mini App. Throws `representative_not_adult`, `household_changed`. */
export const changeRepresentative = {
  method: 'POST',
  path: '/desk/households/:id/representative',
  summary: 'Đổi người đại diện hộ, ghi lý do',
  params: householdPath,
  body: z.strictObject({ memberId: MemberId, reason, revision: seenRevision }),
  reply: Household,
} as const satisfies Endpoint;

/** Makes a one-time code for a member, good for 14 days; a new one takes the place of the last. Shown once, kept as a keyed hash. */
export const inviteMember = {
  method: 'POST',
  path: '/desk/households/:id/invitations',
  summary: 'Tạo mã mời để một thành viên liên kết Zalo với hộ',
  params: householdPath,
  body: z.strictObject({ memberId: MemberId }),
  reply: z.object({ household: Household, memberName: z.string(), code: z.string(), url: z.string(), expiresAt: Instant }),
} as const satisfies Endpoint;

export const unlinkMember = {
  method: 'POST',
  path: '/desk/households/:id/unlinking',
  summary: 'Gỡ liên kết Zalo của một thành viên, ghi lý do',
  params: householdPath,
  body: z.strictObject({ memberId: MemberId, reason, revision: seenRevision }),
  reply: Household,
} as const satisfies Endpoint;

/** The household leaves the roll; its history stays. Throws `merge_target_unknown` for a code to merge into that no active household has. */
export const endHousehold = {
  method: 'POST',
  path: '/desk/households/:id/end',
  summary: 'Kết thúc một hộ: chuyển đi, nhập vào hộ khác, không còn, ghi nhầm',
  params: householdPath,
  body: z.strictObject({
    reason: EndReason,
    note: line(200).or(z.literal('')).default(''),
    mergedIntoCode: HouseholdCode.nullable().default(null),
    revision: seenRevision,
  }),
  reply: Household,
} as const satisfies Endpoint;

export const HouseholdRequest = z.object({
  id: Id,
  /** As typed by who asks, and as Zalo names them. */
  name: z.string(),
  zaloName: z.string().nullable(),
  hamletKey: z.string(),
  hamletName: z.string(),
  householdTyped: z.string(),
  at: Instant,
  /** The household whose code was typed, when there is one. */
  suggested: HouseholdCard.nullable(),
});
export type HouseholdRequest = z.infer<typeof HouseholdRequest>;

/** Oldest first: who has waited longest is answered first. */
export const listHouseholdRequests = {
  method: 'GET',
  path: '/desk/household-requests',
  summary: 'Người xin liên kết với hộ, chờ trưởng xóm xác nhận',
  query: z.strictObject({ after: Cursor.optional() }),
  reply: z.object({ requests: z.array(HouseholdRequest), next: Cursor.nullable() }),
  audit: 'saw',
} as const satisfies Endpoint;

/** Throws `household_request_closed`, `household_member_taken`, `household_resident_taken`. */
export const decideHouseholdRequest = {
  method: 'POST',
  path: '/desk/household-requests/:id/decision',
  summary: 'Xác nhận hoặc từ chối yêu cầu liên kết với hộ',
  params: householdPath,
  body: z.discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('confirm'),
      householdId: Id,
      /** Null writes the person down as a new member, under the name they typed. */
      memberId: MemberId.nullable(),
    }),
    z.strictObject({ decision: z.literal('refuse'), reason }),
  ]),
  reply: z.object({ decided: z.literal(true) }),
} as const satisfies Endpoint;

// ---- The book from Excel

export const importMostBytes = 2 * 1024 * 1024;
export const importMostRows = 5_000;

export const ImportFault = z.object({
  /** As Excel numbers rows. */
  row: z.number(),
  /** Null for the whole row. */
  column: z.string().nullable(),
  message: z.string(),
});
export type ImportFault = z.infer<typeof ImportFault>;

const ImportCounts = z.object({ created: z.number(), changed: z.number(), unchanged: z.number(), wrong: z.number() });

/** Reads the file (raw body) and says what would happen, row by row; stores nothing. */
export const previewImport = {
  method: 'POST',
  path: '/desk/households/import/preview',
  summary: 'Xem trước khi nạp sổ hộ từ Excel hoặc CSV',
  reply: z.object({
    /** Names exactly this outcome; null when nothing can be taken over. */
    digest: z.string().nullable(),
    counts: ImportCounts,
    /** The first 500. */
    faults: z.array(ImportFault),
    faultCount: z.number(),
    /** The first 200 households that would be new or other. */
    changes: z.array(
      z.object({ row: z.number(), code: z.string(), headName: z.string(), kind: z.enum(['created', 'changed']), what: z.string() }),
    ),
  }),
  audit: 'nothing',
} as const satisfies Endpoint;

/**
 * Takes over what was previewed: the same file again (raw body) with the digest of its preview. Once it has begun it is finished, by a repeat or by the worker.
 * Throws `import_changed` when the book is not as it was, `import_has_faults` unless wrong rows may be left out.
 */
export const applyImport = {
  method: 'POST',
  path: '/desk/households/import',
  summary: 'Nạp sổ hộ đúng như đã xem trước',
  query: z.strictObject({
    digest: z.string().regex(/^[0-9a-f]{64}$/, 'Mã xem trước không đúng dạng.'),
    leaveOutWrong: z.enum(['true', 'false']).default('false'),
  }),
  reply: z.object({
    counts: ImportCounts,
    /** Rows whose household was changed by somebody else in the very moment, left as they are. */
    skipped: z.array(z.object({ row: z.number(), code: z.string() })),
  }),
} as const satisfies Endpoint;

// ---- The resident's side

export const MyHousehold = HouseholdCard.extend({
  address: z.string(),
  isRepresentative: z.boolean(),
  myName: z.string(),
  members: z.array(
    z.object({ name: z.string(), relation: z.string().nullable(), isRepresentative: z.boolean(), isMe: z.boolean(), linked: z.boolean() }),
  ),
  /** Who has represented the household, newest first. */
  representatives: z.array(z.object({ at: Instant, name: z.string().nullable(), reason: z.string().nullable() })),
});
export type MyHousehold = z.infer<typeof MyHousehold>;

export const MyHouseholdRequest = z.object({
  id: Id,
  name: z.string(),
  hamletName: z.string(),
  householdTyped: z.string(),
  at: Instant,
  state: z.enum(['waiting', 'refused']),
  reason: z.string().nullable(),
});
export type MyHouseholdRequest = z.infer<typeof MyHouseholdRequest>;

/** What happened to the link of the one who asks while they were away. */
export const HouseholdNotice = z.object({
  id: Id,
  at: Instant,
  kind: z.enum(['not_representative', 'representative', 'unlinked', 'ended', 'linked']),
  householdCode: z.string(),
  /** Who represents the household now. */
  representativeName: z.string().nullable(),
  reason: z.string().nullable(),
});
export type HouseholdNotice = z.infer<typeof HouseholdNotice>;

export const readMyHousehold = {
  method: 'GET',
  path: '/me/household',
  summary: 'Hộ của tôi',
  reply: z.object({ household: MyHousehold.nullable(), request: MyHouseholdRequest.nullable(), notices: z.array(HouseholdNotice) }),
} as const satisfies Endpoint;

/** As people type it from paper: spaces, dashes and small letters do not matter. */
const CodeTyped = z.string().trim().min(1, 'Không được để trống.').max(40, 'Mã mời quá dài.');

/** Shows what a code is for before anything is linked. Wrong codes are counted. Throws `household_code_invalid`. */
export const lookAtClaim = {
  method: 'POST',
  path: '/me/household/claim/preview',
  summary: 'Xem mã mời thuộc hộ nào, của ai',
  body: z.strictObject({ code: CodeTyped }),
  reply: z.object({ household: HouseholdCard, memberName: z.string(), isRepresentative: z.boolean(), expiresAt: Instant }),
} as const satisfies Endpoint;

/** Links the account; a code works once. Throws `household_code_invalid`, `household_resident_taken`. */
export const claimHousehold = {
  method: 'POST',
  path: '/me/household/claim',
  summary: 'Liên kết tài khoản Zalo của tôi với hộ bằng mã mời',
  body: z.strictObject({ code: CodeTyped }),
  reply: MyHousehold,
} as const satisfies Endpoint;

/** Asks the hamlet head to link; one open request. Throws `household_request_open`, `household_resident_taken`. */
export const askForHousehold = {
  method: 'POST',
  path: '/me/household/requests',
  summary: 'Xin trưởng xóm liên kết tôi với hộ',
  body: z.strictObject({
    name: line(80, 2),
    hamletKey: Key,
    /** The code, or the name of the head for whoever does not know it. */
    household: line(80, 1),
  }),
  reply: MyHouseholdRequest,
} as const satisfies Endpoint;

export const withdrawHouseholdRequest = {
  method: 'DELETE',
  path: '/me/household/requests/:id',
  summary: 'Rút yêu cầu liên kết với hộ',
  params: householdPath,
  reply: z.object({ withdrawn: z.literal(true) }),
} as const satisfies Endpoint;

/** Takes the account away from the household; the household stays as it is. */
export const leaveHousehold = {
  method: 'DELETE',
  path: '/me/household',
  summary: 'Gỡ tài khoản Zalo của tôi khỏi hộ',
  reply: z.object({ left: z.literal(true) }),
} as const satisfies Endpoint;

export const seeHouseholdNotices = {
  method: 'POST',
  path: '/me/household/notices/seen',
  summary: 'Đã đọc các báo tin về hộ',
  body: z.strictObject({ ids: z.array(Id).max(50) }),
  reply: z.object({ seen: z.number() }),
} as const satisfies Endpoint;
