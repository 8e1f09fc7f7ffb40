import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { Criterion } from '../../contracts/satisfaction-questions.js';

/** That somebody was asked about a visit. What they answered is not here, but for the day of answering, sealed. */
export type InvitationRecord = {
  id: string;
  /** Null once nobody can answer any more: then only that somebody was asked is kept. */
  residentId: string | null;
  plainName: string;
  date: string;
  until: string;
  month: string;
  procedureCode: string;
  hamletKey: string | null;
  questions: number;
  off: Criterion[];
  state: 'open' | 'answered' | 'declined';
  /** What an answer said, to tell a repeat from another. */
  request: string | null;
};

type Stored = Omit<InvitationRecord, 'id' | 'residentId' | 'plainName' | 'date' | 'request'> & {
  _id: Types.ObjectId;
  residentId?: string;
  plainName?: string;
  date?: string;
  request?: string;
  /** The day and a number up to the daily maximum: the key is the maximum. */
  place?: string;
  answeredOn?: string;
  pending?: string;
  tellAt?: Date;
};
/** From when on a person may be asked again; the key is that they are asked once. */
type StoredTurn = { _id: string; invitationId: string; notBefore: string };

const idOf = (id: string) => new Types.ObjectId(id);

export type InvitationsStore = ReturnType<typeof invitationsStore>;

export function invitationsStore(database: Database) {
  const invitations = database.collection<Stored>(
    'satisfaction_invitations',
    new Schema<Stored>(
      {
        residentId: String,
        plainName: String,
        date: String,
        until: String,
        month: String,
        procedureCode: String,
        hamletKey: String,
        questions: Number,
        off: [String],
        state: String,
        request: String,
        place: { type: String, unique: true, sparse: true },
        answeredOn: String,
        pending: String,
        tellAt: Date,
      } as never,
      { versionKey: false },
    )
      .index({ residentId: 1, state: 1, until: 1 }, { sparse: true })
      .index({ month: 1 })
      .index({ answeredOn: 1 }, { partialFilterExpression: { pending: { $exists: true } } })
      .index({ tellAt: 1 }, { sparse: true })
      .index({ until: 1 }, { partialFilterExpression: { residentId: { $exists: true } } }),
  );
  const turns = database.collection<StoredTurn>(
    'satisfaction_turns',
    new Schema<StoredTurn>({ _id: String, invitationId: String, notBefore: { type: String, index: true } }, { versionKey: false }),
  );
  const recordOf = ({ _id, ...row }: Stored): InvitationRecord => ({
    id: String(_id),
    residentId: row.residentId ?? null,
    plainName: row.plainName ?? '',
    date: row.date ?? '',
    until: row.until,
    month: row.month,
    procedureCode: row.procedureCode,
    hamletKey: row.hamletKey ?? null,
    questions: row.questions,
    off: row.off,
    state: row.state,
    request: row.request ?? null,
  });
  /** Under which of the day's places it is put; each clash means that one is taken. */
  async function put(row: Stored): Promise<'invited' | 'there' | 'taken'> {
    try {
      await invitations.insertMany([row]);
      return 'invited';
    } catch (error) {
      if (duplicateKeyField(error) === null) throw error;
      return (await invitations.exists({ _id: row._id })) === null ? 'taken' : 'there';
    }
  }

  return {
    /** Takes a person's turn for an invitation; false when they have had one for another and may not be asked again yet. */
    async takeTurn(residentId: string, invitationId: string, today: string, notBefore: string): Promise<boolean> {
      try {
        await turns.updateOne(
          { _id: residentId, $or: [{ notBefore: { $lte: today } }, { invitationId }] },
          { $set: { invitationId, notBefore } },
          { upsert: true },
        );
        return true;
      } catch (error) {
        if (duplicateKeyField(error) === null) throw error;
        return false;
      }
    },
    async giveTurnBack(residentId: string, invitationId: string): Promise<void> {
      await turns.deleteOne({ _id: residentId, invitationId });
    },
    /** Asks once for each id, and no more than `most` people for one day. */
    async invite(
      { id, residentId, request: _request, ...rest }: InvitationRecord & { residentId: string },
      most: number,
      tellAt: Date | null,
    ): Promise<'invited' | 'there' | 'full'> {
      for (let place = 1; place <= most; place += 1) {
        const outcome = await put({
          ...rest,
          _id: idOf(id),
          residentId,
          place: `${rest.date}|${place}`,
          ...(tellAt && { tellAt }),
        });
        if (outcome !== 'taken') return outcome;
      }
      return 'full';
    },
    async isAsked(ids: readonly string[]): Promise<boolean> {
      return (await invitations.exists({ _id: { $in: ids.map(idOf) } })) !== null;
    },
    async open(residentId: string, today: string): Promise<InvitationRecord | null> {
      const row = await invitations
        .findOne({ residentId, state: 'open', until: { $gte: today } })
        .sort({ until: 1 })
        .lean<Stored>();
      return row && recordOf(row);
    },
    async findOwn(id: string, residentId: string): Promise<InvitationRecord | null> {
      const row = await invitations.findOne({ _id: idOf(id), residentId }).lean<Stored>();
      return row && recordOf(row);
    },
    /** Takes the one answer of an invitation; false when it has one or its time is over. */
    async answer(
      id: string,
      residentId: string,
      today: string,
      { request, pending }: { request: string; pending: string },
    ): Promise<boolean> {
      const { modifiedCount } = await invitations.updateOne(
        { _id: idOf(id), residentId, state: { $ne: 'answered' }, until: { $gte: today } },
        { $set: { state: 'answered', request, pending, answeredOn: today }, $unset: { tellAt: '' } },
      );
      return modifiedCount === 1;
    },
    async decline(id: string, residentId: string): Promise<void> {
      await invitations.updateOne({ _id: idOf(id), residentId, state: 'open' }, { $set: { state: 'declined' }, $unset: { tellAt: '' } });
    },

    /** Sealed answers of days before this one that have not been put away. */
    async pendingBefore(day: string, limit: number): Promise<{ id: string; pending: string }[]> {
      const rows = await invitations
        .find({ answeredOn: { $lt: day }, pending: { $exists: true } })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(({ _id, pending }) => ({ id: String(_id), pending: pending ?? '' }));
    },
    /** Cuts the answers from what says whose they are. */
    async detach(ids: readonly string[]): Promise<void> {
      await invitations.updateMany({ _id: { $in: ids.map(idOf) } }, { $unset: { pending: '', answeredOn: '' } });
    },

    /** Those who are to be told now. */
    async toTell(now: Date, limit: number): Promise<InvitationRecord[]> {
      const rows = await invitations
        .find({ tellAt: { $lte: now } })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(recordOf);
    },
    /** Null: it is settled. */
    async tellLater(id: string, tellAt: Date | null): Promise<void> {
      await invitations.updateOne({ _id: idOf(id) }, tellAt === null ? { $unset: { tellAt: '' } } : { $set: { tellAt } });
    },

    /** How many were asked, by month and procedure or hamlet; without `by`, by month alone. */
    async counts(
      from: string,
      to: string,
      by: 'procedureCode' | 'hamletKey' | null,
    ): Promise<{ month: string; key: string; invited: number }[]> {
      const rows = await invitations.aggregate<{ _id: { month: string; key: string | null }; invited: number }>([
        { $match: { month: { $gte: from, $lte: to } } },
        { $group: { _id: { month: '$month', key: by === null ? '' : `$${by}` }, invited: { $sum: 1 } } },
      ]);
      return rows.map(({ _id, invited }) => ({ month: _id.month, key: _id.key ?? '', invited }));
    },
    async firstMonth(): Promise<string | null> {
      const row = await invitations.findOne({}).sort({ month: 1 }).select({ month: 1 }).lean<Stored>();
      return row?.month ?? null;
    },

    /** Forgets who was asked once they cannot answer any more, and who may be asked again. */
    async forgetOld(today: string): Promise<void> {
      await invitations.updateMany(
        { until: { $lt: today }, residentId: { $exists: true }, pending: { $exists: false } },
        { $unset: { residentId: '', plainName: '', date: '', request: '', place: '', tellAt: '' } },
      );
      await turns.deleteMany({ notBefore: { $lte: today } });
    },
    /** The person is forgotten; an answer that waits to be put away stays, since nothing in it is theirs. */
    async erase(residentId: string): Promise<void> {
      await invitations.updateMany({ residentId }, { $unset: { residentId: '', plainName: '', date: '', request: '', tellAt: '' } });
      await turns.deleteOne({ _id: residentId });
    },
  };
}
