import { randomInt } from 'node:crypto';
import { type Keyring, openOrNull, randomCode } from './adapters/crypto.js';
import type { Database } from './adapters/mongo.js';
import type { Clock } from './clock.js';
import { maskOfficerNames } from './domain/conduct.js';
import { maskPersonalData } from './domain/personal-data.js';
import type { AppointmentsStore } from './modules/appointments/appointments.store.js';
import { visitsService } from './modules/appointments/visits.service.js';
import type { CalendarService } from './modules/calendar/calendar.service.js';
import type { CommunesService } from './modules/communes/communes.service.js';
import type { ConductService } from './modules/conduct/conduct.service.js';
import type { DisclosuresService } from './modules/disclosures/disclosures.service.js';
import type { FeedbackFigures } from './modules/feedback/figures.service.js';
import type { MessagesService } from './modules/messages/messages.service.js';
import type { OfficersService } from './modules/officers/officers.service.js';
import type { ProceduresService } from './modules/procedures/procedures.service.js';
import type { ResidentsService } from './modules/residents/residents.service.js';
import { answeringService } from './modules/satisfaction/answering.service.js';
import { answersStore } from './modules/satisfaction/answers.store.js';
import { invitationsStore } from './modules/satisfaction/invitations.store.js';
import { satisfactionResults } from './modules/satisfaction/results.service.js';
import { samplingService } from './modules/satisfaction/sampling.service.js';
import { satisfactionSettingsService } from './modules/satisfaction/satisfaction-settings.service.js';
import { satisfactionSettingsStore } from './modules/satisfaction/satisfaction-settings.store.js';
import { scorecardService } from './modules/scorecard/scorecard.service.js';
import { scorecardStore } from './modules/scorecard/scorecard.store.js';

type Input = {
  database: Database;
  keys: Keyring;
  clock: Clock;
  appointments: AppointmentsStore;
  calendar: CalendarService;
  procedures: ProceduresService;
  officers: OfficersService;
  residents: ResidentsService;
  communes: CommunesService;
  messages: MessagesService;
  disclosures: DisclosuresService;
  conduct: ConductService;
  feedback: FeedbackFigures;
  isDenunciation: (text: string) => boolean;
};

/** What those think who were served, and the nine criteria of the section that served them. */
export function composeSatisfaction({ database, keys, clock, appointments, ...services }: Input) {
  const { calendar, procedures, officers, residents, communes, messages, disclosures, conduct, feedback, isDenunciation } = services;
  const visits = visitsService({ store: appointments, calendar, procedures });
  const settingsRows = satisfactionSettingsStore(database);
  const invitations = invitationsStore(database);
  const answers = answersStore(database);
  const settings = satisfactionSettingsService({ store: settingsRows, procedures, clock });
  const bytesOf = (hash: string) => Buffer.from(hash, 'base64url');
  const idFrom = (hash: string) => bytesOf(hash).toString('hex').slice(0, 24);

  const sampling = samplingService({
    draws: settingsRows,
    invitations,
    settings,
    visits,
    officers,
    residents,
    communes,
    messages,
    invitationIdOf: (visitId) => idFrom(keys.blindIndex('satisfaction/invitation', visitId)),
    lotOf: (visitId) => bytesOf(keys.blindIndex('satisfaction/lot', visitId)).readUIntBE(0, 6) / 2 ** 48,
    clock,
  });
  const answering = answeringService({
    invitations,
    answers,
    invitationIdsOf: (visitId) => keys.blindIndexes('satisfaction/invitation', visitId).map(idFrom),
    isDenunciation,
    masked: async (text) => {
      const names = (await officers.list()).map(({ name }) => name);
      return maskPersonalData(maskOfficerNames(text, names)).text;
    },
    digest: (text) => keys.blindIndex('satisfaction/request', text),
    sealer: { seal: (text) => keys.seal(text, 'satisfaction'), open: (sealed) => openOrNull(keys, sealed, 'satisfaction') },
    // Of an id made from the time, its beginning would tell when somebody answered.
    randomId: () => randomCode(24, '0123456789abcdef'),
    randomInteger: (below) => randomInt(below),
    clock,
  });
  const results = satisfactionResults({ answers, invitations, procedures, communes, clock });
  const scorecard = scorecardService({
    store: scorecardStore(database),
    visits,
    calendar,
    procedures,
    disclosures,
    feedback,
    conduct,
    clock,
  });

  return {
    settings,
    answering,
    results,
    scorecard,
    async duty(): Promise<void> {
      await sampling.draw();
      await sampling.tell();
      await answering.putAway();
    },
  };
}
