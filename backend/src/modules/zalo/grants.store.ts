import { Schema } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';

type Stored = { _id: string; verifier: string; createdAt: Date };

/** Zalo's own codes live ten minutes. */
const lifeSeconds = 15 * 60;

export type GrantsStore = ReturnType<typeof grantsStore>;

/** Permissions that were asked for and not given yet. `id` is a blind index of the state, `verifier` is sealed. */
export function grantsStore(database: Database) {
  const requests = database.collection<Stored>(
    'zalo_grant_requests',
    new Schema<Stored>({ _id: String, verifier: String, createdAt: { type: Date, expires: lifeSeconds } }, { versionKey: false }),
  );
  return {
    async insert(id: string, verifier: string, now: Date): Promise<void> {
      await requests.create({ _id: id, verifier, createdAt: now });
    },
    /** Takes a request out, once; null when it is unknown, used, or older than 15 minutes. */
    async take(id: string, now: Date): Promise<string | null> {
      const since = new Date(now.getTime() - lifeSeconds * 1000);
      const row = await requests.findOneAndDelete({ _id: id, createdAt: { $gt: since } }).lean();
      return row?.verifier ?? null;
    },
  };
}
