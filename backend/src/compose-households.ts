import type { Database } from './adapters/mongo.js';
import type { Clock } from './clock.js';
import type { CommunesService } from './modules/communes/communes.service.js';
import { householdsService } from './modules/households/households.service.js';
import { householdsStore } from './modules/households/households.store.js';

type Deps = { database: Database; clock: Clock; communes: CommunesService };

/** The book of households, and how an account comes to stand for a member. */
export function composeHouseholds({ database, clock, communes }: Deps) {
  const store = householdsStore(database);
  return { households: householdsService({ store, communes, clock }) };
}
