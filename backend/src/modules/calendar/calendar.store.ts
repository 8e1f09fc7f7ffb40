import { Schema, Types } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';
import type { Closure, Counter, DayOverride, Holiday, MakeUpDay, Season } from '../../contracts/calendar.js';

const { Mixed } = Schema.Types;

type StoredClosure = Omit<Closure, 'id'> & { _id: Types.ObjectId; revokeReason: string | null };

/** Everything that says when counters work. */
export type CalendarData = {
  counters: Counter[];
  seasons: Season[];
  closures: (Closure & { revokeReason: string | null })[];
  overrides: DayOverride[];
  holidays: Holiday[];
  makeUpDays: MakeUpDay[];
};

export type CalendarStore = ReturnType<typeof calendarStore>;

export function calendarStore(database: Database) {
  const counters = database.collection(
    'counters',
    new Schema<Omit<Counter, 'key'> & { _id: string }>(
      {
        _id: String,
        name: String,
        kind: String,
        location: String,
        phone: String,
        slotMinutes: Number,
        capacity: Mixed,
        hours: Mixed,
        closedOnHolidays: Boolean,
        worksMakeUpDays: Boolean,
        validFrom: String,
        validTo: String,
      },
      { versionKey: false },
    ),
  );
  const seasons = database.collection(
    'seasons',
    new Schema<Omit<Season, 'key'> & { _id: string }>({ _id: String, name: String, from: String, to: String }, { versionKey: false }),
  );
  const closures = database.collection(
    'closures',
    new Schema<StoredClosure>(
      {
        counterKey: String,
        from: String,
        to: { type: String, index: true },
        fromTime: String,
        toTime: String,
        reason: String,
        revokeReason: String,
      },
      { versionKey: false },
    ),
  );
  const overrides = database.collection(
    'day_overrides',
    new Schema<DayOverride>(
      { counterKey: String, date: String, hours: Mixed, capacity: Mixed, reason: String },
      { versionKey: false },
    ).index({ date: 1, counterKey: 1 }, { unique: true }),
  );
  const holidays = database.collection(
    'holidays',
    new Schema<Omit<Holiday, 'date'> & { _id: string }>(
      { _id: String, name: String, kind: String, confirmed: Boolean, decision: String, cancelled: Boolean },
      { versionKey: false },
    ),
  );
  const makeUpDays = database.collection(
    'make_up_days',
    new Schema<Omit<MakeUpDay, 'date'> & { _id: string }>(
      { _id: String, forDate: String, confirmed: Boolean, decision: String },
      { versionKey: false },
    ),
  );

  const withKey = <T extends { _id: string }>({ _id, ...rest }: T) => ({ ...rest, key: _id });
  const withDate = <T extends { _id: string }>({ _id, ...rest }: T) => ({ ...rest, date: _id });
  const closureOf = ({ _id, ...rest }: StoredClosure) => ({ ...rest, id: String(_id) });

  return {
    /** All of it; closures and overrides from `since` on. */
    async load(since: string): Promise<CalendarData> {
      const [counterRows, seasonRows, closureRows, overrideRows, holidayRows, makeUpRows] = await Promise.all([
        counters.find().sort({ _id: 1 }).lean(),
        seasons.find().sort({ _id: 1 }).lean(),
        closures.find({ to: { $gte: since } }).lean(),
        overrides.find({ date: { $gte: since } }, { _id: 0 }).lean(),
        holidays.find().sort({ _id: 1 }).lean(),
        makeUpDays.find().sort({ _id: 1 }).lean(),
      ]);
      return {
        counters: counterRows.map(withKey) as Counter[],
        seasons: seasonRows.map(withKey) as Season[],
        closures: closureRows.map((row) => closureOf(row as StoredClosure)),
        overrides: overrideRows as DayOverride[],
        holidays: holidayRows.map(withDate) as Holiday[],
        makeUpDays: makeUpRows.map(withDate) as MakeUpDay[],
      };
    },
    async saveCounter({ key, ...rest }: Counter): Promise<void> {
      await counters.replaceOne({ _id: key }, rest, { upsert: true });
    },
    async saveSeasons(list: readonly Season[]): Promise<void> {
      await seasons.bulkWrite([
        ...list.map(({ key, ...rest }) => ({ replaceOne: { filter: { _id: key }, replacement: rest, upsert: true } })),
        { deleteMany: { filter: { _id: { $nin: list.map(({ key }) => key) } } } },
      ]);
    },
    async addClosure(closure: Omit<Closure, 'id'>, revokeReason: string | null): Promise<Closure> {
      const _id = new Types.ObjectId();
      await closures.insertMany([{ ...closure, _id, revokeReason }]);
      return { ...closure, id: String(_id) };
    },
    async removeClosure(id: string): Promise<boolean> {
      return (await closures.deleteOne({ _id: new Types.ObjectId(id) })).deletedCount === 1;
    },
    async saveOverride(override: DayOverride): Promise<void> {
      await overrides.replaceOne({ date: override.date, counterKey: override.counterKey }, override, { upsert: true });
    },
    async removeOverride(counterKey: string, date: string): Promise<boolean> {
      return (await overrides.deleteOne({ date, counterKey })).deletedCount === 1;
    },
    async saveHoliday({ date, ...rest }: Holiday): Promise<void> {
      await holidays.replaceOne({ _id: date }, rest, { upsert: true });
    },
    async saveMakeUpDay({ date, ...rest }: MakeUpDay): Promise<void> {
      await makeUpDays.replaceOne({ _id: date }, rest, { upsert: true });
    },
  };
}
