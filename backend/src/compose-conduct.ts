import { randomInt } from 'node:crypto';
import { type Keyring, openOrNull, randomCode } from './adapters/crypto.js';
import type { Database } from './adapters/mongo.js';
import type { Clock } from './clock.js';
import { legalSigns } from './contracts/legal-signs.js';
import { maskPersonalData } from './domain/personal-data.js';
import type { AppointmentsStore } from './modules/appointments/appointments.store.js';
import { visitsService } from './modules/appointments/visits.service.js';
import type { CalendarService } from './modules/calendar/calendar.service.js';
import { conductService } from './modules/conduct/conduct.service.js';
import { conductStore } from './modules/conduct/conduct.store.js';
import type { OfficersService } from './modules/officers/officers.service.js';
import type { ProceduresService } from './modules/procedures/procedures.service.js';

type Deps = {
  database: Database;
  keys: Keyring;
  clock: Clock;
  appointments: AppointmentsStore;
  calendar: CalendarService;
  procedures: ProceduresService;
  officers: OfficersService;
};

/** How officers treat people, as those say who were there. */
export function composeConduct({ database, keys, clock, appointments, calendar, procedures, officers }: Deps) {
  return conductService({
    store: conductStore(database),
    visits: visitsService({ store: appointments, calendar, procedures }),
    calendar,
    officers,
    legalSigns,
    maskPersonalData: (text) => maskPersonalData(text).text,
    hashesOf: (appointmentId) => keys.blindIndexes('conduct/visit', appointmentId),
    digest: (text) => keys.blindIndex('conduct/request', text),
    sealer: { seal: (text) => keys.seal(text, 'conduct'), open: (sealed) => openOrNull(keys, sealed, 'conduct') },
    // Of an id made from the time, its beginning would tell when somebody rated.
    randomId: () => randomCode(24, '0123456789abcdef'),
    randomInteger: (below) => randomInt(below),
    clock,
  });
}
