import { Schema, Types } from 'mongoose';
import { type Database, duplicateKeyField } from '../../adapters/mongo.js';
import type { Consents } from '../../contracts/residents.js';

/** A resident as stored. Zalo ids are strings; the phone is sealed. */
export type ResidentRecord = {
  id: string;
  /** Id of the person in our Zalo App. */
  zaloUserId: string;
  /** Id of the person at our Official Account, when Zalo gave it. */
  oaUserId: string | null;
  zaloName: string | null;
  typedName: string | null;
  phoneSealed: string | null;
  hamletKey: string | null;
  consents: Consents;
  family: { name: string; relation: string }[];
  createdAt: Date;
};

type Stored = Omit<ResidentRecord, 'id'> & { _id: Types.ObjectId };
export type ResidentsStore = ReturnType<typeof residentsStore>;

/** Messages that serve a booking the person made need no consent, so they start on and can be switched off; everything else starts off (Luật 91/2025/QH15 Art. 9, 19). */
const startingConsents: Consents = { appointment_messages: true, commune_news: false, surveys: false };

export function residentsStore(database: Database) {
  const residents = database.collection<Stored>(
    'residents',
    new Schema<Stored>(
      {
        zaloUserId: { type: String, unique: true },
        oaUserId: { type: String, index: true },
        zaloName: String,
        typedName: String,
        phoneSealed: String,
        hamletKey: String,
        consents: Schema.Types.Mixed,
        family: Schema.Types.Mixed,
        createdAt: Date,
      },
      { versionKey: false },
    ),
  );
  const recordOf = ({ _id, ...rest }: Stored): ResidentRecord => ({ ...rest, id: String(_id) });

  return {
    /** Finds or makes the resident of a Zalo account; of two first sign-ins at once both get the same resident. */
    async signIn(zaloUserId: string, seen: { zaloName: string | null; oaUserId: string | null }, now: Date): Promise<ResidentRecord> {
      const known = {
        ...(seen.zaloName !== null && { zaloName: seen.zaloName }),
        ...(seen.oaUserId !== null && { oaUserId: seen.oaUserId }),
      };
      const fresh = {
        ...(seen.zaloName === null && { zaloName: null }),
        ...(seen.oaUserId === null && { oaUserId: null }),
        typedName: null,
        phoneSealed: null,
        hamletKey: null,
        consents: startingConsents,
        family: [],
        createdAt: now,
      };
      for (let attempt = 0; ; attempt += 1) {
        try {
          const row = await residents
            .findOneAndUpdate(
              { zaloUserId },
              { ...(Object.keys(known).length > 0 && { $set: known }), $setOnInsert: fresh },
              { upsert: true, returnDocument: 'after' },
            )
            .lean();
          return recordOf(row as Stored);
        } catch (error) {
          if (attempt > 2 || !duplicateKeyField(error)) throw error;
        }
      }
    },
    async find(id: string): Promise<ResidentRecord | null> {
      const row = await residents.findById(new Types.ObjectId(id)).lean();
      return row ? recordOf(row as Stored) : null;
    },
    async findByZalo(ids: { zaloUserId?: string; oaUserId?: string }): Promise<ResidentRecord | null> {
      const row = await residents
        .findOne(ids.zaloUserId !== undefined ? { zaloUserId: ids.zaloUserId } : { oaUserId: ids.oaUserId ?? '' })
        .lean();
      return row ? recordOf(row as Stored) : null;
    },
    async update(
      id: string,
      change: Partial<Pick<ResidentRecord, 'typedName' | 'hamletKey' | 'phoneSealed' | 'oaUserId'>> & { consents?: Partial<Consents> },
    ): Promise<ResidentRecord | null> {
      const { consents, ...plain } = change;
      const set = { ...plain, ...Object.fromEntries(Object.entries(consents ?? {}).map(([kind, given]) => [`consents.${kind}`, given])) };
      if (Object.keys(set).length === 0) return this.find(id);
      const row = await residents.findByIdAndUpdate(new Types.ObjectId(id), { $set: set }, { returnDocument: 'after' }).lean();
      return row ? recordOf(row as Stored) : null;
    },
    /** Puts a name first among the remembered ones, at most eight. */
    async rememberFamily(id: string, person: { name: string; relation: string }): Promise<void> {
      const _id = new Types.ObjectId(id);
      await residents.updateOne({ _id }, { $pull: { family: { name: person.name } } });
      await residents.updateOne({ _id }, { $push: { family: { $each: [person], $position: 0, $slice: 8 } } });
    },
    /** Names and sealed phone numbers of several residents at once. */
    async cards(ids: readonly string[]): Promise<Map<string, { name: string | null; phoneSealed: string | null }>> {
      const rows = await residents
        .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }, { zaloName: 1, typedName: 1, phoneSealed: 1 })
        .lean();
      return new Map(rows.map((row) => [String(row._id), { name: row.typedName ?? row.zaloName, phoneSealed: row.phoneSealed ?? null }]));
    },
    /** Ids after `after`, in their order. */
    async ids(after: string | null, limit: number): Promise<string[]> {
      const rows = await residents
        .find(after === null ? {} : { _id: { $gt: new Types.ObjectId(after) } }, { _id: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return rows.map(({ _id }) => String(_id));
    },
    /** Phone numbers not sealed under the current key, some at a time. */
    async staleSeals(currentPrefix: string, limit: number): Promise<{ id: string; phoneSealed: string }[]> {
      const current = new RegExp(`^${currentPrefix.replaceAll('.', '\\.')}`);
      const rows = await residents
        .find({ phoneSealed: { $type: 'string', $not: current } }, { phoneSealed: 1 })
        .limit(limit)
        .lean();
      return rows.flatMap((row) => (row.phoneSealed === null ? [] : [{ id: String(row._id), phoneSealed: row.phoneSealed }]));
    },
    /** Seals again unless the person changed the number meanwhile. */
    async reseal(id: string, before: string, after: string): Promise<void> {
      await residents.updateOne({ _id: new Types.ObjectId(id), phoneSealed: before }, { $set: { phoneSealed: after } });
    },
    async erase(id: string): Promise<void> {
      await residents.deleteOne({ _id: new Types.ObjectId(id) });
    },
  };
}
