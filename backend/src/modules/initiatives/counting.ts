import type { Clock } from '../../clock.js';
import { type InitiativeProgress, wholeCommune } from '../../contracts/initiatives.js';
import { assentCounts, assentsOn, initiativeTermsOn, progressOf } from '../../domain/initiatives.js';
import { dayOf } from '../../domain/vietnam-time.js';
import { addWorkingDays } from '../../domain/working-days.js';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { HouseholdsService } from '../households/households.service.js';
import type { AssentRecord, AssentsStore } from './assents.store.js';
import type { InitiativeNotice, InitiativeRecord, InitiativesStore } from './initiatives.store.js';

type Deps = {
  store: InitiativesStore;
  assents: AssentsStore;
  households: Pick<HouseholdsService, 'counts' | 'roll'>;
  calendar: Pick<CalendarService, 'publicCalendar'>;
  clock: Clock;
};

export type Counting = ReturnType<typeof countingOf>;

/** The hamlets of an area; null is the whole commune. */
export const hamletsOf = ({ area }: Pick<InitiativeRecord, 'area'>): readonly string[] | null => (area === wholeCommune ? null : [area]);

/** How many households agree, and what follows from it. */
export function countingOf({ store, assents, households, calendar, clock }: Deps) {
  const today = () => dayOf(clock.now());

  /** Households in each of the areas as they are now. */
  async function householdsIn(areas: ReadonlySet<string>): Promise<Map<string, number>> {
    if (areas.size === 0) return new Map();
    const counts = await households.counts(areas.has(wholeCommune) ? null : [...areas]);
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return new Map([...areas].map((area) => [area, area === wholeCommune ? all : (counts.get(area) ?? 0)]));
  }

  /** By initiative; none for those that were not admitted. What has ended keeps the numbers it ended with. */
  async function progress(records: readonly InitiativeRecord[]): Promise<Map<string, InitiativeProgress>> {
    const open = records.filter(({ state }) => state === 'collecting' || state === 'reached');
    const [tallies, sizes] = await Promise.all([
      open.length === 0 ? new Map<string, { givenOn: string; households: number }[]>() : assents.tallies(open.map(({ id }) => id)),
      householdsIn(new Set(open.filter(({ state }) => state === 'collecting').map(({ area }) => area))),
    ]);
    const found = new Map<string, InitiativeProgress>();
    for (const record of records) {
      const { id, area, reached, until, ended, support } = record;
      const given = tallies.get(id) ?? [];
      if (ended !== null) {
        if (record.state !== 'refused') found.set(id, progressOf(ended.signed, ended.households, support !== null));
      } else if (record.state === 'reached' && reached !== null)
        found.set(id, progressOf(assentsOn(given, reached.on, today()), reached.households, support !== null));
      else if (record.state === 'collecting' && until !== null)
        found.set(id, progressOf(assentsOn(given, [until, today()].sort()[0] ?? until), sizes.get(area) ?? 0, support !== null));
    }
    return found;
  }

  const numbersOf = ({ signed, households: all }: InitiativeProgress) => ({ at: clock.now(), signed, households: all });

  /** What follows from the numbers, once: null when nothing does. Two who look at once do the same, and one of them does it. */
  async function next(record: InitiativeRecord, now: InitiativeProgress): Promise<InitiativeRecord | null> {
    const { id, until } = record;
    const notice = (kind: InitiativeNotice['kind'], to: InitiativeNotice['to'], mark = '') => ({
      key: `${kind}${mark}-${to}`,
      kind,
      to,
      at: clock.now(),
    });
    if (record.state === 'collecting' && now.isReached) {
      const [terms, publicCalendar] = await Promise.all([store.terms(), calendar.publicCalendar()]);
      const on = today();
      const dueOn = addWorkingDays(on, initiativeTermsOn(terms, on).answerWithin, publicCalendar).day;
      const notices = [notice('reached', 'answerers', `-${on}`), notice('reached', 'proposer', `-${on}`)];
      return store.step(id, 'collecting', { state: 'reached', reached: { on, households: now.households }, dueOn }, notices);
    }
    if (record.state === 'collecting' && until !== null && until < today())
      return store.step(id, 'collecting', { state: 'lapsed', dueOn: null, ended: numbersOf(now) }, [notice('lapsed', 'proposer')]);
    // Households took their word back before it was forwarded.
    if (record.state === 'reached' && !now.isReached)
      return store.step(id, 'reached', { state: 'collecting', reached: null, dueOn: until }, []);
    return null;
  }

  /** The initiative after all that follows from its numbers as they are now. */
  async function settle(record: InitiativeRecord): Promise<InitiativeRecord> {
    let current = record;
    for (;;) {
      const now = (await progress([current])).get(current.id);
      const after = now === undefined ? null : await next(current, now);
      if (after === null) return (await store.find(record.id)) ?? current;
      current = after;
    }
  }

  return {
    progress,
    settle,
    /** Gives a household's assent, once; one that has grown old, or was lost with the household's place in the roll, is given anew. */
    async give(assent: AssentRecord): Promise<'saved' | 'exists'> {
      if ((await assents.insert(assent)) === 'saved') return 'saved';
      const standing = (await assents.ofHousehold(assent.householdId, [assent.initiativeId])).get(assent.initiativeId);
      if (standing === undefined || (standing.inRoll && assentCounts(standing.givenOn, today()))) return 'exists';
      return (await assents.renew(assent, standing.givenOn)) ? 'saved' : 'exists';
    },
    numbersOf,
    /**
     * Looks through all that is being signed: whose household left the roll counts no more, what is old counts no more, what has its tenth goes on, what
     * has had its time ends. May run twice and in several workers at once. Answers how many it looked at.
     */
    async sweep(): Promise<number> {
      const rolls = new Map<string, Set<string>>();
      const rollOf = async (record: InitiativeRecord) => {
        const known = rolls.get(record.area) ?? new Set((await households.roll(hamletsOf(record))).map(({ householdId }) => householdId));
        rolls.set(record.area, known);
        return known;
      };
      let looked = 0;
      let after: { dueOn: string; id: string } | null = null;
      for (;;) {
        const page: InitiativeRecord[] = await store.due(['collecting', 'reached'], null, after, pageSize);
        for (const record of page) {
          if (record.state === 'collecting') {
            const [roll, rows] = await Promise.all([rollOf(record), assents.householdsOf(record.id)]);
            const moved = rows.filter(({ householdId, inRoll }) => roll.has(householdId) !== inRoll);
            const ids = (inRoll: boolean) => moved.filter((row) => row.inRoll !== inRoll).map(({ householdId }) => householdId);
            await assents.mark(record.id, ids(true), true);
            await assents.mark(record.id, ids(false), false);
          }
          await settle(record);
        }
        looked += page.length;
        const last = page.at(-1);
        if (page.length < pageSize || last === undefined) return looked;
        after = { dueOn: last.dueOn ?? '', id: last.id };
      }
    },
  };
}

const pageSize = 100;
