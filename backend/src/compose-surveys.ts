import { randomInt } from 'node:crypto';
import { type Keyring, openOrNull, randomCode } from './adapters/crypto.js';
import type { Database } from './adapters/mongo.js';
import type { Clock } from './clock.js';
import { maskPersonalData } from './domain/personal-data.js';
import { instantAt } from './domain/vietnam-time.js';
import type { AppointmentsStore } from './modules/appointments/appointments.store.js';
import type { AudienceService } from './modules/audience/audience.service.js';
import type { BroadcastsService } from './modules/broadcasts/broadcasts.service.js';
import type { CommunesService } from './modules/communes/communes.service.js';
import type { DisclosuresService } from './modules/disclosures/disclosures.service.js';
import type { ReportMediaService } from './modules/report-media/report-media.service.js';
import type { ResidentsService } from './modules/residents/residents.service.js';
import { answeringService } from './modules/surveys/answering.service.js';
import { puttingAwayService } from './modules/surveys/putting-away.service.js';
import type { Sealer, Sealers } from './modules/surveys/sealing.js';
import { surveyAnswersStore } from './modules/surveys/survey-answers.store.js';
import { surveyDraftsStore } from './modules/surveys/survey-drafts.store.js';
import { surveyPeople } from './modules/surveys/survey-people.js';
import { surveyResultsService } from './modules/surveys/survey-results.service.js';
import { surveysService } from './modules/surveys/surveys.service.js';
import { surveysStore } from './modules/surveys/surveys.store.js';

type Input = {
  database: Database;
  keys: Keyring;
  clock: Clock;
  appointments: Pick<AppointmentsStore, 'seenOf'>;
  audience: AudienceService;
  communes: CommunesService;
  residents: ResidentsService;
  broadcasts: BroadcastsService;
  disclosures: DisclosuresService;
  media: ReportMediaService;
};

/** Far more than anybody is served with between two days. */
const visitsLookedAt = 300;
const resealedAtOnce = 200;
/** How long it is known who answered a survey that is over. */
const keptDays = 365;

/** Surveys: they advise, and never decide. */
export function composeSurveys({
  database,
  keys,
  clock,
  appointments,
  audience,
  communes,
  residents,
  broadcasts,
  disclosures,
  media,
}: Input) {
  const surveys = surveysStore(database);
  const answers = surveyAnswersStore(database);
  const drafts = surveyDraftsStore(database);
  /** Sealed for one survey: what is moved to another does not open there. Filled up, since the length of what lies sealed would tell whose answer it is. */
  const sealerOf = <Words>(field: string): Sealer<Words> => ({
    seal: (words, survey) => keys.seal(filledUp(JSON.stringify(words)), `surveys/${field}/${survey}`),
    open: (sealed, survey) => {
      const text = openOrNull(keys, sealed, `surveys/${field}/${survey}`);
      return text === null ? null : (JSON.parse(text) as Words);
    },
  });
  const sealers: Sealers = { draft: sealerOf('draft'), answer: sealerOf('answer'), pending: sealerOf('pending') };
  const hashesOf = (survey: string, residentId: string) => keys.blindIndexes('surveys/person', `${survey}|${residentId}`);
  // Of an id made from the time, its beginning would tell when somebody answered.
  const randomId = () => randomCode(24, '0123456789abcdef');
  const randomInteger = (below: number) => randomInt(below);
  const people = surveyPeople({
    audience,
    communes,
    visited: async (residentId, from, to) =>
      (await appointments.seenOf(residentId, instantAt(from, '00:00'), visitsLookedAt)).some(({ date }) => date <= to),
    now: () => clock.now(),
  });

  const desk = surveysService({ surveys, answers, people, broadcasts, disclosures, clock });
  const answering = answeringService({
    surveys,
    answers,
    drafts,
    people,
    disclosures,
    media,
    sealers,
    hashesOf,
    digest: (text) => keys.blindIndex('surveys/request', text),
    randomId,
    randomInteger,
    clock,
  });
  const puttingAway = puttingAwayService({ surveys, answers, drafts, media, sealers, hashesOf, randomInteger, clock });
  const results = surveyResultsService({
    surveys,
    desk,
    answers,
    drafts,
    people,
    residents,
    media,
    disclosures,
    sealers,
    maskPersonalData: (text) => maskPersonalData(text).text,
    randomInteger,
    clock,
  });

  return {
    desk,
    answering,
    results,
    puttingAway,
    openFor: answering.openFor,
    erase: puttingAway.erase,
    /** A year after closing it is forgotten who answered. Seals what an older key sealed; what no key opens is left. */
    async forgetOld(): Promise<void> {
      const lastYear = new Date(clock.now().getTime() - keptDays * 86_400_000);
      for (const id of await surveys.closedBefore(lastYear)) await answers.cut(id);
      for (const { anonymous, id, survey, sealed } of await answers.staleSeals(keys.currentPrefix, resealedAtOnce)) {
        const fresh = anonymous ? resealed(sealers.pending, sealed, survey) : resealed(sealers.answer, sealed, survey);
        if (fresh !== null) await answers.reseal(anonymous, id, sealed, fresh);
      }
    },
  };
}

const leastSealed = 4_096;

/** With spaces, which JSON passes over, to four kilobytes, or to as many of them as a power of two. */
function filledUp(json: string): string {
  const length = Buffer.byteLength(json);
  let size = leastSealed;
  while (size < length) size *= 2;
  return json + ' '.repeat(size - length);
}

function resealed<Words>(sealer: Sealer<Words>, sealed: string, survey: string): string | null {
  const words = sealer.open(sealed, survey);
  return words === null ? null : sealer.seal(words, survey);
}
