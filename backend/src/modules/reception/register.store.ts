import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { AnswerKind } from '../../contracts/reception.js';
import type { ReceptionKind } from '../../contracts/reception-register.js';

/**
 * One line of the register. Everything that was written lies in `sealed`, beside it only what lists and clocks need. Each step names the revision
 * it saw and seals the whole anew, so of two at once one wins.
 */
export type EntryRecord = {
  id: string;
  year: number;
  sequence: number;
  sessionId: string;
  day: string;
  bookingId: string | null;
  residentId: string | null;
  kind: ReceptionKind;
  people: number;
  /** What the answer is about; a refusal of Art. 9(3) asks for a written notice instead. */
  clock: 'answer' | 'refusal_notice' | 'none';
  /** Until when; kept after the answer has come. */
  dueOn: string | null;
  answer: AnswerKind | null;
  extended: boolean;
  /** The due day of which the chairman has been told. */
  escalatedFor: string | null;
  handler: { officerId: string; name: string };
  complainedOfficerIds: string[];
  openPromises: number;
  nextPromiseOn: string | null;
  /** The last answer is not on its way to who booked. */
  answerUntold: boolean;
  answers: number;
  revision: number;
  fingerprint: string;
  createdAt: Date;
  sealed: string;
};

type Stored = Omit<EntryRecord, 'id' | 'sessionId' | 'bookingId'> & {
  _id: Types.ObjectId;
  sessionId: Types.ObjectId;
  bookingId?: string;
  /** The due day while the answer has not come. */
  openDueOn?: string;
  idempotencyKey?: string;
};

/** What a step may change. */
export type EntryChange = Partial<
  Pick<
    EntryRecord,
    | 'kind'
    | 'people'
    | 'clock'
    | 'dueOn'
    | 'answer'
    | 'answers'
    | 'answerUntold'
    | 'extended'
    | 'complainedOfficerIds'
    | 'openPromises'
    | 'nextPromiseOn'
  >
> & { sealed: string };

export type RegisterFilter = {
  from: string | null;
  to: string | null;
  year: number | null;
  sequence: number | null;
  kind: ReceptionKind | null;
};
export type RegisterMark = { year: number; sequence: number };

const schema = new Schema<Stored>(
  {
    year: Number,
    sequence: Number,
    sessionId: { type: Schema.Types.ObjectId, index: true },
    day: String,
    bookingId: { type: String, unique: true, sparse: true },
    residentId: { type: String, index: true },
    kind: String,
    people: Number,
    clock: String,
    dueOn: String,
    openDueOn: { type: String, index: true, sparse: true },
    answer: String,
    extended: Boolean,
    escalatedFor: String,
    handler: Schema.Types.Mixed,
    complainedOfficerIds: [String],
    openPromises: Number,
    nextPromiseOn: { type: String, index: true },
    answerUntold: Boolean,
    answers: Number,
    revision: Number,
    fingerprint: String,
    createdAt: Date,
    sealed: String,
    idempotencyKey: { type: String, unique: true, sparse: true },
  },
  { versionKey: false, minimize: false },
)
  // Numbers follow one another without a gap: the next one is taken by standing in this index, and nothing is ever removed.
  .index({ year: -1, sequence: -1 }, { unique: true })
  .index({ day: 1 })
  .index({ answerUntold: 1 }, { partialFilterExpression: { answerUntold: true } });

const idOf = (id: string) => new Types.ObjectId(id);
const isOpen = ({ clock, answer }: Pick<EntryRecord, 'clock' | 'answer'>) => clock !== 'none' && (answer === null || answer === 'extended');

export type RegisterStore = ReturnType<typeof registerStore>;

export function registerStore(database: Database) {
  const entries = database.collection<Stored>('reception_entries', schema);

  function recordOf({ _id, sessionId, bookingId, openDueOn: _open, idempotencyKey: _key, ...rest }: Stored): EntryRecord {
    return {
      ...rest,
      id: String(_id),
      sessionId: String(sessionId),
      bookingId: bookingId ?? null,
      residentId: rest.residentId ?? null,
      dueOn: rest.dueOn ?? null,
      answer: rest.answer ?? null,
      escalatedFor: rest.escalatedFor ?? null,
      nextPromiseOn: rest.nextPromiseOn ?? null,
    };
  }
  const found = (row: unknown): EntryRecord | null => (row ? recordOf(row as Stored) : null);
  const all = (rows: unknown): EntryRecord[] => (rows as Stored[]).map(recordOf);

  return {
    /** Numbers and keeps a line. `known`: this key, or this booking, has one already. */
    async add(
      entry: Omit<EntryRecord, 'sequence'>,
      key: string | null,
    ): Promise<{ kind: 'saved' | 'known' | 'booking_taken'; entry: EntryRecord }> {
      const { id, sessionId, bookingId, ...rest } = entry;
      for (;;) {
        const last = await entries.findOne({ year: entry.year }, { sequence: 1 }).sort({ year: -1, sequence: -1 }).lean();
        try {
          const row = await entries.create({
            ...rest,
            _id: idOf(id),
            sessionId: idOf(sessionId),
            sequence: (last?.sequence ?? 0) + 1,
            ...(bookingId !== null && { bookingId }),
            ...(isOpen(entry) && entry.dueOn !== null && { openDueOn: entry.dueOn }),
            ...(key !== null && { idempotencyKey: key }),
          });
          return { kind: 'saved', entry: recordOf(row.toObject() as Stored) };
        } catch (error) {
          if (duplicateKeyField(error) === null) throw error;
          const before = key === null ? null : found(await entries.findOne({ idempotencyKey: key }).lean());
          if (before) return { kind: 'known', entry: before };
          const taken = bookingId === null ? null : found(await entries.findOne({ bookingId }).lean());
          if (taken) return { kind: 'booking_taken', entry: taken };
        }
      }
    },
    find: async (id: string) => found(await entries.findById(idOf(id)).lean()),
    async ofSession(sessionId: string): Promise<EntryRecord[]> {
      return all(
        await entries
          .find({ sessionId: idOf(sessionId) })
          .sort({ year: 1, sequence: 1 })
          .limit(500)
          .lean(),
      );
    },
    async ofBookings(bookingIds: readonly string[]): Promise<Map<string, EntryRecord>> {
      const rows = all(await entries.find({ bookingId: { $in: [...bookingIds] } }).lean());
      return new Map(rows.flatMap((row) => (row.bookingId === null ? [] : [[row.bookingId, row] as const])));
    },
    async countsOf(sessionIds: readonly string[]): Promise<Map<string, number>> {
      const rows = await entries.find({ sessionId: { $in: sessionIds.map(idOf) } }, { sessionId: 1 }).lean();
      const counts = new Map<string, number>();
      for (const { sessionId } of rows) counts.set(String(sessionId), (counts.get(String(sessionId)) ?? 0) + 1);
      return counts;
    },
    /** The newest number first; `order: 1` the oldest. */
    async list(filter: RegisterFilter, after: RegisterMark | null, limit: number, order: 1 | -1 = -1): Promise<EntryRecord[]> {
      const beyond = order === 1 ? '$gt' : '$lt';
      const days = { ...(filter.from !== null && { $gte: filter.from }), ...(filter.to !== null && { $lte: filter.to }) };
      return all(
        await entries
          .find({
            ...(Object.keys(days).length > 0 && { day: days }),
            ...(filter.year !== null && { year: filter.year }),
            ...(filter.sequence !== null && { sequence: filter.sequence }),
            ...(filter.kind !== null && { kind: filter.kind }),
            ...(after !== null && {
              $or: [{ year: { [beyond]: after.year } }, { year: after.year, sequence: { [beyond]: after.sequence } }],
            }),
          })
          .sort({ year: order, sequence: order })
          .limit(limit)
          .lean(),
      );
    },
    /** Lines whose answer has not come, due up to that day, the most urgent first. */
    async open(until: string | null, limit: number): Promise<EntryRecord[]> {
      return all(
        await entries
          .find({ openDueOn: { $exists: true, ...(until !== null && { $lte: until }) } })
          .sort({ openDueOn: 1, _id: 1 })
          .limit(limit)
          .lean(),
      );
    },
    /** Lines with promises that nobody has noted as done, the most urgent first. */
    async promised(limit: number): Promise<EntryRecord[]> {
      return all(
        await entries
          .find({ nextPromiseOn: { $type: 'string' } })
          .sort({ nextPromiseOn: 1, _id: 1 })
          .limit(limit)
          .lean(),
      );
    },
    /** Null when somebody was faster. */
    async step(before: EntryRecord, change: EntryChange): Promise<EntryRecord | null> {
      const after = { ...before, ...change };
      const dueOn = isOpen(after) ? after.dueOn : null;
      return found(
        await entries
          .findOneAndUpdate(
            { _id: idOf(before.id), revision: before.revision },
            {
              $set: { ...change, ...(dueOn !== null && { openDueOn: dueOn }) },
              ...(dueOn === null && { $unset: { openDueOn: '' } }),
              $inc: { revision: 1 },
            },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },
    /** Lines with an answer that who booked has not been told of. */
    async untold(limit: number): Promise<EntryRecord[]> {
      return all(await entries.find({ answerUntold: true }).limit(limit).lean());
    },
    async told(id: string, answers: number): Promise<void> {
      await entries.updateOne({ _id: idOf(id), answers }, { $set: { answerUntold: false } });
    },
    /** True for the one call that notes it. */
    async escalate(id: string, dueOn: string): Promise<boolean> {
      const row = await entries.findOneAndUpdate(
        { _id: idOf(id), openDueOn: dueOn, escalatedFor: { $ne: dueOn } },
        { $set: { escalatedFor: dueOn } },
      );
      return row !== null;
    },
    /** The register stays, as the law wants it; who it was in the Mini App is forgotten. */
    async unlink(residentId: string): Promise<void> {
      await entries.updateMany({ residentId }, { $set: { residentId: null } });
    },
    async staleSeals(currentPrefix: string, limit: number): Promise<{ id: string; sealed: string }[]> {
      const current = new RegExp(`^${currentPrefix.replaceAll('.', '\\.')}`);
      const rows = await entries
        .find({ sealed: { $type: 'string', $not: current } }, { sealed: 1 })
        .limit(limit)
        .lean();
      return rows.map(({ _id, sealed }) => ({ id: String(_id), sealed }));
    },
    async reseal(id: string, before: string, after: string): Promise<void> {
      await entries.updateOne({ _id: idOf(id), sealed: before }, { $set: { sealed: after } });
    },
  };
}
