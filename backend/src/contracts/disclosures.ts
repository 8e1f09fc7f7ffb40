import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { FileKind } from './files.js';
import { Cursor, Day, Id, Instant, Key, line, paragraph } from './primitives.js';

/** The fourteen classes of Luật 10/2022/QH15 Art. 11, by number. */
export const ClassNumber = z.int().min(1, 'Chọn một trong 14 nhóm nội dung.').max(14, 'Chọn một trong 14 nhóm nội dung.');

/** Ways of disclosing, by the letters of Art. 12(1). */
export const disclosureForms = ['website', 'posting', 'loudspeaker', 'hamlet_head'] as const;
export const DisclosureForm = z.enum(disclosureForms);
export type DisclosureForm = z.infer<typeof DisclosureForm>;

export const DisclosureClass = z.object({
  number: ClassNumber,
  label: z.string(),
  /** What belongs here, in plain words. */
  content: z.string(),
  forms: z.array(DisclosureForm),
  /** How long it stays posted: days, or for as long as it holds (null). */
  postedDays: z.number().nullable(),
  /** How many days in a row the loudspeaker reads it; null when it need not. */
  loudspeakerDays: z.number().nullable(),
  source: z.string(),
});
export type DisclosureClass = z.infer<typeof DisclosureClass>;

/** The last part of an address: small letters without marks, digits, hyphens. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Địa chỉ không đúng dạng.')
  .max(120);

/** What an officer writes. */
const written = {
  classNumber: ClassNumber,
  title: line(200, 5),
  /** A few plain words; residents read them first. */
  summary: paragraph(300),
  text: paragraph(20_000),
  attachments: z.array(z.strictObject({ fileId: Id, label: line(150, 2) })).max(20),
  documentNumber: line(60).nullable(),
  documentDate: Day.nullable(),
  /** Empty: the whole commune. */
  hamletKeys: z.array(Key).max(100),
  /** Posted without an end; classes 4 and 13 always are. */
  permanent: z.boolean(),
  /** The last day of posting; null: 30 days from the day it is published. */
  postedUntil: Day.nullable(),
  /** The law that allows fewer than 30 days (Art. 13(2), 13(6)). */
  shorterBasis: line(200).nullable(),
};
export const DisclosureDraft = z.strictObject(written);
export type DisclosureDraft = z.infer<typeof DisclosureDraft>;

export const disclosureStatuses = ['draft', 'published', 'withdrawn'] as const;
export const DisclosureStatus = z.enum(disclosureStatuses);
export type DisclosureStatus = z.infer<typeof DisclosureStatus>;

export const DisclosureAttachment = z.object({
  fileId: Id,
  label: z.string(),
  kind: FileKind,
  name: z.string(),
  bytes: z.number(),
  url: z.string(),
});
export type DisclosureAttachment = z.infer<typeof DisclosureAttachment>;

const Signature = z.object({ name: z.string(), at: Instant });

/** A disclosure as officers see it. */
export const Disclosure = z.object({
  id: Id,
  /** `CK-2026-0001`: unique, with gaps. */
  number: z.string(),
  /** Grows with every change; whoever changes, publishes or withdraws names the one they saw. */
  revision: z.number(),
  status: DisclosureStatus,
  /** Null until it is published; from then on for ever the same. */
  slug: z.string().nullable(),
  classNumber: ClassNumber,
  classLabel: z.string(),
  title: z.string(),
  summary: z.string(),
  text: z.string(),
  attachments: z.array(DisclosureAttachment),
  documentNumber: z.string().nullable(),
  documentDate: Day.nullable(),
  /** The last day on which publishing is in time: five working days after the document (Art. 12(3)); null without its date. */
  dueOn: Day.nullable(),
  hamletKeys: z.array(z.string()),
  permanent: z.boolean(),
  postedFrom: Day.nullable(),
  postedUntil: Day.nullable(),
  shorterBasis: z.string().nullable(),
  loudspeakerDays: z.number().nullable(),
  author: Signature,
  published: Signature.nullable(),
  corrections: z.array(
    z.object({ at: Instant, on: Day, by: z.string(), reason: z.string(), before: z.object({ title: z.string(), text: z.string() }) }),
  ),
  withdrawn: z.object({ at: Instant, on: Day, by: z.string(), reason: z.string() }).nullable(),
  /** The draft message to residents that came from publishing; null when there is none. */
  broadcastId: z.string().nullable(),
  /** Where everybody reads it, and the sheet to hang up; null before it is published. */
  pageUrl: z.string().nullable(),
  posterUrl: z.string().nullable(),
});
export type Disclosure = z.infer<typeof Disclosure>;

const filters = {
  q: z.string().trim().max(100).optional(),
  classNumber: z.coerce.number().pipe(ClassNumber).optional(),
  after: Cursor.optional(),
};

export const DisclosureRow = Disclosure.pick({
  id: true,
  number: true,
  status: true,
  slug: true,
  classNumber: true,
  classLabel: true,
  title: true,
  documentNumber: true,
  documentDate: true,
  dueOn: true,
  postedFrom: true,
  postedUntil: true,
  permanent: true,
});
export type DisclosureRow = z.infer<typeof DisclosureRow>;

export const listDeskDisclosures = {
  method: 'GET',
  path: '/desk/disclosures',
  summary: 'Danh sách nội dung công khai cho cán bộ, mới nhất trước',
  query: z.strictObject({ ...filters, status: DisclosureStatus.optional() }),
  reply: z.object({ disclosures: z.array(DisclosureRow), next: z.string().nullable() }),
} as const satisfies Endpoint;

const ofOne = z.strictObject({ id: Id });
const revision = z.int().min(0);

export const readDeskDisclosure = {
  method: 'GET',
  path: '/desk/disclosures/:id',
  summary: 'Đọc một nội dung công khai, kể cả bản nháp và các lần sửa',
  params: ofOne,
  reply: Disclosure,
} as const satisfies Endpoint;

export const createDisclosure = {
  method: 'POST',
  path: '/desk/disclosures',
  summary: 'Soạn một nội dung công khai',
  body: DisclosureDraft,
  reply: Disclosure,
  idempotent: true,
} as const satisfies Endpoint;

export const updateDisclosure = {
  method: 'PUT',
  path: '/desk/disclosures/:id',
  summary: 'Sửa bản nháp',
  params: ofOne,
  body: z.strictObject({ ...written, revision }),
  reply: Disclosure,
} as const satisfies Endpoint;

export const publishDisclosure = {
  method: 'POST',
  path: '/desk/disclosures/:id/publish',
  summary: 'Đăng công khai: trang trong Mini App, trang web, tờ niêm yết, bài đọc loa và bản nháp tin Zalo',
  params: ofOne,
  body: z.strictObject({ revision }),
  reply: Disclosure,
} as const satisfies Endpoint;

export const correctDisclosure = {
  method: 'POST',
  path: '/desk/disclosures/:id/correct',
  summary: 'Đính chính một nội dung đã đăng; bản cũ được giữ, trang ghi ngày và lý do sửa',
  params: ofOne,
  body: z.strictObject({ ...written, revision, reason: line(200, 5) }),
  reply: Disclosure,
} as const satisfies Endpoint;

export const withdrawDisclosure = {
  method: 'POST',
  path: '/desk/disclosures/:id/withdraw',
  summary: 'Rút một nội dung đã đăng; trang ghi là đã rút và lý do',
  params: ofOne,
  body: z.strictObject({ revision, reason: line(200, 5) }),
  reply: Disclosure,
} as const satisfies Endpoint;

export const readLoudspeakerText = {
  method: 'GET',
  path: '/desk/disclosures/:id/loudspeaker',
  summary: 'Bài đọc trên loa truyền thanh của một nội dung đã đăng',
  params: ofOne,
  reply: z.object({
    text: z.string(),
    estimatedSeconds: z.number(),
    warnings: z.array(z.string()),
    /** How many days in a row it is read at least; null when the law does not ask for it. */
    days: z.number().nullable(),
  }),
} as const satisfies Endpoint;

export const listDisclosureClasses = {
  method: 'GET',
  path: '/disclosure-classes',
  summary: '14 nhóm nội dung phải công khai (Luật Thực hiện dân chủ ở cơ sở, Điều 11)',
  reply: z.object({ classes: z.array(DisclosureClass) }),
} as const satisfies Endpoint;

/** A row of the archive. */
export const PublicDisclosureRow = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  classNumber: ClassNumber,
  classLabel: z.string(),
  postedFrom: Day,
});
export type PublicDisclosureRow = z.infer<typeof PublicDisclosureRow>;

export const listDisclosures = {
  method: 'GET',
  path: '/disclosures',
  summary: 'Kho nội dung công khai: tìm không cần dấu, lọc theo nhóm, năm, xóm',
  query: z.strictObject({
    ...filters,
    year: z
      .string()
      .regex(/^20\d\d$/, 'Năm gồm bốn chữ số.')
      .optional(),
    hamlet: Key.optional(),
  }),
  reply: z.object({ disclosures: z.array(PublicDisclosureRow), next: z.string().nullable(), years: z.array(z.string()) }),
} as const satisfies Endpoint;

const common = {
  number: z.string(),
  slug: z.string(),
  title: z.string(),
  classNumber: ClassNumber,
  classLabel: z.string(),
  pageUrl: z.string(),
};

/** What everybody reads: the whole of it, or that it was withdrawn and why. */
export const PublicDisclosure = z.discriminatedUnion('state', [
  z.object({
    ...common,
    state: z.literal('published'),
    summary: z.string(),
    text: z.string(),
    attachments: z.array(DisclosureAttachment),
    documentNumber: z.string().nullable(),
    documentDate: Day.nullable(),
    hamlets: z.array(z.string()),
    postedFrom: Day,
    /** Null: for as long as it holds. */
    postedUntil: Day.nullable(),
    corrections: z.array(z.object({ on: Day, reason: z.string() })),
  }),
  z.object({ ...common, state: z.literal('withdrawn'), withdrawnOn: Day, reason: z.string() }),
]);
export type PublicDisclosure = z.infer<typeof PublicDisclosure>;

export const readDisclosure = {
  method: 'GET',
  path: '/disclosures/:slug',
  summary: 'Đọc một nội dung công khai',
  params: z.strictObject({ slug: Slug }),
  reply: PublicDisclosure,
} as const satisfies Endpoint;
