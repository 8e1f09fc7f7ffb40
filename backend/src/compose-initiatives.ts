import { type Keyring, randomToken } from './adapters/crypto.js';
import type { Database } from './adapters/mongo.js';
import type { Clock } from './clock.js';
import { legalSigns } from './contracts/legal-signs.js';
import { maskPersonalData } from './domain/personal-data.js';
import type { OfficerIdentity } from './http/who.js';
import type { CalendarService } from './modules/calendar/calendar.service.js';
import type { CommunesService } from './modules/communes/communes.service.js';
import type { HouseholdsService } from './modules/households/households.service.js';
import { assentsStore } from './modules/initiatives/assents.store.js';
import { countingOf } from './modules/initiatives/counting.js';
import { initiativeDeskService } from './modules/initiatives/initiative-desk.service.js';
import { initiativeNotices } from './modules/initiatives/initiative-notices.service.js';
import { initiativesService } from './modules/initiatives/initiatives.service.js';
import { initiativesStore } from './modules/initiatives/initiatives.store.js';
import type { MessagesService } from './modules/messages/messages.service.js';
import type { OfficersService } from './modules/officers/officers.service.js';
import type { ResidentsService } from './modules/residents/residents.service.js';

type Deps = {
  database: Database;
  keys: Keyring;
  clock: Clock;
  calendar: CalendarService;
  communes: CommunesService;
  households: HouseholdsService;
  messages: MessagesService;
  officers: OfficersService;
  residents: ResidentsService;
  isAnnounced: (who: OfficerIdentity, decisionId: string) => Promise<boolean>;
};

/** What people propose, and households sign. */
export function composeInitiatives({ database, keys, clock, residents, ...services }: Deps) {
  const store = initiativesStore(database);
  const assents = assentsStore(database);
  const digest = (text: string) => keys.blindIndex('initiative', text);
  const counting = countingOf({ ...services, store, assents, clock });
  return {
    initiatives: initiativesService({
      ...services,
      store,
      assents,
      counting,
      residents: { require: residents.require, nameOf: async (id) => residents.nameOf(await residents.require(id)) },
      legalSigns,
      maskPersonalData: (text) => maskPersonalData(text).text,
      idFrom: (words) => Buffer.from(keys.blindIndex('initiative/id', words), 'base64url').toString('hex').slice(0, 24),
      digest,
      randomToken: () => randomToken(16),
      clock,
    }),
    desk: initiativeDeskService({ ...services, store, assents, counting, clock }),
    counting,
    notices: initiativeNotices({ ...services, residents, store, counting, digest, clock }),
  };
}
