import { Schema } from 'mongoose';
import type { Database } from '../../adapters/mongo.js';

type Stored = { _id: string; verifier: string; createdAt: Date };

/** Zalo's own codes live ten minutes. */
const lifeSeconds = 15 * 60;

export type GrantsStore = ReturnType<typeof grantsStore>;

/** Permissions that were asked for and not given yet. `verifier` is sealed: without it nobody can use the state. */
export function grantsStore(database: Database) {
  const requests = database.collection<Stored>(
    'zalo_grant_requests',
    new Schema<Stored>({ _id: String, verifier: String, createdAt: { type: Date, expires: lifeSeconds } }, { versionKey: false }),
  );
  return {
    async insert(state: string, verifier: string, now: Date): Promise<void> {
      await requests.create({ _id: state, verifier, createdAt: now });
    },
    /** Takes a request out, once; null when it is unknown, used, or older than 15 minutes. */
    async take(state: string, now: Date): Promise<string | null> {
      const since = new Date(now.getTime() - lifeSeconds * 1000);
      const row = await requests.findOneAndDelete({ _id: state, createdAt: { $gt: since } }).lean();
      return row?.verifier ?? null;
    },
  };
}
