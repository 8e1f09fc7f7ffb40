import { randomBytes, randomInt } from 'node:crypto';
import { type Keyring, openOrNull, randomToken, readableAlphabet } from './adapters/crypto.js';
import type { Database } from './adapters/mongo.js';
import { singleFlight } from './adapters/single-flight.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { termsOn, workingDaysFor } from './domain/report-terms.js';
import { dayOf, daysBetween } from './domain/vietnam-time.js';
import type { AudienceService } from './modules/audience/audience.service.js';
import type { CalendarService } from './modules/calendar/calendar.service.js';
import type { CommunesService } from './modules/communes/communes.service.js';
import { boardService } from './modules/feedback/board.service.js';
import { feedbackSettingsService } from './modules/feedback/feedback-settings.service.js';
import { feedbackSettingsStore } from './modules/feedback/feedback-settings.store.js';
import { feedbackFigures } from './modules/feedback/figures.service.js';
import { filingService, type ReportKeys } from './modules/feedback/filing.service.js';
import { followingService } from './modules/feedback/following.service.js';
import { ratingsStore } from './modules/feedback/ratings.store.js';
import { reportActionsStore } from './modules/feedback/report-actions.store.js';
import { reportBulkService } from './modules/feedback/report-bulk.service.js';
import { reportDeskService } from './modules/feedback/report-desk.service.js';
import { reportNoticesService } from './modules/feedback/report-notices.service.js';
import { reportsStore } from './modules/feedback/reports.store.js';
import { sealingService } from './modules/feedback/sealing.service.js';
import { sendersStore } from './modules/feedback/senders.store.js';
import type { MessagesService } from './modules/messages/messages.service.js';
import type { OfficersService } from './modules/officers/officers.service.js';
import { petitionsService } from './modules/petitions/petitions.service.js';
import { petitionsStore } from './modules/petitions/petitions.store.js';
import type { ReportMediaService } from './modules/report-media/report-media.service.js';
import type { ResidentsService } from './modules/residents/residents.service.js';

type Input = {
  database: Database;
  config: Pick<Config, 'MAP_TILES_URL'>;
  keys: Keyring;
  clock: Clock;
  calendar: CalendarService;
  communes: CommunesService;
  officers: OfficersService;
  residents: ResidentsService;
  audience: AudienceService;
  messages: MessagesService;
  reportMedia: ReportMediaService;
  checkLinks: { sign(payload: string, expiresAt: Date): string; read(token: string, now: Date): string | null };
  /** What nobody waits for went wrong; it is tried again. */
  onFailure: (error: Error) => void;
};

const codeLength = 12;

/** Every hash and seal of feedback, each under a purpose of its own. */
function reportKeysOf(keys: Keyring): ReportKeys & { ratingKeys(words: string): string[] } {
  const bytesOf = (purpose: string, words: string) => Buffer.from(keys.blindIndex(purpose, words), 'base64url');
  return {
    personKeys: (residentId) => keys.blindIndexes('report/person', residentId),
    idFrom: (words) => bytesOf('report/id', words).toString('hex').slice(0, 24),
    digest: (words) => keys.blindIndex('report/digest', words),
    senderOf: (kind, value) => keys.blindIndexes(`report/sender/${kind}`, value),
    trackingCodeFrom(words) {
      const bytes = bytesOf('report/tracking-code', words);
      // Two bytes a letter: the first letters of the alphabet are ahead by less than one in two thousand.
      return Array.from(
        { length: codeLength },
        (_, index) => readableAlphabet[bytes.readUInt16BE(index * 2) % readableAlphabet.length],
      ).join('');
    },
    trackingHashes: (code) => keys.blindIndexes('report/tracking', code),
    sealInformation: (text) => keys.seal(text, 'report/information'),
    openInformation: (sealed) => openOrNull(keys, sealed, 'report/information'),
    ratingKeys: (words) => keys.blindIndexes('report/rating', words),
  };
}

/** Everything of reports and of sealed petitions. */
export function composeFeedback(input: Input) {
  const { database, keys, clock, calendar, communes, officers, residents, audience, messages, reportMedia, checkLinks, config, onFailure } =
    input;
  const store = reportsStore(database);
  const senders = sendersStore(database);
  const ratings = ratingsStore(database, () => randomBytes(12).toString('hex'));
  const nudge = singleFlight(() => notices.relay(), onFailure);
  const reportKeys = reportKeysOf(keys);
  const settings = feedbackSettingsService({ store: feedbackSettingsStore(database), officers, communes });

  async function context() {
    const now = clock.now();
    const today = dayOf(now);
    const [publicCalendar, found, hamlets, commune] = await Promise.all([
      calendar.publicCalendar(),
      settings.read(),
      communes.hamlets(),
      communes.settings(),
    ]);
    return {
      now,
      today,
      calendar: publicCalendar,
      settings: found,
      terms: termsOn(found.terms, today),
      hamlets,
      hotline: commune.hotline,
      centre: commune.location,
    };
  }

  const filing = filingService({
    store,
    senders,
    context,
    officers,
    residents: {
      async nameAndAge(residentId) {
        const resident = await residents.require(residentId);
        return { name: residents.nameOf(resident), days: daysBetween(dayOf(resident.createdAt), dayOf(clock.now())) };
      },
    },
    media: reportMedia,
    async boardThumbnails(records) {
      const shown = records.flatMap(({ id, board }) =>
        board.state === 'published' && board.pictureIds[0] ? [{ id, picture: board.pictureIds[0] }] : [],
      );
      const urls = await reportMedia.publicUrls(shown.map(({ picture }) => picture));
      return new Map(
        shown.flatMap(({ id, picture }) => {
          const url = urls.get(picture)?.thumbnailUrl ?? null;
          return url === null ? [] : [[id, url] as const];
        }),
      );
    },
    keys: reportKeys,
    randomInteger: (below) => randomInt(below),
    randomToken: () => randomToken(24),
    clock,
    nudge,
  });
  const following = followingService({
    store,
    ratings,
    context,
    media: reportMedia,
    keys: reportKeys,
    readCheck(token, now) {
      const [reportId, round] = checkLinks.read(token, now)?.split('|') ?? [];
      return reportId === undefined ? null : { reportId, round: Number(round) };
    },
    clock,
    nudge,
  });
  const desk = reportDeskService({
    store,
    senders,
    context,
    officers,
    residents: {
      async card(residentId) {
        const [cards, row] = await Promise.all([residents.cards([residentId]), audience.ofResident(residentId)]);
        return { phone: cards.get(residentId)?.phone ?? null, follows: row?.follows ?? false };
      },
    },
    media: reportMedia,
    keys: reportKeys,
    nudge,
  });
  const bulk = reportBulkService({
    store,
    actions: reportActionsStore(database),
    context,
    officers,
    personKey: (residentId) => reportKeys.personKeys(residentId)[0] ?? '',
    nudge,
  });
  const notices = reportNoticesService({
    store,
    settings,
    communes,
    calendar,
    officers,
    audience,
    messages,
    digest: reportKeys.digest,
    checkToken: (reportId, round, expiresAt) => checkLinks.sign(`${reportId}|${round}`, expiresAt),
    clock,
  });
  const sealer = {
    seal: (bytes: Buffer) => keys.sealBytes(bytes, 'petition/media'),
    open: (bytes: Buffer) => keys.openBytes(bytes, 'petition/media'),
  };
  const sealing = sealingService({
    store,
    desk,
    petitions: () => petitions,
    context,
    media: { show: reportMedia.show, seal: (ownerId) => reportMedia.seal(ownerId, sealer.seal) },
    keys: reportKeys,
  });
  const petitions = petitionsService({
    store: petitionsStore(database),
    emptyReport: (reportId, keep) => sealing.empty(reportId, keep),
    readMedia: (reportId, mediaId) => reportMedia.openSealed(reportId, mediaId, sealer.open),
    officers,
    recipientOf: notices.recipientOf,
    phoneOf: async (residentId) => (await residents.cards([residentId])).get(residentId)?.phone ?? null,
    calendar,
    messages,
    sealer: { seal: (text) => keys.seal(text, 'petition'), open: (sealed) => openOrNull(keys, sealed, 'petition') },
    clock,
  });
  const board = boardService({
    store,
    ratings,
    context,
    async publicPictures(ids) {
      const urls = await reportMedia.publicUrls(ids);
      return new Map(
        [...urls].flatMap(([id, { url, thumbnailUrl, width, height }]) =>
          thumbnailUrl === null || width === undefined || height === undefined ? [] : [[id, { url, thumbnailUrl, width, height }] as const],
        ),
      );
    },
    tiles: config.MAP_TILES_URL ?? null,
  });
  const form = {
    async read() {
      const view = await context();
      return {
        categories: view.settings.categories
          .filter(({ active }) => active)
          .map((category) => ({
            key: category.key,
            name: category.name,
            examples: category.examples,
            kind: category.kind,
            workingDays: workingDaysFor(category.kind, category, view.terms, false),
            emergency: category.emergency,
          })),
        hamlets: view.hamlets.map(({ key, name }) => ({ key, name })),
        hotline: view.hotline,
      };
    },
  };

  return {
    filing,
    following,
    desk,
    bulk,
    notices,
    sealing,
    board,
    petitions,
    settings,
    form,
    figures: feedbackFigures({ store }),
    /** Forgets a person: their reports stay without a name. */
    erase: (residentId: string) => store.erase(residentId, reportKeys.personKeys(residentId)),
  };
}
