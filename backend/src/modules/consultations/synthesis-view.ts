import type { PublicSynthesis } from '../../contracts/consultations.js';
import { dayOf } from '../../domain/vietnam-time.js';
import type { ConsultationRecord } from './consultations.store.js';

/** The published synthesis with its numbers as they stood that day; null before. */
export function publishedSynthesis({ synthesis, heard, answered, decidedAbove, disclosure }: ConsultationRecord): PublicSynthesis | null {
  if (!synthesis || !heard || !answered) return null;
  const { text, points, sentAbove } = synthesis;
  return {
    text,
    points: points.flatMap(({ key, title, decision, reason }) =>
      decision === null ? [] : [{ title, decision, reason, counts: heard.points[key] ?? [] }],
    ),
    outside: heard.outside,
    counts: heard.counts,
    publishedOn: dayOf(answered.at),
    sentAbove: sentAbove && decidedAbove !== null ? { to: decidedAbove, ...sentAbove } : null,
    disclosureSlug: disclosure?.slug ?? null,
  };
}
