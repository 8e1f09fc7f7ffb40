import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { ReportKind, words } from './feedback.js';
import { Day, Id, Key, line } from './primitives.js';

const workingDays = z.int().min(1).max(60);

/** How long each kind may take, in working days, from a day on and after which text; the law changes, reports keep what they were filed under. */
export const ReportTerms = z.strictObject({
  validFrom: Day,
  /** First answer (Luật Tiếp công dân 42/2013 Art. 28). */
  answer: workingDays,
  /** Forwarding of feedback on administrative rules (NĐ 20/2008). */
  forward: workingDays,
  /** Information, simple and complex, and the one extension of complex ones (Luật 104/2016 Art. 30). */
  informationSimple: workingDays,
  informationComplex: workingDays,
  informationExtension: workingDays,
  /** The one extension of everything else. */
  extension: workingDays,
  /** Working days past the due day after which the chairman is told. */
  veryOverdueAfter: workingDays,
  /** Days after the answer when "was it fixed?" is asked. */
  fixedCheckAfterDays: z.int().min(7).max(90),
  /** Days after the answer in which it may be reopened by the reporter. */
  reopenWithinDays: z.int().min(7).max(180),
  source: line(300),
});
export type ReportTerms = z.infer<typeof ReportTerms>;

export const CategoryRule = z.strictObject({
  key: Key,
  name: line(60, 2),
  examples: line(150, 0),
  kind: ReportKind,
  /** Shorter or longer than the terms; null: as the terms say. */
  workingDays: workingDays.nullable(),
  emergency: line(200).nullable(),
  active: z.boolean(),
});
export type CategoryRule = z.infer<typeof CategoryRule>;

/** Who answers for a category, in one hamlet or, without one, everywhere else. */
export const RoutingRule = z.strictObject({ categoryKey: Key, hamletKey: Key.nullable(), officerId: Id });
export type RoutingRule = z.infer<typeof RoutingRule>;

/** While somebody is away another stands in; both days included. */
export const LeaveCover = z
  .strictObject({ officerId: Id, coverOfficerId: Id, from: Day, to: Day })
  .refine(({ from, to }) => from <= to, { message: 'Ngày cuối phải từ ngày đầu trở đi.', path: ['to'] })
  .refine(({ officerId, coverOfficerId }) => officerId !== coverOfficerId, {
    message: 'Người thay phải là người khác.',
    path: ['coverOfficerId'],
  });
export type LeaveCover = z.infer<typeof LeaveCover>;

/** `{{ten}}`, `{{ma}}`, `{{xom}}`, `{{linh_vuc}}` are filled in. */
export const AnswerTemplate = z.strictObject({ key: Key, title: line(80, 2), text: words(2_000, 10), categoryKey: Key.nullable() });
export type AnswerTemplate = z.infer<typeof AnswerTemplate>;

const written = {
  categories: z.array(CategoryRule).min(1).max(40),
  routing: z.array(RoutingRule).max(1_000),
  covers: z.array(LeaveCover).max(100),
  templates: z.array(AnswerTemplate).max(100),
  terms: z.array(ReportTerms).min(1).max(20),
  /** The one officer who opens sealed petitions; null: it must be named each time. */
  petitionHandlerId: Id.nullable(),
};

export const FeedbackSettings = z.object({ ...written, revision: z.number() });
export type FeedbackSettings = z.infer<typeof FeedbackSettings>;

export const readFeedbackSettings = {
  method: 'GET',
  path: '/desk/feedback-settings',
  summary: 'Lĩnh vực, phân công, người thay, mẫu trả lời, thời hạn',
  reply: FeedbackSettings,
} as const satisfies Endpoint;

export const saveFeedbackSettings = {
  method: 'PUT',
  path: '/desk/feedback-settings',
  summary: 'Sửa lĩnh vực, phân công, người thay, mẫu trả lời, thời hạn',
  body: z.strictObject({ ...written, revision: z.int().min(0) }),
  reply: FeedbackSettings,
} as const satisfies Endpoint;
