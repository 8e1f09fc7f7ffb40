import { type Keyring, randomCode } from './adapters/crypto.js';
import type { Database } from './adapters/mongo.js';
import type { Clock } from './clock.js';
import type { AudienceService } from './modules/audience/audience.service.js';
import type { CommunesService } from './modules/communes/communes.service.js';
import { entriesOf } from './modules/households/entries.js';
import { householdsService } from './modules/households/households.service.js';
import { householdsStore } from './modules/households/households.store.js';
import { householdImportService } from './modules/households/import.service.js';
import { importsStore } from './modules/households/imports.store.js';
import { householdLinksService } from './modules/households/links.service.js';
import { linksStore } from './modules/households/links.store.js';
import { settlingOf } from './modules/households/settling.js';
import type { ResidentsService } from './modules/residents/residents.service.js';

type Deps = {
  database: Database;
  keys: Keyring;
  clock: Clock;
  newId: () => string;
  communes: CommunesService;
  residents: ResidentsService;
  audience: AudienceService;
  miniAppUrl: (path: string) => string;
  onFailure: (error: Error) => void;
};

const purpose = 'household/invitation';

/** The book of households, and how an account comes to stand for a member. */
export function composeHouseholds({ database, keys, clock, newId, communes, residents, audience, miniAppUrl, onFailure }: Deps) {
  const store = householdsStore(database);
  const links = linksStore(database);
  const settling = settlingOf({ store, links, audience, clock, onFailure });
  const { settle } = settling;
  const entries = entriesOf({ store, clock, newId, settle });
  const newMemberId = () => randomCode(8, 'abcdefghijkmnpqrstuvwxyz23456789');
  const imports = householdImportService({ store, imports: importsStore(database), communes, newId, newMemberId, settle, clock });

  return {
    households: householdsService({ store, links, entries, communes, newMemberId, clock }),
    householdLinks: householdLinksService({
      store,
      links,
      entries,
      communes,
      residents,
      newId,
      newMemberId,
      newCode: () => randomCode(8),
      hash: (code) => keys.blindIndex(purpose, code),
      hashes: (code) => keys.blindIndexes(purpose, code),
      miniAppUrl,
      clock,
    }),
    householdImports: imports,
    /** What was left to follow, and imports that were cut short. */
    async householdDuty(): Promise<void> {
      await settling.sweep();
      await imports.sweep();
    },
  };
}
