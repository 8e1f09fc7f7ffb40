import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';

/** `sealed` holds name, address, phone and topic. */
export type BookingRecord = {
  id: string;
  sessionId: string;
  residentId: string | null;
  seat: number;
  status: 'booked' | 'cancelled' | 'absent';
  people: number;
  sealed: string | null;
  bookedAt: Date;
  fingerprint: string;
  /** The revision of the session the person knows of: at booking, and after each message about a change. */
  toldRevision: number;
  /** The session's day of which the person has been reminded, or needs not be. */
  remindedFor: string | null;
};

type Stored = Omit<BookingRecord, 'id' | 'sessionId'> & {
  _id: Types.ObjectId;
  sessionId: Types.ObjectId;
  seatKey?: string;
  openKey?: string;
  idempotencyKey?: string;
};

export type BookingClash = 'seat' | 'open' | 'repeat';

const clashOf: Readonly<Record<string, BookingClash>> = { seatKey: 'seat', openKey: 'open', idempotencyKey: 'repeat' };

const schema = new Schema<Stored>(
  {
    sessionId: Schema.Types.ObjectId,
    residentId: String,
    seat: Number,
    status: String,
    people: Number,
    sealed: String,
    bookedAt: Date,
    fingerprint: String,
    toldRevision: Number,
    remindedFor: String,
    // A place is taken by standing in this index; giving it up leaves it.
    seatKey: { type: String, unique: true, sparse: true },
    // One open booking of a resident in a session.
    openKey: { type: String, unique: true, sparse: true },
    idempotencyKey: { type: String, unique: true, sparse: true },
  },
  { versionKey: false },
)
  .index({ sessionId: 1, seat: 1 })
  .index({ residentId: 1, _id: -1 })
  .index({ bookedAt: 1 });

const idOf = (id: string) => new Types.ObjectId(id);

export type BookingsStore = ReturnType<typeof bookingsStore>;

export function bookingsStore(database: Database) {
  const bookings = database.collection<Stored>('reception_bookings', schema);

  function recordOf({ _id, sessionId, seatKey: _seat, openKey: _open, idempotencyKey: _key, ...rest }: Stored): BookingRecord {
    return {
      ...rest,
      id: String(_id),
      sessionId: String(sessionId),
      residentId: rest.residentId ?? null,
      sealed: rest.sealed ?? null,
      remindedFor: rest.remindedFor ?? null,
    };
  }
  const found = (row: unknown): BookingRecord | null => (row ? recordOf(row as Stored) : null);
  const all = (rows: unknown): BookingRecord[] => (rows as Stored[]).map(recordOf);
  const openKeyOf = (residentId: string, sessionId: string) => `${residentId}|${sessionId}`;

  return {
    /** Takes the place it names, or says which key stood in the way. */
    async insert(
      booking: BookingRecord & { residentId: string },
      key: string | null,
    ): Promise<{ kind: 'saved' } | { kind: 'clash'; with: BookingClash }> {
      const { id, sessionId, ...rest } = booking;
      try {
        await bookings.create({
          ...rest,
          _id: idOf(id),
          sessionId: idOf(sessionId),
          seatKey: `${sessionId}|${booking.seat}`,
          openKey: openKeyOf(booking.residentId, sessionId),
          ...(key !== null && { idempotencyKey: `${booking.residentId}|${key}` }),
        });
        return { kind: 'saved' };
      } catch (error) {
        const clash = clashOf[duplicateKeyField(error) ?? ''];
        if (clash === undefined) throw error;
        return { kind: 'clash', with: clash };
      }
    },
    /** Takes back what was booked a moment ago, as if it had never been. */
    async remove(id: string): Promise<void> {
      await bookings.deleteOne({ _id: idOf(id) });
    },
    async findByKey(residentId: string, key: string): Promise<BookingRecord | null> {
      return found(await bookings.findOne({ idempotencyKey: `${residentId}|${key}` }).lean());
    },
    async findOpen(residentId: string, sessionId: string): Promise<BookingRecord | null> {
      return found(await bookings.findOne({ openKey: openKeyOf(residentId, sessionId) }).lean());
    },
    find: async (id: string) => found(await bookings.findById(idOf(id)).lean()),
    findOwn: async (id: string, residentId: string) => found(await bookings.findOne({ _id: idOf(id), residentId }).lean()),
    async listOwn(residentId: string, limit: number): Promise<BookingRecord[]> {
      return all(await bookings.find({ residentId }).sort({ _id: -1 }).limit(limit).lean());
    },
    /** Who keeps a place, in the order of places. */
    async ofSession(sessionId: string): Promise<BookingRecord[]> {
      return all(
        await bookings
          .find({ sessionId: idOf(sessionId), status: { $ne: 'cancelled' } })
          .sort({ seat: 1 })
          .limit(500)
          .lean(),
      );
    },
    /** Places taken in each of these sessions. */
    async taken(sessionIds: readonly string[]): Promise<Map<string, number[]>> {
      const rows = await bookings
        .find({ sessionId: { $in: sessionIds.map(idOf) }, status: { $ne: 'cancelled' } }, { sessionId: 1, seat: 1 })
        .lean();
      const seats = new Map<string, number[]>();
      for (const { sessionId, seat } of rows) seats.set(String(sessionId), [...(seats.get(String(sessionId)) ?? []), seat]);
      return seats;
    },
    /** Frees the place. Null when it is not open any more. */
    async cancel(id: string, residentId: string): Promise<BookingRecord | null> {
      return found(
        await bookings
          .findOneAndUpdate(
            { _id: idOf(id), residentId, status: 'booked' },
            { $set: { status: 'cancelled' }, $unset: { seatKey: '', openKey: '' } },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },
    async setAbsent(id: string, absent: boolean): Promise<BookingRecord | null> {
      return found(
        await bookings
          .findOneAndUpdate(
            { _id: idOf(id), status: absent ? 'booked' : 'absent' },
            { $set: { status: absent ? 'absent' : 'booked' } },
            { returnDocument: 'after' },
          )
          .lean(),
      );
    },
    /** Bookings of a session whose holders do not know of its last change. */
    async untold(sessionId: string, revision: number, limit: number): Promise<BookingRecord[]> {
      return all(
        await bookings
          .find({ sessionId: idOf(sessionId), status: 'booked', toldRevision: { $lt: revision } })
          .limit(limit)
          .lean(),
      );
    },
    async told(id: string, revision: number): Promise<void> {
      await bookings.updateOne({ _id: idOf(id) }, { $max: { toldRevision: revision } });
    },
    async unreminded(sessionId: string, day: string, limit: number): Promise<BookingRecord[]> {
      return all(
        await bookings
          .find({ sessionId: idOf(sessionId), status: 'booked', remindedFor: { $ne: day } })
          .limit(limit)
          .lean(),
      );
    },
    async reminded(id: string, day: string): Promise<void> {
      await bookings.updateOne({ _id: idOf(id) }, { $set: { remindedFor: day } });
    },
    /** Ends what is open of a person and forgets who they were. */
    async erase(residentId: string): Promise<void> {
      await bookings.updateMany({ residentId, status: 'booked' }, { $set: { status: 'cancelled' }, $unset: { seatKey: '', openKey: '' } });
      await bookings.updateMany({ residentId }, { $unset: { residentId: '', sealed: '', idempotencyKey: '' } });
    },
    /** Forgets who booked before that instant. */
    async anonymise(before: Date): Promise<void> {
      await bookings.updateMany(
        { bookedAt: { $lt: before }, sealed: { $type: 'string' } },
        { $unset: { residentId: '', sealed: '', openKey: '', idempotencyKey: '' } },
      );
    },
    /** Bookings sealed under an older key. */
    async staleSeals(currentPrefix: string, limit: number): Promise<{ id: string; sealed: string }[]> {
      const rows = await bookings
        .find({ sealed: { $type: 'string', $not: new RegExp(`^${currentPrefix.replaceAll('.', '\\.')}`) } }, { sealed: 1 })
        .limit(limit)
        .lean();
      return rows.flatMap(({ _id, sealed }) => (sealed ? [{ id: String(_id), sealed }] : []));
    },
    async reseal(id: string, before: string, after: string): Promise<void> {
      await bookings.updateOne({ _id: idOf(id), sealed: before }, { $set: { sealed: after } });
    },
  };
}
