import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { Role } from '../../contracts/residents.js';

/** What an officer was given to do, and the title they sign with. */
export type Duties = { name: string; title: string | null; roles: Role[]; counterKeys: string[]; hamletKeys: string[] };
export type OfficerRecord = Duties & { id: string; residentId: string | null; active: boolean };
type Stored = {
  _id: Types.ObjectId;
  name: string;
  roles: Role[];
  counterKeys: string[];
  hamletKeys?: string[];
  title?: string | null;
  active: boolean;
  residentId?: string;
  invitationHash?: string;
  invitationExpiresAt?: Date;
};
export type OfficersStore = ReturnType<typeof officersStore>;

export function officersStore(database: Database) {
  const officers = database.collection(
    'officers',
    new Schema<Stored>(
      {
        name: String,
        roles: [String],
        counterKeys: [String],
        hamletKeys: { type: [String], default: [] },
        title: { type: String, default: null },
        active: Boolean,
        residentId: { type: String, unique: true, sparse: true },
        invitationHash: { type: String, unique: true, sparse: true },
        invitationExpiresAt: Date,
      },
      { versionKey: false },
    ),
  );
  const recordOf = (row: Stored): OfficerRecord => ({
    id: String(row._id),
    name: row.name,
    roles: row.roles,
    counterKeys: row.counterKeys,
    hamletKeys: row.hamletKeys ?? [],
    title: row.title ?? null,
    residentId: row.residentId ?? null,
    active: row.active,
  });
  return {
    async invite(officer: Duties, invitationHash: string, invitationExpiresAt: Date): Promise<OfficerRecord> {
      const row = { _id: new Types.ObjectId(), ...officer, active: true, invitationHash, invitationExpiresAt };
      await officers.insertMany([row]);
      return recordOf(row);
    },
    /** Links once: the invitation leaves in the same step. `taken` when the account already belongs to an officer. */
    async accept(invitationHash: string, residentId: string, now: Date): Promise<'linked' | 'unknown' | 'taken'> {
      try {
        const row = await officers
          .findOneAndUpdate(
            { invitationHash, invitationExpiresAt: { $gt: now }, active: true },
            { $set: { residentId }, $unset: { invitationHash: '', invitationExpiresAt: '' } },
            { returnDocument: 'after' },
          )
          .lean();
        return row ? 'linked' : 'unknown';
      } catch (error) {
        if (duplicateKeyField(error) === 'residentId') return 'taken';
        throw error;
      }
    },
    async findByResident(residentId: string): Promise<OfficerRecord | null> {
      const row = await officers.findOne({ residentId, active: true }).lean();
      return row ? recordOf(row as Stored) : null;
    },
    async list(): Promise<OfficerRecord[]> {
      return (await officers.find().sort({ _id: 1 }).limit(500).lean()).map((row) => recordOf(row as Stored));
    },
    async update(id: string, change: Partial<Duties & Pick<OfficerRecord, 'active'>>): Promise<OfficerRecord | null> {
      const row = await officers.findByIdAndUpdate(new Types.ObjectId(id), { $set: change }, { returnDocument: 'after' }).lean();
      return row ? recordOf(row as Stored) : null;
    },
    async unlink(residentId: string): Promise<void> {
      await officers.updateOne({ residentId }, { $unset: { residentId: '' } });
    },
  };
}
