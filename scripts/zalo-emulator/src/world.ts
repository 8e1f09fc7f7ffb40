import type { Bus } from './bus.js';
import type { EmulatorClock } from './clock.js';
import type { Faults } from './faults.js';
import type { Identity } from './identity.js';
import type { Inboxes } from './inboxes.js';
import type { Ledger } from './ledger.js';
import type { OaTokens } from './oa-tokens.js';
import type { People } from './people.js';
import type { Store } from './store.js';
import type { Webhooks } from './webhooks.js';

/** The parts every host works with. */
export interface World {
  identity: Identity;
  clock: EmulatorClock;
  store: Store;
  bus: Bus;
  faults: Faults;
  ledger: Ledger;
  people: People;
  inboxes: Inboxes;
  oaTokens: OaTokens;
  webhooks: Webhooks;
  /** `http://127.0.0.1:4100`, for links in answers; known once the server listens. */
  baseUrl(): string;
  /** Whether files may be kept, and where; undefined = in memory. */
  uploads: { put(id: string, bytes: Buffer): void; get(id: string): Buffer | undefined };
}
