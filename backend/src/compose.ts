import { randomInt } from 'node:crypto';
import { Types } from 'mongoose';
import { keyring, openOrNull, randomCode, randomToken, sha256 } from './adapters/crypto.js';
import type { Log } from './adapters/log.js';
import { mongoDatabase } from './adapters/mongo.js';
import { pacer } from './adapters/pacer.js';
import { type BullQueue, bullQueue } from './adapters/queue.js';
import { failFastRedis } from './adapters/redis.js';
import { signedConsoleTokens, signedSessions } from './adapters/sessions.js';
import { singleFlight } from './adapters/single-flight.js';
import { zaloLogin } from './adapters/zalo-login.js';
import { zaloNotification } from './adapters/zalo-notification.js';
import { zaloOa } from './adapters/zalo-oa.js';
import { zaloTokens } from './adapters/zalo-tokens.js';
import type { Clock } from './clock.js';
import { composeBroadcasts } from './compose-broadcasts.js';
import { composeConduct } from './compose-conduct.js';
import { composeConsultations } from './compose-consultations.js';
import { composeDecisions } from './compose-decisions.js';
import { composeFeedback } from './compose-feedback.js';
import { composeHouseholds } from './compose-households.js';
import { composeInitiatives } from './compose-initiatives.js';
import { composeReception } from './compose-reception.js';
import { composeSatisfaction } from './compose-satisfaction.js';
import { composeSurveys } from './compose-surveys.js';
import type { Config } from './config.js';
import { legalSigns } from './contracts/legal-signs.js';
import { stopLetter } from './domain/chat-letters.js';
import { disclosureMessage } from './domain/disclosure-message.js';
import { letterNumber } from './domain/life-letters.js';
import { dayOf } from './domain/vietnam-time.js';
import { ReplyCache } from './http/reply-cache.js';
import { appointmentMessages } from './modules/appointments/appointment-messages.service.js';
import { appointmentsStore } from './modules/appointments/appointments.store.js';
import { bookingService } from './modules/appointments/booking.service.js';
import { deskService } from './modules/appointments/desk.service.js';
import { homeService } from './modules/appointments/home.service.js';
import { placesService } from './modules/appointments/places.service.js';
import { slipsOf } from './modules/appointments/slips.js';
import { waitingService } from './modules/appointments/waiting.service.js';
import { waitingStore } from './modules/appointments/waiting.store.js';
import { audienceService } from './modules/audience/audience.service.js';
import { audienceStore } from './modules/audience/audience.store.js';
import { followerSync } from './modules/audience/follower-sync.service.js';
import { followerSyncStore } from './modules/audience/follower-sync.store.js';
import { preferencesService } from './modules/audience/preferences.service.js';
import { auditService } from './modules/audit/audit.service.js';
import { auditStore } from './modules/audit/audit.store.js';
import { calendarService } from './modules/calendar/calendar.service.js';
import { calendarStore } from './modules/calendar/calendar.store.js';
import { communesService } from './modules/communes/communes.service.js';
import { communesStore } from './modules/communes/communes.store.js';
import { defaultSettings } from './modules/communes/default-settings.js';
import { consoleSessionsService } from './modules/console-sessions/console-sessions.service.js';
import { consoleSessionsStore } from './modules/console-sessions/console-sessions.store.js';
import { conversationsService } from './modules/conversations/conversations.service.js';
import { conversationsStore } from './modules/conversations/conversations.store.js';
import { disclosuresService } from './modules/disclosures/disclosures.service.js';
import { disclosuresStore } from './modules/disclosures/disclosures.store.js';
import { filesService } from './modules/files/files.service.js';
import { filesStore } from './modules/files/files.store.js';
import { guidanceService } from './modules/guidance/guidance.service.js';
import { lifeLettersService } from './modules/life-letters/life-letters.service.js';
import { lifeLettersStore } from './modules/life-letters/life-letters.store.js';
import { type MessageReport, messagesService } from './modules/messages/messages.service.js';
import { messagesStore } from './modules/messages/messages.store.js';
import { officersService } from './modules/officers/officers.service.js';
import { officersStore } from './modules/officers/officers.store.js';
import { participationService } from './modules/participation/participation.service.js';
import { proceduresService } from './modules/procedures/procedures.service.js';
import { proceduresStore } from './modules/procedures/procedures.store.js';
import { reportMediaService } from './modules/report-media/report-media.service.js';
import { reportMediaStore } from './modules/report-media/report-media.store.js';
import { residentsService } from './modules/residents/residents.service.js';
import { residentsStore } from './modules/residents/residents.store.js';
import { contactsStore } from './modules/zalo/contacts.store.js';
import { eventsService } from './modules/zalo/events.service.js';
import { eventsStore } from './modules/zalo/events.store.js';
import { grantsService } from './modules/zalo/grants.service.js';
import { grantsStore } from './modules/zalo/grants.store.js';
import { oaTokenStore } from './modules/zalo/oa-token.store.js';

/** What tests may put in place of the real thing: the queue run on demand. */
export type Overrides = { jobs?: BullQueue };

type Input = { config: Config; log: Log; clock: Clock; report?: (event: MessageReport) => void; overrides?: Overrides };

export type Composed = ReturnType<typeof compose>;

/** Everything both processes share: adapters → stores → services. Nothing is connected or started yet. */
export function compose({ config, log, clock, report = () => {}, overrides = {} }: Input) {
  const database = mongoDatabase({ uri: config.MONGODB_URI, database: config.MONGODB_DATABASE, log });
  const redis = failFastRedis(config.REDIS_URL, log);
  const jobs = overrides.jobs ?? bullQueue({ redis, prefix: config.QUEUE_PREFIX, log });
  const keys = keyring(config.DATA_KEY);
  const cache = new ReplyCache();
  const onChange = () => {
    cache.forget();
    places.forget();
  };
  const digest = (text: string) => keys.blindIndex('appointments', text);
  const newId = () => String(new Types.ObjectId());
  const timeoutMs = config.ZALO_TIMEOUT_MS;

  /** Tokens in the address of a page, which may not look like that of a file, or whoever serves the Mini App looks for one: no dots. */
  const linksOf = (purpose: string) => ({
    sign: (payload: string, expiresAt: Date) => keys.signedToken(purpose, payload, expiresAt).replaceAll('.', '~'),
    read: (token: string, now: Date) => {
      const reading = keys.readSignedToken(purpose, token.replaceAll('~', '.'), now);
      return reading.kind === 'valid' ? reading.payload : null;
    },
  });

  // Stores
  const contacts = contactsStore(database);
  const appointments = appointmentsStore(database);
  const waitingEntries = waitingStore(database);
  const people = residentsStore(database);
  const officerRows = officersStore(database);

  // Who can be reached
  const audience = audienceService({
    store: audienceStore(database),
    sources: {
      resident: people.find,
      residentByZalo: people.findByZalo,
      contact: contacts.find,
      rolesOf: async (residentId) => (await officerRows.findByResident(residentId))?.roles ?? [],
      phonesOf: async (residentIds) => {
        const cards = await residents.cards(residentIds);
        return new Map([...cards].flatMap(([id, { phone }]) => (phone === null ? [] : [[id, phone] as const])));
      },
    },
    stops: linksOf('stop'),
    clock,
  });
  const onPersonChange = (residentId: string) => audience.refresh({ residentId });

  // Zalo
  const login = zaloLogin({
    graphUrl: config.ZALO_GRAPH_URL,
    appId: config.ZALO_APP_ID,
    appSecret: config.ZALO_APP_SECRET,
    miniAppId: config.ZALO_MINI_APP_ID,
    timeoutMs,
  });
  const tokens = zaloTokens({
    oauthUrl: config.ZALO_OAUTH_URL,
    appId: config.ZALO_APP_ID,
    appSecret: config.ZALO_APP_SECRET,
    timeoutMs,
    oaId: config.ZALO_OA_ID,
    store: oaTokenStore(database, config.ZALO_OA_ID),
    keyring: keys,
    clock,
    ...(config.ZALO_OAUTH_REDIRECT_URL !== undefined && { redirectUrl: config.ZALO_OAUTH_REDIRECT_URL }),
    ...(config.ZALO_OA_REFRESH_TOKEN !== undefined && { bootstrapRefreshToken: config.ZALO_OA_REFRESH_TOKEN }),
    report: (event) => log[event.kind === 'refreshed' ? 'info' : 'warn'](event, 'official account token'),
    keptMs: 250,
  });
  // Share links of Zalo carry the Mini App's id and the path inside it (zalo-platform.md H.6).
  const miniAppUrl = (path: string) => `https://zalo.me/s/${config.ZALO_MINI_APP_ID}${path}`;
  const pace = pacer({ redis, prefix: config.QUEUE_PREFIX, perSecond: config.ZALO_MESSAGES_PER_SECOND });
  const oa = zaloOa({ openapiUrl: config.ZALO_OPENAPI_URL, businessUrl: config.ZALO_BUSINESS_URL, tokens, pacer: pace, timeoutMs });
  const notification = zaloNotification({
    miniOpenapiUrl: config.ZALO_MINI_OPENAPI_URL,
    miniAppId: config.ZALO_MINI_APP_ID,
    apiKey: config.ZALO_OPEN_API_KEY,
    pacer: pace,
    timeoutMs,
  });
  const messages = messagesService({
    store: messagesStore(database),
    contacts,
    oa,
    notification,
    clock,
    config: {
      templateUid: config.ZALO_TEMPLATE_UID,
      templatePhone: config.ZALO_TEMPLATE_PHONE,
      templateNotification: config.ZALO_TEMPLATE_NOTIFICATION,
      billedConsultation: config.ZALO_BILLED_CONSULTATION,
      timeoutMilliseconds: timeoutMs,
    },
    miniAppUrl,
    report,
  });

  const files = filesService({ store: filesStore(database), clock, publicUrl: config.PUBLIC_URL.replace(/\/$/, '') });
  const reportMedia = reportMediaService({
    store: reportMediaStore(database),
    clock,
    publicUrl: config.PUBLIC_URL.replace(/\/$/, ''),
    hashesOf: (draft) => keys.blindIndexes('report-media/draft', draft),
    links: linksOf('report-media'),
    newPublicId: () => randomToken(18),
  });

  // The commune
  const calendar = calendarService({ store: calendarStore(database), clock, onChange });
  const communes = communesService({
    store: communesStore(database),
    calendar,
    clock,
    defaults: defaultSettings({ officialAccountId: config.ZALO_OA_ID, miniAppId: config.ZALO_MINI_APP_ID }),
    onChange,
  });
  const procedures = proceduresService({ store: proceduresStore(database), calendar, clock, onChange });
  const officers = officersService({
    store: officerRows,
    onChange: onPersonChange,
    clock,
    randomCode: () => randomCode(10),
    hash: (code) => keys.blindIndex('officer/invitation', code),
  });
  const sessions = signedSessions({ secret: config.SESSION_SECRET, hours: config.SESSION_HOURS, clock });
  const residents = residentsService({
    store: people,
    onChange: onPersonChange,
    contacts,
    officers,
    communes,
    zalo: login,
    sessions,
    sealer: {
      seal: (text) => keys.seal(text, 'resident/phone'),
      open: (sealed) => openOrNull(keys, sealed, 'resident/phone'),
      currentPrefix: keys.currentPrefix,
    },
    clock,
  });

  // Broadcasts
  const news = composeBroadcasts({
    database,
    config,
    clock,
    jobs,
    oa,
    notification,
    pacer: pace,
    audience,
    messages,
    communes,
    officers,
    residents,
    pictures: {
      exists: (id) => files.exists(id, 'picture'),
      attach: files.attach,
      publish: files.publish,
      url: files.publicUrl,
    },
    miniAppUrl,
    report: ({ kind, state, channel, reason }) => report({ messageKind: kind, state, channel, reason, code: null }),
    onFailure: (what, error) => log.warn({ what, reason: error.message }, 'left for the next look'),
  });

  // Letters to one family
  const lifeLetters = lifeLettersService({
    store: lifeLettersStore(database, { letterNumber }),
    communes,
    officers,
    audience,
    messages,
    links: linksOf('life-letter'),
    newCode: () => randomCode(8),
    publicUrl: config.PUBLIC_URL.replace(/\/$/, ''),
    clock,
    inBackground: (what, work) => {
      work().catch((error: Error) => log.warn({ what, reason: error.message }, 'left undone'));
    },
  });

  // Officers at work
  const audit = auditService({
    store: auditStore(database),
    clock,
    digest: sha256,
    officers: () => officers.list(),
  });
  const consoleSessions = consoleSessionsService({
    store: consoleSessionsStore(database),
    clock,
    audit,
    tokens: signedConsoleTokens({ secret: config.SESSION_SECRET, clock }),
    officerOf: (residentId) => officers.identity(residentId),
    newId,
    randomToken: () => randomToken(32),
    randomInteger: (below) => randomInt(below),
    hash: (text) => keys.blindIndex('console/sign-in', text),
    miniAppUrl: (path) => `https://zalo.me/s/${config.ZALO_MINI_APP_ID}${path}`,
  });

  const disclosures = disclosuresService({
    store: disclosuresStore(database),
    files,
    calendar,
    communes,
    announce: async (disclosure, author) => {
      const draft = disclosureMessage(disclosure);
      const { broadcast } = await news.broadcasts.draftFor({ draft, disclosureId: disclosure.id, author, submit: true });
      return { broadcastId: broadcast.id };
    },
    clock,
    publicUrl: config.PUBLIC_URL.replace(/\/$/, ''),
    onFailure: (error) => log.warn({ reason: error.message }, 'what follows from publishing waits for the next look'),
  });

  const book = composeHouseholds({
    database,
    keys,
    clock,
    newId,
    communes,
    residents,
    audience,
    miniAppUrl,
    onFailure: (error) => log.warn({ reason: error.message }, 'what follows from a change of a household waits for the next look'),
  });

  const consultations = composeConsultations({
    database,
    keys,
    clock,
    newId,
    calendar,
    communes,
    officers,
    residents,
    messages,
    files,
    disclosures,
    publicUrl: config.PUBLIC_URL.replace(/\/$/, ''),
    onFailure: (error) => log.warn({ reason: error.message }, 'what follows from a consultation waits for the next look'),
  });

  const guidance = guidanceService({ communes, clock, publicUrl: config.PUBLIC_URL.replace(/\/$/, '') });

  // Appointments
  const places = placesService({ store: appointments, procedures, calendar, clock, randomInteger: (below) => randomInt(below) });
  const slips = slipsOf({
    procedures,
    calendar,
    communes,
    messages,
    keyring: keys,
    publicUrl: config.PUBLIC_URL.replace(/\/$/, ''),
    clock,
  });
  const letters = appointmentMessages({
    appointments,
    waiting: waitingEntries,
    messages,
    procedures,
    calendar,
    communes,
    residents,
    slips,
    jobs,
    clock,
  });
  const nudge = singleFlight(
    () => letters.relay(),
    (error) => log.debug({ reason: error.message }, 'messages wait for the relay'),
  );
  const shared = {
    store: appointments,
    places,
    procedures,
    calendar,
    communes,
    residents,
    slips,
    clock,
    newId,
    randomInteger: (below: number) => randomInt(below),
    digest,
    nudge,
    onChange,
  };
  const booking = bookingService({ ...shared, waiting: waitingEntries });
  const desk = deskService(shared);
  const waiting = waitingService({
    store: waitingEntries,
    residents,
    appointments,
    places,
    procedures,
    calendar,
    communes,
    clock,
    newId,
    onChange,
  });
  const conduct = composeConduct({ database, keys, clock, appointments, calendar, procedures, officers });
  const home = homeService({
    residents,
    communes,
    calendar,
    procedures,
    store: appointments,
    booking,
    waiting,
    latestNews: () => news.news.latest(3),
    reportNews: (residentId) => feedback.following.news(residentId),
    visitToRate: async (residentId) => {
      const visit = await conduct.latestOpen(residentId);
      // Nobody is asked two kinds of questions about one visit.
      return visit && (await satisfaction.answering.hasAsked(visit.appointmentId)) ? null : visit;
    },
    surveyAfterVisit: (residentId) => satisfaction.answering.openFor(residentId),
    participation: (residentId) => participation.onHome(residentId),
    clock,
  });

  const feedback = composeFeedback({
    database,
    config,
    keys,
    clock,
    calendar,
    communes,
    officers,
    residents,
    audience,
    messages,
    reportMedia,
    checkLinks: linksOf('report-check'),
    onFailure: (error) => log.debug({ reason: error.message }, 'notices of reports wait for the relay'),
  });

  const satisfaction = composeSatisfaction({
    database,
    keys,
    clock,
    appointments,
    calendar,
    procedures,
    officers,
    residents,
    communes,
    messages,
    disclosures,
    conduct,
    feedback: feedback.figures,
    isDenunciation: (text) => legalSigns(text).some(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear'),
  });

  const followers = followerSync({
    store: followerSyncStore(database),
    contacts,
    audience,
    residentIds: people.ids,
    oa,
    clock,
    randomId: newId,
  });
  const preferences = preferencesService({ audience, residents, clock });
  const conversations = conversationsService({
    store: conversationsStore(database),
    contacts,
    audience,
    communes,
    procedures,
    messages,
    sealer: { seal: (text) => keys.seal(text, 'conversation'), open: (sealed) => openOrNull(keys, sealed, 'conversation') },
    randomId: newId,
    clock,
  });

  const reception = composeReception({
    database,
    keys,
    clock,
    newId,
    digest: (text) => keys.blindIndex('reception', text),
    onChange,
    isDenunciation: (text) => legalSigns(text).some(({ kind, certainty }) => kind === 'denunciation' && certainty === 'clear'),
    calendar,
    communes,
    officers,
    residents,
    messages,
  });

  const decisions = composeDecisions({
    database,
    keys,
    clock,
    calendar,
    communes,
    officers,
    households: book.households,
    files,
    disclosures,
    broadcasts: news.broadcasts,
    publicUrl: config.PUBLIC_URL.replace(/\/$/, ''),
    onFailure: (what, error) => log.warn({ what, reason: error.message }, 'left for the next look'),
  });
  const initiatives = composeInitiatives({
    database,
    keys,
    clock,
    calendar,
    communes,
    households: book.households,
    messages,
    officers,
    residents,
    isAnnounced: async (who, id) => !['draft', 'cancelled'].includes((await decisions.decisions.read(who, id)).status),
  });

  const surveys = composeSurveys({
    database,
    keys,
    clock,
    appointments,
    audience,
    communes,
    residents,
    broadcasts: news.broadcasts,
    disclosures,
    media: reportMedia,
  });

  const participation = participationService({
    votes: (residentId) => decisions.voting.openFor(residentId),
    surveys: surveys.openFor,
    consultations: () => consultations.reading.openFor(),
    initiatives: (residentId) => initiatives.initiatives.openFor(residentId),
  });

  /** Forgets a person for good: what is still to come is cancelled, what is past stays without a name. May be repeated. */
  async function erase(residentId: string): Promise<void> {
    const resident = await residents.find(residentId);
    if (!resident) return;
    const contact = await contacts.find({ oaUserId: null, userIdByApp: resident.zaloUserId });
    for (const oaUserId of new Set([resident.oaUserId, contact?.oaUserId])) if (oaUserId) await conversations.eraseOf(oaUserId);
    const now = clock.now();
    for (const record of await appointments.listOf(residentId, 'upcoming', now, null, 50))
      if (record.status === 'booked') await appointments.cancel(record, now, now, now);
    await Promise.all([
      appointments.anonymise({ residentId }),
      waiting.erase(residentId),
      book.households.erase(residentId),
      initiatives.initiatives.erase(residentId),
      feedback.erase(residentId),
      reception.erase(residentId),
      surveys.erase(residentId),
      satisfaction.answering.erase(residentId),
      consultations.erase(residentId),
      messages.eraseOf(residentId),
      officers.unlink(residentId),
      consoleSessions.endAllOf(residentId),
      contacts.erase(resident.zaloUserId),
      audience.ofResident(residentId).then((row) => row && news.eraseMember(row.id)),
    ]);
    await residents.erase(residentId);
    onChange();
  }

  async function onRevokeConsent(zaloUserId: string): Promise<void> {
    const resident = await residents.findByZalo({ zaloUserId });
    if (resident) await erase(resident.id);
  }

  const events = eventsService({
    store: eventsStore(database),
    contacts,
    messages,
    jobs,
    clock,
    sealer: { seal: (text) => keys.seal(text, 'zalo/event'), open: (sealed) => openOrNull(keys, sealed, 'zalo/event') },
    onRevokeConsent,
    onReceipt: news.onReceipt,
    onContact: audience.refresh,
    onErased: async (person) => {
      if (person.oaUserId !== null) await conversations.eraseOf(person.oaUserId);
      await audience.refresh(person);
    },
    onWrote: conversations.wrote,
    onAsked: conversations.asked,
    onAnswer: conversations.answered,
    onStop: async ({ topic, stopped, at, ...person }) => {
      await audience.setStop(person, topic, stopped, at);
      return { letter: stopLetter(topic, stopped) };
    },
    onGroup: async ({ groupId, memberIds, joined }) => {
      for (const oaUserId of memberIds) await audience.joinGroup({ oaUserId, userIdByApp: null }, groupId, joined);
    },
  });
  const grants = grantsService({
    store: grantsStore(database),
    tokens,
    messages,
    events,
    sealer: { seal: (text) => keys.seal(text, 'zalo/grant'), open: (sealed) => keys.open(sealed, 'zalo/grant') },
    clock,
    oaId: config.ZALO_OA_ID,
    codeVerifier: config.ZALO_OAUTH_CODE_VERIFIER,
  });

  return {
    config,
    feedback,
    log,
    clock,
    database,
    redis,
    jobs,
    cache,
    tokens,
    sessions,
    messages,
    events,
    grants,
    calendar,
    communes,
    procedures,
    officers,
    audit,
    consoleSessions,
    residents,
    files,
    reportMedia,
    disclosures,
    contacts,
    audience,
    followers,
    preferences,
    conversations,
    booking,
    erase,
    desk,
    waiting,
    home,
    letters,
    lifeLetters,
    guidance,
    ...book,
    ...decisions,
    conduct,
    broadcasts: news,
    initiatives,
    participation,
    reception,
    surveys,
    satisfaction,
    consultations,
    /** Retention (domain-vn.md 6.2): visits are forgotten the day after, names and waiting entries a year after. Seals what an older key sealed. */
    async forgetOldData(): Promise<void> {
      const today = dayOf(clock.now());
      await appointments.forgetVisits(today);
      await satisfaction.scorecard.keepOver();
      const lastYear = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
      await appointments.anonymise({ before: lastYear });
      await waitingEntries.removeBefore(lastYear);
      await residents.reseal();
      await conversations.forgetOld();
      await conduct.forgetOld();
      await satisfaction.answering.forgetOld();
      await reception.forgetOld();
      await surveys.forgetOld();
      await consultations.forgetOld();
      await initiatives.initiatives.forgetOld();
      await feedback.notices.forgetOld();
    },
    /** True when Redis answers. */
    async pingRedis(): Promise<boolean> {
      try {
        return (await redis.ping()) === 'PONG';
      } catch {
        return false;
      }
    },
    async close(): Promise<void> {
      await jobs.close();
      redis.disconnect();
      await database.close();
    },
  };
}
