import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { AppointmentStatus, relations } from '../../contracts/appointments.js';
import type { Way } from '../../contracts/procedures.js';
import type { OutboxEntry, StoredEntry } from './outbox.js';
import { outboxQueries } from './outbox.store.js';
import { servedQueries } from './served.store.js';

/** What somebody asked for and the seats that serve it. `seats` are the keys of `domain/slots.seatKeysOf`, one per slot of the run. */
export type Place = {
  procedureCode: string;
  versionId: string;
  way: Way;
  counterKey: string;
  date: string;
  start: string;
  end: string;
  startsAt: Date;
  resultOn: string | null;
  seats: readonly string[];
};

/** Sealed: why somebody cannot come is about their health. The note has a seal of its own, since fewer may read it. */
export type HomeVisitRecord = { visitSealed: string; noteSealed: string | null };

/** Who comes, and who booked for them. */
export type Booking = {
  residentId: string | null;
  officerId: string | null;
  bookedVia: 'mini_app' | 'phone' | 'walk_in';
  personName: string;
  relation: (typeof relations)[number];
  phoneSealed: string | null;
  homeVisit: HomeVisitRecord | null;
  bookedAt: Date;
};

/** An appointment as stored. `seat` is the first seat's key; it stays when the seat itself is given back. */
export type AppointmentRecord = Place &
  Booking & {
    id: string;
    code: string;
    status: AppointmentStatus;
    seat: string;
    arrivedAt: Date | null;
    servedAt: Date | null;
    endedAt: Date | null;
    revokedReason: string | null;
    /** The outbox entry of the latest message that carries the slip. */
    slipEntryId: string | null;
    /** What identified the request, to tell a repeat from another request under the same key. */
    fingerprint: string | null;
    revision: number;
  };

/** Why an insert or update was turned away: which unique key stood in the way. */
export type Clash = 'seat' | 'open_limit' | 'duplicate' | 'code' | 'repeat' | 'hold';

type Stored = Omit<Place, 'seats'> &
  Partial<Omit<AppointmentRecord, 'id' | 'status' | keyof Place>> & {
    _id: Types.ObjectId;
    status: AppointmentStatus | 'held' | 'withheld';
    seats?: string[];
    /** When the seats lapse by themselves; absent while they are kept for good. */
    seatsUntil?: Date;
    /** When a seat given back may be offered again (row 7 of the goals: no handing over of scarce places). */
    withheldUntil?: Date;
    holdKey?: string;
    openKey?: string;
    duplicateKey?: string;
    idempotencyKey?: string;
    outbox: StoredEntry[];
  };

/** Keys that keep the limits of one resident; each is unique while the appointment is open. */
export type OpenKeys = { openKey?: string | undefined; duplicateKey?: string | undefined; idempotencyKey?: string | undefined };

const schema = new Schema<Stored>(
  {
    code: { type: String, unique: true, sparse: true },
    status: String,
    // A seat is taken by standing in this index; there is no counter that could drift.
    seats: { type: [String], default: undefined },
    seatsUntil: Date,
    withheldUntil: Date,
    holdKey: { type: String, unique: true, sparse: true },
    openKey: { type: String, unique: true, sparse: true },
    duplicateKey: { type: String, unique: true, sparse: true },
    idempotencyKey: { type: String, unique: true, sparse: true },
    fingerprint: String,
    residentId: String,
    officerId: String,
    bookedVia: String,
    procedureCode: String,
    versionId: String,
    way: String,
    counterKey: String,
    date: String,
    start: String,
    end: String,
    startsAt: Date,
    seat: String,
    resultOn: String,
    personName: String,
    relation: String,
    phoneSealed: String,
    homeVisit: Schema.Types.Mixed,
    bookedAt: Date,
    arrivedAt: Date,
    servedAt: Date,
    endedAt: Date,
    revokedReason: String,
    slipEntryId: String,
    revision: Number,
    outbox: Schema.Types.Mixed,
  },
  { versionKey: false, minimize: false },
)
  .index({ seats: 1 }, { unique: true, sparse: true })
  .index({ residentId: 1, startsAt: 1, _id: 1 })
  .index({ date: 1, start: 1, _id: 1 })
  .index({ counterKey: 1, date: 1 })
  .index({ status: 1, date: 1 })
  .index({ withheldUntil: 1 }, { sparse: true })
  .index({ seatsUntil: 1 }, { sparse: true })
  .index({ 'outbox.dueAt': 1 }, { sparse: true });

const clashOf: Readonly<Record<string, Clash>> = {
  seats: 'seat',
  openKey: 'open_limit',
  duplicateKey: 'duplicate',
  code: 'code',
  idempotencyKey: 'repeat',
  holdKey: 'hold',
};

const realStatuses: readonly AppointmentStatus[] = ['booked', 'arrived', 'serving', 'seen', 'cancelled', 'revoked', 'no_show'];
const openStatuses: readonly AppointmentStatus[] = ['booked', 'arrived', 'serving'];
const idOf = (id: string) => new Types.ObjectId(id);

function recordOf(row: Stored): AppointmentRecord {
  return {
    id: String(row._id),
    code: row.code ?? '',
    status: row.status as AppointmentStatus,
    residentId: row.residentId ?? null,
    officerId: row.officerId ?? null,
    bookedVia: row.bookedVia ?? 'mini_app',
    procedureCode: row.procedureCode,
    versionId: row.versionId,
    way: row.way,
    counterKey: row.counterKey,
    date: row.date,
    start: row.start,
    end: row.end,
    startsAt: row.startsAt,
    seat: row.seat ?? '',
    seats: row.seats ?? [],
    resultOn: row.resultOn ?? null,
    personName: row.personName ?? '',
    relation: row.relation ?? 'self',
    phoneSealed: row.phoneSealed ?? null,
    homeVisit: row.homeVisit ?? null,
    bookedAt: row.bookedAt ?? row.startsAt,
    arrivedAt: row.arrivedAt ?? null,
    servedAt: row.servedAt ?? null,
    endedAt: row.endedAt ?? null,
    revokedReason: row.revokedReason ?? null,
    slipEntryId: row.slipEntryId ?? null,
    fingerprint: row.fingerprint ?? null,
    revision: row.revision ?? 0,
  };
}

/** Removes the keys whose value is absent: an absent field stays out of a sparse index. */
function present<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>;
}

export type AppointmentsStore = ReturnType<typeof appointmentsStore>;

/**
 * Appointments, holds and withheld places in one collection, so that one unique index on the seats keeps them apart.
 * A hold becomes the appointment in one update of the same document.
 */
export function appointmentsStore(database: Database) {
  const places = database.collection<Stored>('appointments', schema);

  async function guarded<T>(write: () => Promise<T>): Promise<{ kind: 'done'; value: T } | { kind: 'clash'; with: Clash }> {
    try {
      return { kind: 'done', value: await write() };
    } catch (error) {
      const clash = clashOf[duplicateKeyField(error) ?? ''];
      if (!clash) throw error;
      return { kind: 'clash', with: clash };
    }
  }

  const closed = { openKey: '', duplicateKey: '' } as const;

  return {
    /** The seats taken at a counter between two days, and those whose time is up and which `freeLapsed` gives back. */
    async takenSeats(counterKey: string, from: string, to: string, now: Date): Promise<{ taken: Set<string>; lapsed: Set<string> }> {
      const rows = await places
        .find({ counterKey, date: { $gte: from, $lte: to }, seats: { $exists: true } }, { seats: 1, seatsUntil: 1 })
        .lean();
      const taken = new Set<string>();
      const lapsed = new Set<string>();
      for (const { seats, seatsUntil } of rows)
        for (const seat of seats ?? []) (seatsUntil && seatsUntil <= now ? lapsed : taken).add(seat);
      return { taken, lapsed };
    },
    /** Gives back seats whose time is up; other fields of a cancelled appointment stay. */
    async freeLapsed(seats: readonly string[], now: Date): Promise<void> {
      const lapsed = { seats: { $in: [...seats] }, seatsUntil: { $lte: now } };
      await places.deleteMany({ ...lapsed, status: { $in: ['held', 'withheld'] } });
      await places.updateMany(lapsed, { $unset: { seats: '', seatsUntil: '', withheldUntil: '' } });
    },
    /** Holds seats under `holdKey`, moving an earlier hold of the same key; the id stays the same then. */
    async hold(
      holdKey: string,
      residentId: string,
      place: Place,
      until: Date,
    ): Promise<{ kind: 'done'; value: string } | { kind: 'clash'; with: Clash }> {
      const { seats, ...rest } = place;
      return guarded(async () => {
        const row = await places
          .findOneAndUpdate(
            { holdKey, status: 'held' },
            { $set: { ...rest, seats: [...seats], seat: seats[0] ?? '', residentId, seatsUntil: until }, $setOnInsert: { outbox: [] } },
            { upsert: true, returnDocument: 'after' },
          )
          .lean();
        return String((row as Stored)._id);
      });
    },
    /** The live hold under this key when it is for this very start. */
    async sameHold(
      holdKey: string,
      { procedureCode, counterKey, date, start }: Omit<Place, 'seats'>,
      now: Date,
    ): Promise<{ id: string; seat: string; until: Date } | null> {
      const row = await places
        .findOne({ holdKey, status: 'held', procedureCode, counterKey, date, start, seatsUntil: { $gt: now } })
        .lean();
      return row?.seatsUntil ? { id: String(row._id), seat: row.seat ?? '', until: row.seatsUntil } : null;
    },
    /** Holds seats under a given id; for offers, which must be known before they exist. */
    async holdAs(id: string, residentId: string, place: Place, until: Date): Promise<boolean> {
      const { seats, ...rest } = place;
      const outcome = await guarded(() =>
        places.insertMany([
          { ...rest, _id: idOf(id), status: 'held', seats: [...seats], seat: seats[0] ?? '', residentId, seatsUntil: until, outbox: [] },
        ]),
      );
      return outcome.kind === 'done';
    },
    async releaseHold(id: string, residentId: string): Promise<boolean> {
      return (await places.deleteOne({ _id: idOf(id), status: 'held', residentId })).deletedCount === 1;
    },
    /** The live hold of a resident, or null. */
    async findHold(id: string, residentId: string, now: Date): Promise<(Place & { id: string }) | null> {
      const row = await places.findOne({ _id: idOf(id), status: 'held', residentId, seatsUntil: { $gt: now } }).lean();
      return row ? { ...(row as Stored), id: String(row._id), resultOn: row.resultOn ?? null, seats: row.seats ?? [] } : null;
    },
    /** Turns a live hold into the appointment; null when the hold is no longer there. */
    async bookHold(
      holdId: string,
      booking: Booking & { residentId: string },
      place: Place,
      fields: { code: string; fingerprint: string } & OpenKeys,
      outbox: readonly OutboxEntry[],
      now: Date,
    ): Promise<{ kind: 'done'; value: AppointmentRecord | null } | { kind: 'clash'; with: Clash }> {
      const { seats: _seats, ...rest } = place;
      return guarded(async () => {
        const row = await places
          .findOneAndUpdate(
            { _id: idOf(holdId), status: 'held', residentId: booking.residentId, seatsUntil: { $gt: now } },
            {
              $set: {
                ...present({ ...rest, ...booking, ...fields }),
                status: 'booked',
                revision: 0,
                slipEntryId: outbox[0]?.id ?? null,
                outbox,
              },
              $unset: { seatsUntil: '', holdKey: '' },
            },
            { returnDocument: 'after' },
          )
          .lean();
        return row ? recordOf(row as Stored) : null;
      });
    },
    /** Inserts an appointment under its seats and the resident's keys. */
    async insert(
      id: string,
      booking: Booking,
      place: Place,
      fields: { code: string; fingerprint: string } & OpenKeys,
      outbox: readonly OutboxEntry[],
    ): Promise<{ kind: 'done'; value: AppointmentRecord } | { kind: 'clash'; with: Clash }> {
      const { seats, ...rest } = place;
      const row = {
        ...rest,
        ...present({ ...booking, ...fields }),
        _id: idOf(id),
        status: 'booked' as const,
        seats: [...seats],
        seat: seats[0] ?? '',
        revision: 0,
        ...(outbox[0] && { slipEntryId: outbox[0].id }),
        outbox: [...outbox],
      };
      return guarded(async () => {
        // Typed as it is stored, so there is nothing to cast, and casting costs more than sending.
        await places.insertMany([row], { lean: true });
        return recordOf(row as Stored);
      });
    },
    async find(id: string): Promise<AppointmentRecord | null> {
      const row = await places.findOne({ _id: idOf(id), status: { $in: realStatuses } }).lean();
      return row ? recordOf(row as Stored) : null;
    },
    async findOwn(id: string, residentId: string): Promise<AppointmentRecord | null> {
      const row = await places.findOne({ _id: idOf(id), residentId, status: { $in: realStatuses } }).lean();
      return row ? recordOf(row as Stored) : null;
    },
    async findByCode(code: string): Promise<AppointmentRecord | null> {
      const row = await places.findOne({ code, status: { $in: realStatuses } }).lean();
      return row ? recordOf(row as Stored) : null;
    },
    async findByIdempotencyKey(idempotencyKey: string): Promise<AppointmentRecord | null> {
      const row = await places.findOne({ idempotencyKey }).lean();
      return row ? recordOf(row as Stored) : null;
    },
    /** How often a resident did not come since a day, and the last time. */
    async noShowsOf(residentId: string, since: Date): Promise<{ count: number; last: Date | null }> {
      const rows = await places
        .find({ residentId, startsAt: { $gte: since }, status: 'no_show' }, { startsAt: 1 })
        .sort({ startsAt: -1 })
        .limit(50)
        .lean();
      return { count: rows.length, last: rows[0]?.startsAt ?? null };
    },
    /** Whether the office withdrew an appointment of this resident for this procedure after `since`. */
    async wasRevoked(residentId: string, procedureCode: string, since: Date): Promise<boolean> {
      return (await places.exists({ residentId, startsAt: { $gte: since }, status: 'revoked', procedureCode })) !== null;
    },
    /** Moves an open appointment to other seats and gives the old ones back in the same step. */
    async move(
      current: AppointmentRecord,
      place: Place,
      outbox: readonly OutboxEntry[],
    ): Promise<{ kind: 'done'; value: AppointmentRecord | null } | { kind: 'clash'; with: Clash }> {
      const { seats, ...rest } = place;
      return guarded(async () => {
        const row = await places
          .findOneAndUpdate(
            { _id: idOf(current.id), status: 'booked', revision: current.revision },
            {
              $set: { ...rest, seats: [...seats], seat: seats[0] ?? '', slipEntryId: outbox[0]?.id ?? null, outbox },
              $inc: { revision: 1 },
            },
            { returnDocument: 'after' },
          )
          .lean();
        return row ? recordOf(row as Stored) : null;
      });
    },
    /** Keeps a seat that was just given up from being taken at once; does nothing when somebody was faster. */
    async withhold(place: Place, until: Date, lapsesAt: Date): Promise<void> {
      const { seats, ...rest } = place;
      await guarded(() =>
        places.insertMany([
          {
            ...rest,
            _id: new Types.ObjectId(),
            status: 'withheld',
            seats: [...seats],
            seat: seats[0] ?? '',
            withheldUntil: until,
            seatsUntil: lapsesAt,
            outbox: [],
          },
        ]),
      );
    },
    async cancel(current: AppointmentRecord, withheldUntil: Date, lapsesAt: Date, now: Date): Promise<AppointmentRecord | null> {
      const row = await places
        .findOneAndUpdate(
          { _id: idOf(current.id), status: 'booked', revision: current.revision },
          {
            $set: { status: 'cancelled', withheldUntil, seatsUntil: lapsesAt, endedAt: now, outbox: [] },
            $unset: { ...closed, homeVisit: '' },
            $inc: { revision: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean();
      return row ? recordOf(row as Stored) : null;
    },
    /**
     * Moves to another state when revision and state are still what the officer saw; null otherwise. An ended appointment gives up the
     * resident's keys; its seat stays taken, the time is spent.
     */
    async step(
      id: string,
      revision: number,
      from: readonly AppointmentStatus[],
      to: AppointmentStatus,
      change: {
        set?: Partial<Pick<AppointmentRecord, 'arrivedAt' | 'servedAt' | 'endedAt' | 'revokedReason' | 'slipEntryId'>>;
        outbox?: readonly OutboxEntry[];
      } = {},
    ): Promise<AppointmentRecord | null> {
      const ended = !openStatuses.includes(to);
      const row = await places
        .findOneAndUpdate(
          { _id: idOf(id), revision, status: { $in: [...from] } },
          {
            $set: { status: to, ...change.set, ...(change.outbox && { outbox: change.outbox }) },
            $inc: { revision: 1 },
            ...(ended && { $unset: closed }),
          },
          { returnDocument: 'after' },
        )
        .lean();
      return row ? recordOf(row as Stored) : null;
    },
    /** A page of a resident's appointments: open ones from `today` on, soonest first; or all others, latest first. */
    async listOf(
      residentId: string,
      which: 'upcoming' | 'past',
      today: Date,
      after: { startsAt: Date; id: string } | null,
      limit: number,
    ): Promise<AppointmentRecord[]> {
      const up = which === 'upcoming';
      const compare = up ? '$gt' : '$lt';
      const page = after
        ? { $or: [{ startsAt: { [compare]: after.startsAt } }, { startsAt: after.startsAt, _id: { [compare]: idOf(after.id) } }] }
        : {};
      const state = up
        ? { status: { $in: [...openStatuses] }, startsAt: { $gte: today } }
        : {
            $or: [
              { status: { $in: realStatuses.filter((status) => !openStatuses.includes(status)) } },
              { status: { $in: [...openStatuses] }, startsAt: { $lt: today } },
            ],
          };
      const rows = await places
        .find({ residentId, $and: [state, page] })
        .sort(up ? { startsAt: 1, _id: 1 } : { startsAt: -1, _id: -1 })
        .limit(limit)
        .lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    /** What a resident was served with since then, the latest first. */
    async seenOf(residentId: string, since: Date, limit: number): Promise<AppointmentRecord[]> {
      const rows = await places
        .find({ residentId, startsAt: { $gte: since }, status: 'seen' })
        .sort({ startsAt: -1, _id: -1 })
        .limit(limit)
        .lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    /** A page of the day's list in order of time. */
    async listDay(
      date: string,
      counterKeys: readonly string[],
      after: { start: string; id: string } | null,
      limit: number,
    ): Promise<AppointmentRecord[]> {
      const page = after ? { $or: [{ start: { $gt: after.start } }, { start: after.start, _id: { $gt: idOf(after.id) } }] } : {};
      const rows = await places
        .find({ date, counterKey: { $in: [...counterKeys] }, status: { $in: realStatuses }, ...page })
        .sort({ start: 1, _id: 1 })
        .limit(limit)
        .lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    async countDay(date: string, counterKeys: readonly string[]): Promise<Record<AppointmentStatus, number>> {
      const rows = await places.aggregate<{ _id: AppointmentStatus; count: number }>([
        { $match: { date, counterKey: { $in: [...counterKeys] }, status: { $in: realStatuses } } },
        { $group: { _id: '$status', count: { $sum: 1 } } },
      ]);
      const counts = Object.fromEntries(realStatuses.map((status) => [status, 0])) as Record<AppointmentStatus, number>;
      for (const { _id, count } of rows) counts[_id] = count;
      return counts;
    },
    /** Appointments the office may still withdraw at a counter (or all) in a span of days. */
    async revocable(counterKey: string | null, from: string, to: string): Promise<AppointmentRecord[]> {
      const rows = await places
        .find({ date: { $gte: from, $lte: to }, status: { $in: ['booked', 'arrived'] }, ...(counterKey !== null && { counterKey }) })
        .lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    /** Appointments of a day or before that nobody came to. */
    async unattended(until: string): Promise<AppointmentRecord[]> {
      const rows = await places
        .find({ status: 'booked', date: { $lte: until } })
        .limit(500)
        .lean();
      return rows.map((row) => recordOf(row as Stored));
    },
    /** Withholds what was given up on one counter's day until then, and a little longer should nobody come to free it. */
    async keepBack({ counterKey, date }: { counterKey: string; date: string }, until: Date): Promise<void> {
      const lapsesAt = new Date(until.getTime() + 5 * 60_000);
      await places.updateMany(
        { counterKey, date, withheldUntil: { $lt: until } },
        { $set: { withheldUntil: until, seatsUntil: lapsesAt } },
      );
    },
    /** Gives back what was withheld long enough and removes holds that ran out. Answers how many places became free. */
    async freeDue(now: Date): Promise<number> {
      const removed = await places.deleteMany({ status: { $in: ['held', 'withheld'] }, seatsUntil: { $lte: now } });
      const withheld = await places.deleteMany({ status: 'withheld', withheldUntil: { $lte: now } });
      const cancelled = await places.updateMany(
        { withheldUntil: { $lte: now }, status: 'cancelled' },
        { $unset: { seats: '', seatsUntil: '', withheldUntil: '' } },
      );
      return removed.deletedCount + withheld.deletedCount + cancelled.modifiedCount;
    },
    /** Ids among these that are now appointments: offers that were taken. */
    async booked(ids: readonly string[]): Promise<Set<string>> {
      const rows = await places.find({ _id: { $in: ids.map(idOf) }, status: { $in: realStatuses } }, { _id: 1 }).lean();
      return new Set(rows.map((row) => String(row._id)));
    },

    /** Ids among these that are live holds. */
    async liveHolds(ids: readonly string[], now: Date): Promise<Set<string>> {
      const rows = await places.find({ _id: { $in: ids.map(idOf) }, status: 'held', seatsUntil: { $gt: now } }, { _id: 1 }).lean();
      return new Set(rows.map((row) => String(row._id)));
    },

    // ---- Looking back

    ...servedQueries(places),

    // ---- Outbox

    ...outboxQueries(places),
    async entry(id: string, entryId: string): Promise<{ appointment: AppointmentRecord; entry: StoredEntry } | null> {
      const row = await places.findOne({ _id: idOf(id), 'outbox.id': entryId, status: { $in: realStatuses } }).lean();
      const entry = (row?.outbox as StoredEntry[] | undefined)?.find((each) => each.id === entryId);
      return row && entry ? { appointment: recordOf(row as Stored), entry } : null;
    },

    // ---- Personal data

    /** Forgets where home visits went and what was noted, once their day is over (NĐ 356/2025: health data no longer than needed). */
    async forgetVisits(before: string): Promise<number> {
      const { modifiedCount } = await places.updateMany(
        { date: { $lt: before }, homeVisit: { $exists: true } },
        { $unset: { homeVisit: '' } },
      );
      return modifiedCount;
    },

    /** Cancels nothing, forgets who: names, phone, visit. Used for appointments older than a year and for people who withdraw their consent. */
    async anonymise(filter: { residentId: string } | { before: string }): Promise<number> {
      if ('residentId' in filter) await places.deleteMany({ residentId: filter.residentId, status: 'held' });
      const which =
        'residentId' in filter ? { residentId: filter.residentId } : { date: { $lt: filter.before }, personName: { $exists: true } };
      const { modifiedCount } = await places.updateMany(which, {
        $unset: {
          personName: '',
          phoneSealed: '',
          homeVisit: '',
          residentId: '',
          officerId: '',
          idempotencyKey: '',
          fingerprint: '',
          ...closed,
        },
        $set: { outbox: [] },
      });
      return modifiedCount;
    },
  };
}
