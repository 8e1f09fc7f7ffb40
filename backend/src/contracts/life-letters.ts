import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Cursor, Day, Id, Instant, line, PhoneTyped, paragraph } from './primitives.js';

/** Letters of the commune to one family or one person (plan 1.6): chúc mừng kết hôn, chúc mừng khai sinh, chia buồn, cảm ơn, xin lỗi. */
export const lifeLetterKinds = ['marriage', 'birth', 'condolence', 'thanks', 'apology'] as const;
export const LifeLetterKind = z.enum(lifeLetterKinds);
export type LifeLetterKind = z.infer<typeof LifeLetterKind>;

/** `approved`: signed and numbered, on its way or waiting to be handed over; `sent` through Zalo; `handed_over` on paper. */
export const lifeLetterStatuses = ['draft', 'submitted', 'approved', 'sent', 'handed_over'] as const;
export const LifeLetterStatus = z.enum(lifeLetterStatuses);
export type LifeLetterStatus = z.infer<typeof LifeLetterStatus>;

/** What an officer types; which of them a kind needs is told by `listLifeLetterKinds`. */
export const LifeLetterFacts = z.strictObject({
  husband: line(80).optional(),
  wife: line(80).optional(),
  parents: line(160).optional(),
  childName: line(80).optional(),
  bornOn: Day.optional(),
  registeredOn: Day.optional(),
  deceased: line(100).optional(),
  diedOn: Day.optional(),
  age: z.int().min(0, 'Tuổi chưa đúng.').max(130, 'Tuổi chưa đúng.').optional(),
  giver: line(160).optional(),
  contribution: line(200).optional(),
  project: line(200).optional(),
  publishedAt: line(200).optional(),
  dossierCode: line(60).optional(),
  procedure: line(200).optional(),
  dueDay: Day.optional(),
  reason: line(300).optional(),
  newDay: Day.optional(),
  responsible: line(120).optional(),
  phone: PhoneTyped.optional(),
});
export type LifeLetterFacts = z.infer<typeof LifeLetterFacts>;
export type LifeLetterFact = keyof LifeLetterFacts;

export const LifeLetterDraft = z.strictObject({
  kind: LifeLetterKind,
  facts: LifeLetterFacts,
  /** Reached on Zalo when they are a known member of the audience; else the letter is printed and handed over. */
  recipient: z.strictObject({ memberId: Id.nullable(), name: line(120, 0), address: line(200, 0) }),
  /** The family was asked and wants the letter; nothing is guessed from registers. */
  familyAgreed: z.boolean(),
  /** Who died, when they are in the audience: after approval nothing is sent to them any more. */
  deceasedMemberId: Id.nullable(),
});
export type LifeLetterDraft = z.infer<typeof LifeLetterDraft>;

/** The letter as it reads on paper, the same for the page, the PDF and the preview. */
export const LifeLetterPaper = z.object({
  kind: LifeLetterKind,
  officeName: z.string(),
  /** Null until approved. */
  number: z.string().nullable(),
  /** `Phú Lạc, ngày 01 tháng 12 năm 2026`. */
  placeAndDay: z.string(),
  title: z.string(),
  recipientName: z.string(),
  recipientAddress: z.string().nullable(),
  paragraphs: z.array(z.string()),
  signerTitle: z.string(),
  signerName: z.string().nullable(),
  /** A PNG as a data URL. */
  signature: z.string().nullable(),
  /** `Đã duyệt trên hệ thống bởi … lúc …`; null until approved. */
  approvedText: z.string().nullable(),
  /** For whoever doubts that it is ours. */
  check: z.object({ code: z.string(), url: z.string() }).nullable(),
});
export type LifeLetterPaper = z.infer<typeof LifeLetterPaper>;

const Signature = z.object({ name: z.string(), at: Instant });

export const LifeLetter = z.object({
  id: Id,
  /** Grows with every change; whoever changes, submits or approves names the one they saw. */
  revision: z.number(),
  status: LifeLetterStatus,
  draft: z.object({
    kind: LifeLetterKind,
    facts: LifeLetterFacts,
    recipient: z.object({ memberId: Id.nullable(), name: z.string(), address: z.string() }),
    familyAgreed: z.boolean(),
    deceasedMemberId: Id.nullable(),
  }),
  paper: LifeLetterPaper,
  /** The message that brings it, as the person reads it; null for a printed letter. */
  message: z.object({ text: z.string(), button: z.string().nullable() }).nullable(),
  authors: z.array(z.string()),
  submitted: Signature.nullable(),
  approved: Signature.nullable(),
  returned: Signature.extend({ note: z.string() }).nullable(),
  handedOver: Signature.extend({ note: z.string() }).nullable(),
  /** What became of the message; null when none was to be sent. */
  delivery: z
    .object({
      state: z.enum(['sending', 'waiting', 'sent', 'delivered', 'seen', 'failed', 'skipped', 'unconfirmed']),
      reason: z.string().nullable(),
    })
    .nullable(),
  pdfUrl: z.string().nullable(),
  updatedAt: Instant,
  missing: z.array(z.object({ field: z.string(), message: z.string() })),
  warnings: z.array(z.string()),
  /** What the person asking may do with it now. */
  may: z.object({
    edit: z.boolean(),
    discard: z.boolean(),
    submit: z.boolean(),
    approve: z.boolean(),
    giveBack: z.boolean(),
    sendAgain: z.boolean(),
    handOver: z.boolean(),
  }),
});
export type LifeLetter = z.infer<typeof LifeLetter>;

const params = z.strictObject({ id: Id });
const Seen = z.strictObject({ revision: z.int().min(1) });

export const listLifeLetters = {
  method: 'GET',
  path: '/life-letters',
  summary: 'Danh sách thư chúc mừng, chia buồn, cảm ơn, xin lỗi',
  query: z.strictObject({ show: z.enum(['open', 'ended', 'all']).default('all'), after: Cursor.optional() }),
  reply: z.object({
    letters: z.array(
      LifeLetter.pick({ id: true, status: true, delivery: true, updatedAt: true }).extend({
        kind: LifeLetterKind,
        number: z.string().nullable(),
        recipientName: z.string(),
        returned: z.boolean(),
        onZalo: z.boolean(),
      }),
    ),
    next: z.string().nullable(),
  }),
} as const satisfies Endpoint;

export const createLifeLetter = {
  method: 'POST',
  path: '/life-letters',
  summary: 'Soạn thư',
  body: LifeLetterDraft,
  reply: LifeLetter,
  idempotent: true,
} as const satisfies Endpoint;

export const readLifeLetter = {
  method: 'GET',
  path: '/life-letters/:id',
  summary: 'Xem một thư',
  params,
  reply: LifeLetter,
  audit: 'saw',
} as const satisfies Endpoint;

/** Changes a letter; one that was submitted or approved becomes a draft again and its approval is void. A sent one cannot change. */
export const updateLifeLetter = {
  method: 'PUT',
  path: '/life-letters/:id',
  summary: 'Sửa thư; thư đã duyệt phải duyệt lại',
  params,
  body: LifeLetterDraft.extend({ revision: z.int().min(1) }),
  reply: LifeLetter,
} as const satisfies Endpoint;

/** A draft that was never approved disappears. */
export const discardLifeLetter = {
  method: 'DELETE',
  path: '/life-letters/:id',
  summary: 'Bỏ bản nháp',
  params,
  reply: z.object({ discarded: z.literal(true) }),
} as const satisfies Endpoint;

/** The letter as it would read, with what is still missing. Nothing is stored. */
export const previewLifeLetter = {
  method: 'POST',
  path: '/life-letter-previews',
  audit: 'nothing',
  summary: 'Xem trước thư',
  body: LifeLetterDraft,
  reply: LifeLetter.pick({ paper: true, message: true, missing: true, warnings: true }),
} as const satisfies Endpoint;

export const submitLifeLetter = {
  method: 'POST',
  path: '/life-letters/:id/submission',
  summary: 'Trình lãnh đạo duyệt thư',
  params,
  body: Seen,
  reply: LifeLetter,
} as const satisfies Endpoint;

/** Signs exactly the revision that was seen, numbers it, and sends it when the person is on Zalo. Nobody approves what they wrote. */
export const approveLifeLetter = {
  method: 'POST',
  path: '/life-letters/:id/approval',
  summary: 'Duyệt và gửi thư',
  params,
  body: Seen,
  reply: LifeLetter,
} as const satisfies Endpoint;

export const returnLifeLetter = {
  method: 'POST',
  path: '/life-letters/:id/return',
  summary: 'Trả lại thư để sửa',
  params,
  body: Seen.extend({ note: line(300, 3) }),
  reply: LifeLetter,
} as const satisfies Endpoint;

/** Once more, after Zalo did not take it; never while it is unknown whether it arrived. */
export const sendLifeLetterAgain = {
  method: 'POST',
  path: '/life-letters/:id/sending',
  summary: 'Gửi lại thư qua Zalo',
  params,
  body: Seen,
  reply: LifeLetter,
} as const satisfies Endpoint;

export const handOverLifeLetter = {
  method: 'POST',
  path: '/life-letters/:id/hand-over',
  summary: 'Ghi nhận đã trao thư giấy',
  params,
  body: Seen.extend({ note: line(200, 0) }),
  reply: LifeLetter,
} as const satisfies Endpoint;

/** The text of a kind of letter; `{…}` are filled in, `[…]` is left out when something in it is not known. */
export const LifeLetterTemplate = z.object({
  kind: LifeLetterKind,
  /** 0 is ours, the commune's own begin at 1. */
  version: z.number(),
  title: z.string(),
  text: z.string(),
  changed: Signature.nullable(),
});
export type LifeLetterTemplate = z.infer<typeof LifeLetterTemplate>;

export const LifeLetterKindInfo = z.object({
  kind: LifeLetterKind,
  name: z.string(),
  asksFamily: z.boolean(),
  facts: z.array(
    z.object({
      key: z.string(),
      variable: z.string(),
      label: z.string(),
      input: z.enum(['line', 'day', 'number']),
      required: z.boolean(),
      hint: z.string().nullable(),
    }),
  ),
  /** Variables filled in by the system. */
  variables: z.array(z.object({ variable: z.string(), label: z.string() })),
  template: LifeLetterTemplate,
});
export type LifeLetterKindInfo = z.infer<typeof LifeLetterKindInfo>;

export const listLifeLetterKinds = {
  method: 'GET',
  path: '/life-letter-kinds',
  summary: 'Các loại thư: cần ghi gì, mẫu đang dùng',
  reply: z.object({ kinds: z.array(LifeLetterKindInfo) }),
} as const satisfies Endpoint;

/** Makes the next version; letters approved before keep their words. */
export const updateLifeLetterTemplate = {
  method: 'PUT',
  path: '/life-letter-kinds/:kind/template',
  summary: 'Sửa mẫu thư (thành phiên bản mới)',
  params: z.strictObject({ kind: LifeLetterKind }),
  body: z.strictObject({ version: z.int().min(0), title: line(80, 3), text: paragraph(1_200, 20) }),
  reply: LifeLetterTemplate,
} as const satisfies Endpoint;

export const listLifeLetterTemplateVersions = {
  method: 'GET',
  path: '/life-letter-kinds/:kind/versions',
  summary: 'Các phiên bản của mẫu thư',
  params: z.strictObject({ kind: LifeLetterKind }),
  reply: z.object({ versions: z.array(LifeLetterTemplate) }),
} as const satisfies Endpoint;

/** Whoever holds the link reads the letter; the link is good for 400 days and only for what was approved. */
export const readLifeLetterPaper = {
  method: 'GET',
  path: '/life-letter-papers/:token',
  summary: 'Đọc thư từ nút trong tin nhắn',
  params: z.strictObject({ token: z.string().regex(/^[\w-]{10,200}~[0-9a-z]{4,12}~[\w-]{20,60}$/, 'Đường dẫn không đúng.') }),
  reply: z.object({ paper: LifeLetterPaper, pdfUrl: z.string() }),
} as const satisfies Endpoint;

/** Letters to the signed-in resident, newest first: also found when the message that brought one could carry no button. */
export const listMyLifeLetters = {
  method: 'GET',
  path: '/me/life-letters',
  summary: 'Thư xã gửi tôi',
  reply: z.object({ letters: z.array(z.object({ token: z.string(), title: z.string(), number: z.string(), day: Day })) }),
} as const satisfies Endpoint;

/** The signature of who is asking, put into the letters they approve from now on. */
export const readLetterSignature = {
  method: 'GET',
  path: '/life-letter-signature',
  summary: 'Ảnh chữ ký của tôi trên thư',
  reply: z.object({ picture: z.string().nullable() }),
} as const satisfies Endpoint;

/** A PNG or JPEG in base64, at most 60 KB; null takes it away. Letters already approved keep theirs. Throws `picture_unknown` when it is no picture. */
export const saveLetterSignature = {
  method: 'PUT',
  path: '/life-letter-signature',
  summary: 'Ghi hoặc bỏ ảnh chữ ký của tôi',
  body: z.strictObject({
    picture: z
      .string()
      .max(80_000, 'Ảnh quá lớn, xin chọn ảnh dưới 60 KB.')
      .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'Ảnh không đúng dạng.')
      .nullable(),
  }),
  reply: z.object({ picture: z.string().nullable() }),
} as const satisfies Endpoint;
