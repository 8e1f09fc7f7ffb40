import type { Clock } from '../../clock.js';
import type { HouseholdEvent } from '../../contracts/households.js';
import { type Detail, type HouseholdEntry, keysOf, type Told } from '../../domain/households.js';
import { ProblemError } from '../../http/problems.js';
import type { HouseholdRecord, HouseholdsStore } from './households.store.js';

export type EntriesDeps = {
  store: HouseholdsStore;
  clock: Clock;
  newId: () => string;
  /** Makes what follows from a change follow now and not at the next look of the worker. */
  settle: (record: HouseholdRecord) => Promise<void>;
};

/** What a change makes of a household. */
export type Changed = {
  next: HouseholdRecord;
  event: HouseholdEvent;
  details: Detail[];
  reason: string | null;
  told: Omit<Told, 'id' | 'at'>[];
};

export const householdNotFound = () => new ProblemError('household_not_found', 'Không có hộ này, hoặc hộ ở xóm khác.');
export const codeTaken = (code: string) =>
  new ProblemError('household_code_taken', `Mã hộ ${code} đã có trong sổ.`, {
    fields: [{ field: 'body.code', message: 'Mã hộ này đã có trong sổ.' }],
  });
export const residentTaken = () =>
  new ProblemError(
    'household_resident_taken',
    'Tài khoản Zalo này đã liên kết với một hộ. Muốn sang hộ khác, xin gỡ khỏi hộ đang liên kết trước.',
  );
const changedMeanwhile = () => new ProblemError('household_changed', 'Hộ này vừa có người khác sửa. Xin xem lại rồi làm lại.');

/** More of them at one household in one moment is a fault and no race. */
const attempts = 20;

export type Entries = ReturnType<typeof entriesOf>;

/** How a household is read and changed: whole, under the revision it was read at, with what was done written in its history. */
export function entriesOf({ store, clock, newId, settle }: EntriesDeps) {
  const seen = (record: HouseholdRecord | null, among: readonly string[] | null): HouseholdRecord => {
    if (!record || (among !== null && !among.includes(record.hamletKey))) throw householdNotFound();
    return record;
  };

  function written({ next, event, details, reason, told }: Changed, by: string): HouseholdRecord {
    const at = clock.now();
    return {
      ...next,
      history: [...next.history, { at, by, event, details, reason }],
      outbox: [...next.outbox, ...told.map((one) => ({ ...one, id: newId(), at }))],
    };
  }

  async function saved(record: HouseholdRecord): Promise<HouseholdRecord | null> {
    const outcome = await store.save(record, keysOf(record));
    if (outcome === 'changed') return null;
    if (outcome === 'code_taken') throw codeTaken(record.code);
    if (outcome === 'resident_taken') throw residentTaken();
    const after = { ...record, revision: record.revision + 1 };
    await settle(after);
    return after;
  }

  return {
    /** Throws `household_not_found`, also for one outside `among`. */
    async read(id: string, among: readonly string[] | null): Promise<HouseholdRecord> {
      return seen(await store.find(id), among);
    },
    /** An ended one is as good as none. */
    async readActive(id: string, among: readonly string[] | null): Promise<HouseholdRecord> {
      const record = seen(await store.find(id), among);
      if (record.status === 'ended') throw householdNotFound();
      return record;
    },
    async add(entry: Omit<HouseholdEntry, 'history' | 'outbox'>, details: Detail[], by: string): Promise<HouseholdRecord> {
      const record = written(
        { next: { ...entry, id: newId(), revision: 0, history: [], outbox: [] }, event: 'created', details, reason: null, told: [] },
        by,
      );
      if ((await store.insert(record, keysOf(record))) === 'code_taken') throw codeTaken(entry.code);
      return record;
    },
    /** Changes what somebody saw: throws `household_changed` when it is not at that revision any more. */
    async changeSeen(
      id: string,
      { among, revision, by }: { among: readonly string[] | null; revision: number; by: string },
      decide: (record: HouseholdRecord) => Changed | Promise<Changed>,
    ): Promise<HouseholdRecord> {
      const record = seen(await store.find(id), among);
      if (record.revision !== revision || record.status === 'ended') throw changedMeanwhile();
      const after = await saved(written(await decide(record), by));
      if (!after) throw changedMeanwhile();
      return after;
    },
    /** Changes what stands there now, as often as somebody else was faster. `load` gives null when there is nothing to change any more. */
    async change<T extends HouseholdRecord | null>(
      load: () => Promise<T>,
      decide: (record: NonNullable<T>) => { change: Changed; by: string } | Promise<{ change: Changed; by: string }>,
    ): Promise<T> {
      for (let tried = 0; tried < attempts; tried += 1) {
        const record = await load();
        if (record === null) return record;
        const { change, by } = await decide(record);
        const after = await saved(written(change, by));
        if (after) return after as T;
      }
      throw new Error('one household kept changing');
    },
  };
}
