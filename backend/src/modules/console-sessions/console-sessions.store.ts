import { Schema, Types } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';

/** A computer that asks to be let in. */
export type SignIn = {
  id: string;
  codeHash: string;
  secretHash: string;
  number: string;
  /** The number and two others, in the order the phone shows them. */
  numbers: string[];
  device: string;
  askedAt: Date;
  expiresAt: Date;
};
export type SignInState = 'waiting' | 'approved' | 'refused' | 'exchanged';
type Approver = { residentId: string; officerId: string };
type StoredSignIn = Omit<SignIn, 'id'> & { _id: Types.ObjectId; state: SignInState } & Partial<Approver>;

export type SessionRecord = { id: string; residentId: string; device: string; since: Date; lastUsedAt: Date; expiresAt: Date };
type StoredSession = Omit<SessionRecord, 'id'> & { _id: Types.ObjectId };

export type ConsoleSessionsStore = ReturnType<typeof consoleSessionsStore>;

/** Sign-ins under way and sessions of the web console. Both leave by themselves some time after they end. */
export function consoleSessionsStore(database: Database) {
  const signIns = database.collection<StoredSignIn>(
    'console_sign_ins',
    new Schema<StoredSignIn>(
      {
        codeHash: { type: String, unique: true },
        secretHash: String,
        number: String,
        numbers: [String],
        device: String,
        askedAt: Date,
        expiresAt: { type: Date, expires: 3_600 },
        state: String,
        residentId: String,
        officerId: String,
      },
      { versionKey: false },
    ),
  );
  const sessions = database.collection<StoredSession>(
    'console_sessions',
    new Schema<StoredSession>(
      {
        residentId: { type: String, index: true },
        device: String,
        since: Date,
        lastUsedAt: Date,
        expiresAt: { type: Date, expires: 0 },
      },
      { versionKey: false },
    ),
  );
  const signInOf = ({ _id, state: _state, residentId: _resident, officerId: _officer, ...row }: StoredSignIn): SignIn => ({
    id: String(_id),
    ...row,
  });
  const sessionOf = ({ _id, ...row }: StoredSession): SessionRecord => ({ id: String(_id), ...row });
  return {
    async begin({ id, ...signIn }: SignIn): Promise<void> {
      await signIns.create({ _id: new Types.ObjectId(id), ...signIn, state: 'waiting' });
    },
    /** The sign-in that still waits for a phone. */
    async waiting(codeHash: string, now: Date): Promise<SignIn | null> {
      const row = await signIns.findOne({ codeHash, state: 'waiting', expiresAt: { $gt: now } }).lean();
      return row ? signInOf(row as StoredSignIn) : null;
    },
    /** Approves once, and only with the number on the computer's screen; a wrong number ends it in the same step. `until` is how long the computer may take to come for its session. */
    async approve(
      codeHash: string,
      number: string,
      { residentId, officerId }: Approver,
      now: Date,
      until: Date,
    ): Promise<'approved' | 'wrong_number' | 'unknown'> {
      const open = { codeHash, state: 'waiting', expiresAt: { $gt: now } } as const;
      const approved = await signIns.updateOne(
        { ...open, number },
        { $set: { state: 'approved', residentId, officerId, expiresAt: until } },
      );
      if (approved.modifiedCount === 1) return 'approved';
      const refused = await signIns.updateOne({ ...open, number: { $ne: number } }, { $set: { state: 'refused' } });
      return refused.modifiedCount === 1 ? 'wrong_number' : 'unknown';
    },
    async refuse(codeHash: string, now: Date): Promise<boolean> {
      const { modifiedCount } = await signIns.updateOne(
        { codeHash, state: 'waiting', expiresAt: { $gt: now } },
        { $set: { state: 'refused' } },
      );
      return modifiedCount === 1;
    },
    /** For the computer that began it; null to anybody else. */
    async state(id: string, secretHash: string): Promise<{ state: SignInState; expiresAt: Date } | null> {
      const row = await signIns.findOne({ _id: new Types.ObjectId(id), secretHash }).lean();
      return row ? { state: row.state, expiresAt: row.expiresAt } : null;
    },
    /** Takes the approval, once. */
    async exchange(id: string, secretHash: string, now: Date): Promise<(Approver & { device: string }) | null> {
      const row = await signIns
        .findOneAndUpdate(
          { _id: new Types.ObjectId(id), secretHash, state: 'approved', expiresAt: { $gt: now } },
          { $set: { state: 'exchanged' } },
        )
        .lean();
      if (!row?.residentId || !row.officerId) return null;
      return { residentId: row.residentId, officerId: row.officerId, device: row.device };
    },
    async open({ id, ...session }: SessionRecord): Promise<void> {
      await sessions.create({ _id: new Types.ObjectId(id), ...session });
    },
    async find(id: string, residentId: string, now: Date): Promise<SessionRecord | null> {
      const row = await sessions.findOne({ _id: new Types.ObjectId(id), residentId, expiresAt: { $gt: now } }).lean();
      return row ? sessionOf(row as StoredSession) : null;
    },
    async used(id: string, now: Date): Promise<void> {
      await sessions.updateOne({ _id: new Types.ObjectId(id) }, { $set: { lastUsedAt: now } });
    },
    async listOf(residentId: string, now: Date): Promise<SessionRecord[]> {
      const rows = await sessions
        .find({ residentId, expiresAt: { $gt: now } })
        .sort({ _id: -1 })
        .limit(50)
        .lean();
      return rows.map((row) => sessionOf(row as StoredSession));
    },
    async end(id: string, residentId: string): Promise<boolean> {
      const { deletedCount } = await sessions.deleteOne({ _id: new Types.ObjectId(id), residentId });
      return deletedCount === 1;
    },
    async endAllOf(residentId: string): Promise<void> {
      await sessions.deleteMany({ residentId });
    },
  };
}
