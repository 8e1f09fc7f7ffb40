import type { Clock } from '../../clock.js';
import type { BroadcastKind, MessagingTerms } from '../../contracts/broadcasts.js';
import { addDays, dayOf, instantAt, timeOf } from '../../domain/vietnam-time.js';
import { defaultTerms } from '../../domain/zalo-terms.js';
import type { TermsStore } from './terms.store.js';

type Hours = MessagingTerms['hours'];
const keptMilliseconds = 5_000;

export type SendingRules = ReturnType<typeof sendingRules>;

/** When and on what terms Zalo may be used, as written down for the day. */
export function sendingRules({ store, clock }: { store: TermsStore; clock: Clock }) {
  let kept: { all: MessagingTerms[]; until: number } | null = null;

  async function all(): Promise<MessagingTerms[]> {
    const now = clock.now().getTime();
    if (kept && kept.until > now && kept.until - now <= keptMilliseconds) return kept.all;
    const given = await store.all();
    kept = { all: given, until: now + keptMilliseconds };
    return given;
  }

  return {
    /** The terms that hold today: the newest whose day has come, else what the product knows of Zalo. */
    async terms(): Promise<MessagingTerms> {
      const today = dayOf(clock.now());
      return (await all()).filter(({ validFrom }) => validFrom <= today).at(-1) ?? defaultTerms;
    },
    async upcoming(): Promise<MessagingTerms[]> {
      const today = dayOf(clock.now());
      return (await all()).filter(({ validFrom }) => validFrom > today);
    },
    async save(terms: MessagingTerms): Promise<MessagingTerms> {
      await store.save(terms);
      kept = null;
      return terms;
    },
    /** Whether news of this kind may go out at this moment. */
    isHour(kind: BroadcastKind, now: Date, hours: Hours): boolean {
      const time = timeOf(now);
      return kind === 'urgent' || (time >= hours.from && time <= hours.to);
    },
    /** The next morning at which messages go out again. */
    nextMorning(now: Date, hours: Hours): Date {
      const today = dayOf(now);
      return instantAt(timeOf(now) < hours.from ? today : addDays(today, 1), hours.from);
    },
  };
}
