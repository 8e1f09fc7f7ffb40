import type { Express, Router } from 'express';
import type { Log } from './adapters/log.js';
import { rateLimits } from './adapters/rate-limits.js';
import type { Clock } from './clock.js';
import { type Composed, compose } from './compose.js';
import type { Config } from './config.js';
import { permissions } from './contracts/permissions.js';
import { roles } from './contracts/residents.js';
import { createApp } from './http/app.js';
import { consolePage } from './http/console-page.js';
import { isFromOwnPage, secretCookie } from './http/cookies.js';
import { healthRouter } from './http/health.js';
import { createMetrics, type Metrics } from './http/metrics.js';
import type { Routes } from './http/route.js';
import { serve } from './http/serve.js';
import { whoIsAsking } from './http/who.js';
import { appointmentsRoutes, slipFiles } from './modules/appointments/appointments.routes.js';
import { deskRoutes } from './modules/appointments/desk.routes.js';
import { audienceRoutes } from './modules/audience/audience.routes.js';
import { auditRoutes } from './modules/audit/audit.routes.js';
import { broadcastFiles, broadcastsRoutes } from './modules/broadcasts/broadcasts.routes.js';
import { calendarRoutes } from './modules/calendar/calendar.routes.js';
import { communesRoutes } from './modules/communes/communes.routes.js';
import { conductRoutes } from './modules/conduct/conduct.routes.js';
import { consoleSessionsRoutes } from './modules/console-sessions/console-sessions.routes.js';
import { consultationPages } from './modules/consultations/consultations.pages.routes.js';
import { consultationFiles, consultationsRoutes } from './modules/consultations/consultations.routes.js';
import { conversationsRoutes } from './modules/conversations/conversations.routes.js';
import { decisionFiles, decisionsRoutes } from './modules/decisions/decisions.routes.js';
import { disclosurePages } from './modules/disclosures/disclosures.pages.routes.js';
import { disclosuresRoutes } from './modules/disclosures/disclosures.routes.js';
import { boardRoutes } from './modules/feedback/board.routes.js';
import { feedbackRoutes } from './modules/feedback/feedback.routes.js';
import { filesRoutes, officerFiles, publicFiles } from './modules/files/files.routes.js';
import { guidanceRoutes, petitionFormFiles } from './modules/guidance/guidance.routes.js';
import { householdFiles, householdsRoutes } from './modules/households/households.routes.js';
import { initiativesRoutes } from './modules/initiatives/initiatives.routes.js';
import { checkPage } from './modules/life-letters/check-page.js';
import { lifeLetterFiles, lifeLetterPages, lifeLettersRoutes } from './modules/life-letters/life-letters.routes.js';
import { officersRoutes } from './modules/officers/officers.routes.js';
import { participationRoutes } from './modules/participation/participation.routes.js';
import { petitionFiles, petitionsRoutes } from './modules/petitions/petitions.routes.js';
import { proceduresRoutes } from './modules/procedures/procedures.routes.js';
import { receptionFiles, receptionRoutes } from './modules/reception/reception.routes.js';
import { reportMediaFiles, reportMediaRoutes } from './modules/report-media/report-media.routes.js';
import { residentsRoutes } from './modules/residents/residents.routes.js';
import { satisfactionFiles, satisfactionRoutes } from './modules/satisfaction/satisfaction.routes.js';
import { scorecardRoutes } from './modules/scorecard/scorecard.routes.js';
import { surveyFiles, surveysRoutes } from './modules/surveys/surveys.routes.js';
import { zaloGrantCallback, zaloRoutes } from './modules/zalo/grant.routes.js';
import { zaloVerifier, zaloWebhooks } from './modules/zalo/webhook.routes.js';

/** Starts the API process. It listens before MongoDB answers and says 503 until then. Rejects when the port cannot be had. */
export async function startApi(input: { config: Config; log: Log; clock: Clock }): Promise<{ port: number; close(): Promise<void> }> {
  const composed = compose(input);
  composed.database.open();
  const server = await serve(buildApi(composed, createMetrics('api')), { host: input.config.HOST, port: input.config.PORT });
  return {
    port: server.port,
    async close() {
      await server.close(10_000);
      await composed.close();
    },
  };
}

/** The API: every module's endpoints in the shell. Listens nowhere yet. */
export function buildApi(composed: Composed, metrics: Metrics): Express {
  const { config, clock, events, jobs, log, grants } = composed;
  return createApp({
    config,
    log,
    metrics,
    health: healthRouter({ checks: checksOf(composed) }),
    mount: {
      beforeJson: (app) => {
        app.use('/webhooks', zaloWebhooks({ config, clock, events, jobs, log }), zaloGrantCallback(grants));
        app.use(zaloVerifier(config));
        app.use(publicFiles(composed.files, () => composed.database.assertReady()));
        app.use(reportMediaFiles(composed.reportMedia, () => composed.database.assertReady()));
        app.use(petitionFormFiles(composed.guidance, () => composed.database.assertReady()));
        app.use('/cong-khai', disclosurePages({ ...composed, assertReady: () => composed.database.assertReady() }));
        app.use(
          '/lay-y-kien',
          consultationPages({ ...composed.consultations, ...composed, assertReady: () => composed.database.assertReady() }),
        );
        if (config.CONSOLE_FOLDER !== undefined) app.use('/console', consolePage(config.CONSOLE_FOLDER));
        app.use(lifeLetterPages(composed.lifeLetters, checkPage));
      },
      routes: (routes, router) => mountModules(composed, routes, router),
      audit: composed.audit,
      cached: composed.cache.answer,
    },
  });
}

/** What the two processes look at to tell how they are. */
export function checksOf({ database, pingRedis, tokens }: Composed) {
  return { database: database.ping, redis: pingRedis, zalo: async () => (await tokens.status()).state === 'granted' };
}

function mountModules(composed: Composed, routes: Routes, router: Router): void {
  const {
    booking,
    erase,
    config,
    waiting,
    home,
    desk,
    calendar,
    communes,
    procedures,
    officers,
    audit,
    consoleSessions,
    residents,
    audience,
    followers,
    preferences,
    conversations,
    grants,
    sessions,
    database,
    redis,
    cache,
    clock,
  } = composed;
  const limits = rateLimits(redis, config.QUEUE_PREFIX);
  const cookies = {
    signIn: secretCookie('console-sign-in', config.PUBLIC_URL),
    session: secretCookie('console-session', config.PUBLIC_URL),
  };
  const { resident, officer } = whoIsAsking({
    readSession: (token) => sessions.read(token),
    readConsoleSession: async (request) => {
      const token = cookies.session.read(request);
      return token === null ? null : consoleSessions.read(token);
    },
    isFromOwnPage: (request) => isFromOwnPage(request, config.PUBLIC_URL),
    findOfficer: (residentId) => officers.identity(residentId),
  });
  const administrator = officer(...permissions['commune.configure']);

  router.use((_request, _response, next) => {
    database.assertReady();
    next();
  });
  residentsRoutes(routes, { residents, resident, limits, erase });
  proceduresRoutes(routes, procedures, administrator, cache);
  appointmentsRoutes(routes, { booking, waiting, home, resident, limits, cache });
  deskRoutes(routes, {
    desk,
    reader: officer(...permissions['desk.read']),
    officer: officer(...permissions['desk.act']),
    limits,
  });
  calendarRoutes(routes, calendar, administrator, cache);
  communesRoutes(routes, communes, administrator, cache);
  officersRoutes(routes, { officers, residents, resident, manager: officer(...permissions['officers.manage']), limits });
  zaloRoutes(routes, grants, administrator);
  auditRoutes(routes, audit, officer(...permissions['audit.read']));
  consoleSessionsRoutes(routes, { consoleSessions, officer: officer(...roles), limits, cookies });
  broadcastsRoutes(routes, { ...composed.broadcasts, officer });
  broadcastFiles(router, {
    ...composed.broadcasts,
    officer,
    exported: (who, { summary, path, params }) =>
      audit.record({ who, verb: 'exported', endpoint: { summary, method: 'GET', path }, subject: params }),
  });
  audienceRoutes(routes, {
    audience,
    followers,
    preferences,
    communes,
    resident,
    reader: officer(...permissions['audience.read']),
    writer: officer(...permissions['audience.write']),
    limits,
  });
  conversationsRoutes(routes, {
    conversations,
    reader: officer(...permissions['conversations.read']),
    answerer: officer(...permissions['conversations.answer']),
    limits,
  });
  lifeLettersRoutes(routes, { lifeLetters: composed.lifeLetters, resident, officer });
  filesRoutes(routes, {
    files: composed.files,
    uploader: officer(...permissions['files.upload']),
    limit: (officerId) => limits.take('upload', officerId),
  });
  router.use(officerFiles(composed.files, officer(...roles)));
  feedbackRoutes(routes, { ...composed.feedback, resident, officer, limits, cache });
  boardRoutes(routes, { board: composed.feedback.board, cache });
  petitionsRoutes(routes, { petitions: composed.feedback.petitions, officer });
  router.use(
    petitionFiles({ petitions: composed.feedback.petitions, officer }, (who, { summary, path, params }) =>
      audit.record({ who, verb: 'saw', endpoint: { summary, method: 'GET', path }, subject: params }),
    ),
  );
  reportMediaRoutes(routes, { reportMedia: composed.reportMedia, limits });
  receptionRoutes(routes, { ...composed.reception, resident, officer, limits, cache });
  receptionFiles(router, {
    ...composed.reception,
    officer,
    exported: (who, { summary, path, params }) =>
      audit.record({ who, verb: 'exported', endpoint: { summary, method: 'GET', path }, subject: params }),
  });
  // Before the routes, one of which takes any name at this place for an id.
  householdFiles(router, {
    households: composed.households,
    officer,
    exported: (who, { summary, path, params }) =>
      audit.record({ who, verb: 'exported', endpoint: { summary, method: 'GET', path }, subject: params }),
  });
  householdsRoutes(routes, { ...composed, links: composed.householdLinks, imports: composed.householdImports, resident, officer, limits });
  const { desk: surveys, answering, results } = composed.surveys;
  surveysRoutes(routes, { surveys, answering, results, resident, officer, limits });
  surveyFiles(router, {
    results,
    officer,
    exported: (who, { summary, path, params }) =>
      audit.record({ who, verb: 'exported', endpoint: { summary, method: 'GET', path }, subject: params }),
  });
  disclosuresRoutes(routes, { disclosures: composed.disclosures, officer, cache });
  consultationsRoutes(routes, { ...composed.consultations, resident, officer, limits, cache });
  consultationFiles(router, {
    ...composed.consultations,
    officer,
    exported: (who, { summary, path, params }) =>
      audit.record({ who, verb: 'exported', endpoint: { summary, method: 'GET', path }, subject: params }),
  });
  conductRoutes(routes, { conduct: composed.conduct, resident, officer, limits, cache });
  decisionsRoutes(routes, { ...composed, resident, officer, limits });
  decisionFiles(router, {
    ...composed,
    officer,
    exported: (who, { summary, path, params }) =>
      audit.record({ who, verb: 'exported', endpoint: { summary, method: 'GET', path }, subject: params }),
  });
  participationRoutes(routes, { participation: composed.participation, resident });
  initiativesRoutes(routes, { ...composed.initiatives, resident, officer, limits });
  satisfactionRoutes(routes, { ...composed.satisfaction, resident, officer, limits });
  scorecardRoutes(routes, { ...composed.satisfaction, officer });
  satisfactionFiles(router, {
    ...composed.satisfaction,
    officer,
    exported: (who, { summary, path, params }) =>
      audit.record({ who, verb: 'exported', endpoint: { summary, method: 'GET', path }, subject: params }),
  });
  guidanceRoutes(routes, composed.guidance, cache);
  router.use(slipFiles(booking, clock));
  router.use(lifeLetterFiles(composed.lifeLetters));
}
