import type { Database } from './adapters/mongo.js';
import type { Pacer } from './adapters/pacer.js';
import type { ZaloNotification } from './adapters/zalo-notification.js';
import type { ZaloOa } from './adapters/zalo-oa.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { permissions } from './contracts/permissions.js';
import { occasions as occasionList } from './domain/occasion-list.js';
import type { JobQueue } from './jobs.js';
import type { AudienceService } from './modules/audience/audience.service.js';
import { broadcastsService } from './modules/broadcasts/broadcasts.service.js';
import { type BroadcastRecord, broadcastsStore } from './modules/broadcasts/broadcasts.store.js';
import { newsService } from './modules/broadcasts/news.service.js';
import { occasionsService } from './modules/broadcasts/occasions.service.js';
import { occasionsStore } from './modules/broadcasts/occasions.store.js';
import { planningOf } from './modules/broadcasts/planning.js';
import { progressFeed } from './modules/broadcasts/progress.js';
import { recipientsStore } from './modules/broadcasts/recipients.store.js';
import { reportsService } from './modules/broadcasts/reports.service.js';
import { sendingRules } from './modules/broadcasts/rules.js';
import { runningService } from './modules/broadcasts/running.service.js';
import { senderService } from './modules/broadcasts/sender.service.js';
import { templatesService } from './modules/broadcasts/templates.service.js';
import { templatesStore } from './modules/broadcasts/templates.store.js';
import { termsStore } from './modules/broadcasts/terms.store.js';
import { trialsService } from './modules/broadcasts/trials.service.js';
import { wordingOf } from './modules/broadcasts/wording.js';
import type { CommunesService } from './modules/communes/communes.service.js';
import type { MessagesService } from './modules/messages/messages.service.js';
import type { OfficersService } from './modules/officers/officers.service.js';
import type { ResidentsService } from './modules/residents/residents.service.js';

type Input = {
  database: Database;
  config: Config;
  clock: Clock;
  jobs: JobQueue;
  oa: ZaloOa;
  notification: ZaloNotification;
  pacer: Pacer;
  audience: AudienceService;
  messages: MessagesService;
  communes: CommunesService;
  officers: OfficersService;
  residents: ResidentsService;
  pictures: Parameters<typeof broadcastsService>[0]['pictures'];
  miniAppUrl: (path: string) => string;
  report: Parameters<typeof senderService>[0]['report'];
  /** A failure nobody waits for. */
  onFailure: (what: string, error: Error) => void;
};

/** Everything of broadcasts, from the draft to the last receipt. */
export function composeBroadcasts(input: Input) {
  const { database, config, clock, jobs, oa, notification, pacer, audience, messages, communes, officers, residents, pictures } = input;
  const { miniAppUrl, report, onFailure } = input;
  const store = broadcastsStore(database);
  const recipients = recipientsStore(database);
  const rules = sendingRules({ store: termsStore(database), clock });
  const wording = wordingOf({
    communes,
    chairman: async () => (await officers.withRole('chairman'))[0]?.name ?? null,
    pictureUrl: pictures.url,
    clock,
  });
  const configured = {
    templateByUid: config.ZALO_BROADCAST_TEMPLATE_UID !== undefined,
    templateByPhone: config.ZALO_BROADCAST_TEMPLATE_PHONE !== undefined,
    notification: config.ZALO_TEMPLATE_NOTIFICATION !== undefined,
  };
  const planning = planningOf({ audience, communes, rules, wording, oa, clock, configured, perSecond: config.ZALO_MESSAGES_PER_SECOND });

  const inBackground = (what: string, work: () => Promise<void>) => {
    work().catch((error: Error) => onFailure(what, error));
  };
  const residentsOf = async (permission: 'broadcasts.write' | 'broadcasts.approve') =>
    (await officers.withRole(...permissions[permission])).flatMap(({ residentId }) => residentId ?? []);
  const trials = trialsService({
    store,
    wording,
    messages,
    clock,
    approvers: () => residentsOf('broadcasts.approve'),
    authors: () => residentsOf('broadcasts.write'),
    person: async (residentId) => {
      const resident = await residents.find(residentId);
      if (!resident) return null;
      const row = await audience.ofResident(residentId);
      return {
        residentId,
        zaloUserId: resident.zaloUserId,
        oaUserId: row?.oaUserId ?? resident.oaUserId,
        phone: residents.phoneOf(resident),
        // News of their own work, not of the commune: no consent is asked for.
        consent: true,
        row: { name: row?.name ?? null, hamletKey: row?.hamletKey ?? null, birthYear: row?.birthYear ?? null },
      };
    },
  });
  const tellAuthors = (broadcast: BroadcastRecord) => inBackground('telling authors', () => trials.tellAuthors(broadcast));
  const tellApprovers = (broadcast: BroadcastRecord) => inBackground('telling approvers', () => trials.tellApprovers(broadcast));

  const sender = senderService({
    store,
    recipients,
    audience,
    messages,
    oa,
    notification,
    pacer,
    rules,
    wording,
    clock,
    random: Math.random,
    miniAppUrl,
    report,
    config: {
      templateUid: config.ZALO_BROADCAST_TEMPLATE_UID,
      templatePhone: config.ZALO_BROADCAST_TEMPLATE_PHONE,
      templateNotification: config.ZALO_TEMPLATE_NOTIFICATION,
      templateParameters: config.ZALO_BROADCAST_TEMPLATE_PARAMETERS,
      perSecond: config.ZALO_MESSAGES_PER_SECOND,
      timeoutMilliseconds: config.ZALO_TIMEOUT_MS,
    },
  });
  const running = runningService({
    store,
    recipients,
    audience,
    planning,
    rules,
    wording,
    oa,
    sweepClaims: sender.sweep,
    jobs,
    clock,
    miniAppUrl,
    timeoutMilliseconds: config.ZALO_TIMEOUT_MS,
  });
  const broadcasts = broadcastsService({
    store,
    recipients,
    planning,
    rules,
    wording,
    officers,
    pictures,
    tellApprovers,
    clock,
    // The duty looks each second by itself; a queue that is away may not fail an officer's step.
    nudge: () => inBackground('moving broadcasts on', running.tick),
  });
  const occasions = occasionsService({ store: occasionsStore(database), broadcasts, broadcastsStore: store, tellAuthors, clock });
  const solemn = new Set(occasionList.filter(({ tone }) => tone === 'solemn').map(({ key }) => key));

  return {
    broadcasts,
    trials,
    templates: templatesService({ store: templatesStore(database), officers, clock }),
    occasions,
    news: newsService({ store, wording, isSolemn: (key) => solemn.has(key), clock }),
    reports: reportsService({ store, recipients, audience, communes, wording }),
    feed: progressFeed({ read: broadcasts.progress }),
    rules,
    sender,
    running,
    /** Zalo's receipts; may come before the message's id is stored, which `settle` makes good. */
    onReceipt: (of: { zaloMessageIds: readonly string[]; trackingId: string | null }, receipt: { state: 'delivered' | 'seen'; at: Date }) =>
      recipients.recordReceipt(of, receipt.state, receipt.at),
    eraseMember: recipients.erase,
  };
}
