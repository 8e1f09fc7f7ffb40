import { type Keyring, openOrNull } from './adapters/crypto.js';
import type { Database } from './adapters/mongo.js';
import type { Clock } from './clock.js';
import { legalSigns } from './contracts/legal-signs.js';
import { maskPersonalData } from './domain/personal-data.js';
import { addDays, dayOf, instantAt } from './domain/vietnam-time.js';
import type { CalendarService } from './modules/calendar/calendar.service.js';
import type { CommunesService } from './modules/communes/communes.service.js';
import { consultationNotices } from './modules/consultations/consultation-notices.service.js';
import { consultationsService } from './modules/consultations/consultations.service.js';
import { consultationsStore } from './modules/consultations/consultations.store.js';
import { deskView } from './modules/consultations/desk-view.js';
import { consultationNoticesStore } from './modules/consultations/notices.store.js';
import { deskOpinionsService } from './modules/consultations/opinions.service.js';
import { opinionsStore } from './modules/consultations/opinions.store.js';
import { personKeys } from './modules/consultations/person-keys.js';
import { readingService } from './modules/consultations/reading.service.js';
import { settlingService } from './modules/consultations/settling.service.js';
import { speakingService } from './modules/consultations/speaking.service.js';
import { synthesisService } from './modules/consultations/synthesis.service.js';
import { consultationTermsStore } from './modules/consultations/terms.store.js';
import { voicesStore } from './modules/consultations/voices.store.js';
import type { DisclosuresService } from './modules/disclosures/disclosures.service.js';
import type { FilesService } from './modules/files/files.service.js';
import type { MessagesService } from './modules/messages/messages.service.js';
import type { OfficersService } from './modules/officers/officers.service.js';
import type { ResidentsService } from './modules/residents/residents.service.js';

type Input = {
  database: Database;
  keys: Keyring;
  clock: Clock;
  newId: () => string;
  calendar: CalendarService;
  communes: CommunesService;
  officers: OfficersService;
  residents: ResidentsService;
  messages: MessagesService;
  files: FilesService;
  disclosures: DisclosuresService;
  publicUrl: string;
  onFailure: (error: Error) => void;
};

/** How long the words as they were written, and who wrote them, are kept. */
const keptDays = 365;
const reconciledAtOnce = 20;

/** Asking Nhân dân before the authority decides. */
export function composeConsultations({ database, keys, clock, newId, publicUrl, onFailure, ...services }: Input) {
  const { calendar, communes, officers, residents, messages, files, disclosures } = services;
  const store = consultationsStore(database);
  const opinionRows = opinionsStore(database);
  const voices = voicesStore(database);
  const terms = consultationTermsStore(database);
  const digest = (text: string) => keys.blindIndex('consultations/request', text);
  const sealer = {
    seal: (text: string, id: string) => keys.seal(text, `consultations/${id}`),
    open: (sealed: string, id: string) => openOrNull(keys, sealed, `consultations/${id}`),
  };
  const words = { legalSigns, maskPersonalData: (text: string) => maskPersonalData(text).text, sealer };
  const people = personKeys({ hashesOf: (purpose, value) => keys.blindIndexes(`consultations/${purpose}`, value) });

  const view = deskView({ opinions: opinionRows, voices, terms, files, calendar, clock, pageUrl: (id) => `${publicUrl}/lay-y-kien/${id}` });
  const { settle, sweep } = settlingService({
    store,
    files,
    disclose: async (draft, { officerId, name }, key) => {
      const by = { officerId, name, residentId: '', title: null, roles: [], counterKeys: [], hamletKeys: [] };
      const made = await disclosures.create(by, draft, key);
      const { id, slug } = made.status === 'draft' ? await disclosures.publish(by, made.id, made.revision) : made;
      return { id, slug: slug ?? '' };
    },
    onFailure,
  });
  const drafts = consultationsService({ store, terms, view, files, calendar, settle, clock });
  const reading = readingService({ store, opinions: opinionRows, voices, view, communes, keys: people, clock });
  const speaking = speakingService({
    ...words,
    store,
    opinions: opinionRows,
    voices,
    reading,
    residents,
    keys: people,
    newId,
    digest,
    clock,
  });
  const opinions = deskOpinionsService({ ...words, store, opinions: opinionRows, voices, view, communes, newId, digest, clock });
  const synthesis = synthesisService({ store, opinions: opinionRows, voices, view, settle, clock });
  const notices = consultationNotices({
    store,
    opinions: opinionRows,
    notices: consultationNoticesStore(database),
    terms,
    messages,
    residents,
    officers,
    communes,
    calendar,
    digest,
    clock,
  });

  return {
    drafts,
    reading,
    speaking,
    opinions,
    synthesis,
    async duty(): Promise<void> {
      await notices.close();
      await sweep();
      for (const id of await store.unplacedClosed(reconciledAtOnce)) await opinions.reconcile(id);
      await notices.remind();
      await notices.tell();
      await notices.relay();
    },
    erase: (residentId: string) => opinionRows.erase(residentId),
    forgetOld: () => opinionRows.forgetBefore(instantAt(addDays(dayOf(clock.now()), -keptDays), '00:00')),
  };
}
