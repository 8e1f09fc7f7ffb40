import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { Day, Id, Instant } from './primitives.js';

/**
 * All that people are asked about now, kept apart by what their answer does: a household's vote binds (Luật 10/2022/QH15 Art. 15–23), a survey and a word on
 * a draft advise (Art. 25–29), an assent brings an initiative before the households (Art. 16).
 */
export const OpenVote = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  closesAt: Instant.nullable(),
  way: z.enum(['meeting', 'paper', 'online']),
  state: z.enum(['to_vote', 'voted', 'consent_asked', 'not_representative', 'notice']),
});
export type OpenVote = z.infer<typeof OpenVote>;

export const OpenSurvey = z.object({
  id: Id,
  title: z.string(),
  closesAt: Instant.nullable(),
  /** About how long it takes. */
  minutes: z.number(),
  state: z.enum(['new', 'draft']),
});
export type OpenSurvey = z.infer<typeof OpenSurvey>;

export const OpenConsultation = z.object({ id: Id, number: z.string(), title: z.string(), closesOn: Day });
export type OpenConsultation = z.infer<typeof OpenConsultation>;

export const OpenInitiative = z.object({
  id: Id,
  title: z.string(),
  hamletName: z.string().nullable(),
  signed: z.number(),
  needed: z.number(),
  until: Day,
  mine: z.boolean(),
});
export type OpenInitiative = z.infer<typeof OpenInitiative>;

export const Participation = z.object({
  votes: z.array(OpenVote),
  surveys: z.array(OpenSurvey),
  consultations: z.array(OpenConsultation),
  initiatives: z.array(OpenInitiative),
});
export type Participation = z.infer<typeof Participation>;

export const readParticipation = {
  method: 'GET',
  path: '/participation',
  summary: 'Mọi việc đang lấy ý kiến của tôi và hộ tôi',
  reply: Participation,
} as const satisfies Endpoint;
