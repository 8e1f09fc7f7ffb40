import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { words } from './feedback.js';
import { Day, Id, Instant, line } from './primitives.js';

/** Luật Tố cáo 25/2018 Art. 24, 26: classified, forwarded, guided back to file in writing, closed. */
export const petitionSteps = ['classified', 'forwarded', 'guided', 'closed'] as const;
export const PetitionStep = z.enum(petitionSteps);
export type PetitionStep = z.infer<typeof PetitionStep>;

/** Of a sealed petition outside its cover there is only this. */
export const SealedPetitionRow = z.object({
  id: Id,
  /** `ĐT-2026-0001`. */
  code: z.string(),
  sealedAt: Instant,
  step: z.enum(['received', ...petitionSteps]),
  /** Until when the next step is due, in working days of the law; null when closed. */
  dueOn: Day.nullable(),
  lateDays: z.number(),
  /** The chairman sees that there are others, to give them to somebody else; opening them is for the handler alone. */
  isMine: z.boolean(),
});
export type SealedPetitionRow = z.infer<typeof SealedPetitionRow>;

export const listSealedPetitions = {
  method: 'GET',
  path: '/desk/sealed-petitions',
  summary: 'Đơn thư niêm phong giao cho tôi; Chủ tịch thấy mã của các đơn khác để giao lại',
  reply: z.object({ petitions: z.array(SealedPetitionRow) }),
} as const satisfies Endpoint;

export const SealedPetition = SealedPetitionRow.extend({
  text: z.string(),
  supplements: z.array(z.string()),
  hamletName: z.string(),
  landmark: z.string(),
  filedAt: Instant,
  reporter: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
  media: z.array(z.object({ id: Id, kind: z.enum(['picture', 'video', 'voice']), bytes: z.number() })),
  history: z.array(z.object({ at: Instant, by: z.string(), text: z.string() })),
  /** Who opened it, the newest first. */
  openings: z.array(z.object({ at: Instant, by: z.string() })),
});
export type SealedPetition = z.infer<typeof SealedPetition>;

const ofOne = z.strictObject({ id: Id });

/** For the handler alone, and written down each time; to everybody else it does not exist. */
export const openSealedPetition = {
  method: 'POST',
  path: '/desk/sealed-petitions/:id/openings',
  summary: 'Mở một đơn thư niêm phong (mỗi lần mở đều được ghi lại)',
  params: ofOne,
  body: z.strictObject({ purpose: line(200, 5) }),
  reply: SealedPetition,
} as const satisfies Endpoint;

export const stepSealedPetition = {
  method: 'POST',
  path: '/desk/sealed-petitions/:id/steps',
  summary: 'Ghi một bước xử lý đơn thư niêm phong',
  params: ofOne,
  body: z.strictObject({ step: PetitionStep, note: words(1_000, 5) }),
  reply: SealedPetitionRow,
} as const satisfies Endpoint;

/** By the handler, or by the chairman without opening it; never to somebody it complains of. */
export const reassignSealedPetition = {
  method: 'POST',
  path: '/desk/sealed-petitions/:id/handler',
  summary: 'Giao đơn thư niêm phong cho người khác',
  params: ofOne,
  body: z.strictObject({ officerId: Id, reason: line(200, 5) }),
  reply: z.object({ code: z.string() }),
} as const satisfies Endpoint;
