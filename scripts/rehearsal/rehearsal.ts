import { randomUUID } from 'node:crypto';
import { everybody, listAudience, startAudienceSync } from 'backend/contracts/audience';
import {
  approveBroadcast,
  type BroadcastCounts,
  createBroadcast,
  listRecipients,
  pauseBroadcast,
  type Recipient,
  readBroadcast,
  resumeBroadcast,
  submitBroadcast,
} from 'backend/contracts/broadcasts';
import { acceptInvitation, type Role, signIn } from 'backend/contracts/residents';
import { caller } from '../../miniapp/src/api.js';
import { inviteOfficer } from '../invite.js';
import { startChild, whenReady } from '../system/children.js';
import { freePort } from '../system/ports.js';
import { repository } from '../system/repository.js';
import { startSystem, workerFlags } from '../system/system.js';
import { developmentIdentity } from '../zalo-emulator/src/identity.js';
import { startZaloRecorder, type Troubles } from './zalo-recorder.js';

export type RehearsalOptions = {
  dataFolder: string;
  followers: number;
  perSecond: number;
  /** How often a worker is killed while messages go out, and Redis is restarted once. */
  kills: number;
  seed: number;
  troubles?: Troubles;
  report?: (line: string) => void;
};

/** What two records of one broadcast say, person by person. */
export type RehearsalResult = {
  counts: BroadcastCounts;
  /** People whom Zalo accepted more than one message for: must be empty. */
  twice: string[];
  /** Said to be sent, yet Zalo has nothing: must be empty. */
  claimedButAbsent: string[];
  /** Said to be failed or skipped, yet Zalo has it: must be empty. */
  deniedButPresent: string[];
  /** Followers who are no recipients: must be empty. */
  forgotten: number;
  /** In doubt, and how many of those Zalo has. */
  unconfirmed: { count: number; accepted: number };
  /** The most calls that Zalo counted in any one second, and how many a second on average while nothing was killed. */
  busiestSecond: number;
  seconds: number;
  restarts: number;
};

export const usualTroubles: Troubles = { limited: 4, tokenDead: 0.5, lostBefore: 6, lostAfter: 10, refused: 15 };

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A generator of even random numbers that can be repeated (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Sends one greeting to so many followers of a Zalo that fails at random, while workers are killed and Redis is restarted, and compares its record
 * with ours. Starts and stops everything it needs on 127.0.0.1.
 */
export async function rehearse(options: RehearsalOptions): Promise<RehearsalResult> {
  const { followers, perSecond, kills, seed, report = () => undefined } = options;
  const { appId, oaId, oaSecret } = developmentIdentity;
  const random = randomFrom(seed);
  const recorder = await startZaloRecorder({
    followers,
    appId,
    oaId,
    oaSecret,
    troubles: options.troubles ?? usualTroubles,
    random: randomFrom(seed + 1),
  });
  const system = await startSystem({
    dataFolder: options.dataFolder,
    services: ['mongo', 'redis', 'api', 'worker'],
    environment: {
      ...recorder.environment,
      CLOCK_URL: '',
      LOG_LEVEL: 'warn',
      ZALO_TIMEOUT_MS: '1500',
      ZALO_MESSAGES_PER_SECOND: String(perSecond),
      ZALO_TEMPLATE_UID: '',
      ZALO_TEMPLATE_PHONE: '',
      ZALO_TEMPLATE_NOTIFICATION: '',
      ZALO_BROADCAST_TEMPLATE_UID: '',
      ZALO_BROADCAST_TEMPLATE_PHONE: '',
    },
    onUnexpectedEnd: () => undefined,
  });
  recorder.tellAt(`${system.apiUrl}/webhooks/zalo-oa`);
  const secondWorker = () =>
    startChild({
      title: 'Bộ chạy việc nền thứ hai',
      command: process.execPath,
      args: [...workerFlags, '--import', 'tsx', 'backend/src/main.worker.ts'],
      folder: repository,
      environment: { ...process.env, ...system.environment, WORKER_PORT: String(secondPort) },
      logFile: `${system.dataFolder}/logs/worker-2.log`,
    });
  const secondPort = await freePort();
  let other = secondWorker();
  try {
    const officer = async (role: Role, zaloId: string) => {
      const { code } = await inviteOfficer(system.environment, { name: 'Cán bộ thử', roles: [role], counterKeys: [] });
      let token = '';
      const open = async () => {
        token = (await calls.callAnonymously(signIn, { body: { accessToken: `person-${zaloId}` } })).token;
        return token;
      };
      const calls = caller({
        baseUrl: () => system.apiUrl,
        fetch: (...request) => fetch(...request),
        tokens: { token: async () => token, renew: open, failure: () => null },
        wait: pause,
      });
      await open();
      await calls.call(acceptInvitation, { body: { code } });
      return calls;
    };
    const author = await officer('culture_officer', '900000000000000001');
    const chairman = await officer('chairman', '900000000000000002');

    await author.call(startAudienceSync, {}).catch(() => undefined);
    for (;;) {
      const { counts } = await author.call(listAudience, { query: {} });
      if (counts.followers >= followers) break;
      await pause(500);
    }
    report(`Đã đồng bộ ${followers} người quan tâm.`);

    const draft = {
      kind: 'urgent' as const,
      content: { title: 'Diễn tập gửi tin', text: 'Kính gửi {xung_ho} {ten}, đây là tin diễn tập của xã.', pictureId: null, button: null },
      audience: everybody,
      modes: { article: false, groups: false, paid: false },
      sendAt: null,
    };
    const written = await author.call(createBroadcast, { body: draft }, { idempotencyKey: randomUUID() });
    const params = { id: written.id };
    const submitted = await author.call(submitBroadcast, { params, body: { revision: written.revision } });
    await chairman.call(approveBroadcast, { params, body: { revision: submitted.revision } });
    const begun = performance.now();

    const killing = (async () => {
      const expected = followers / perSecond;
      for (let kill = 0; kill < kills; kill += 1) {
        await pause(((expected * 1_000) / (kills + 1)) * (0.5 + random()));
        if (random() < 0.5) {
          await system.kill('worker');
          report('Đã dừng đột ngột bộ chạy việc nền thứ nhất.');
          await pause(500);
          await system.restart('worker').catch(() => undefined);
        } else {
          other.kill('SIGKILL');
          report('Đã dừng đột ngột bộ chạy việc nền thứ hai.');
          await pause(500);
          other = secondWorker();
          await whenReady(other, async () => true);
        }
        if (kill === Math.floor(kills / 2)) {
          await system.restart('redis');
          report('Đã khởi động lại Redis.');
        }
      }
    })();

    let restarts = 0;
    for (;;) {
      const now = await author.call(readBroadcast, { params });
      if (now.status === 'finished') break;
      if (now.status === 'paused') {
        // Too many failures in a row paused it by itself; somebody looks and goes on.
        restarts += 1;
        await author.call(resumeBroadcast, { params });
      }
      if (performance.now() - begun > 1_000 * (120 + (10 * followers) / perSecond)) {
        await author.call(pauseBroadcast, { params }).catch(() => undefined);
        throw new Error(`không kết thúc: ${JSON.stringify(now.counts)}`);
      }
      await pause(500);
    }
    const seconds = (performance.now() - begun) / 1_000;
    await killing;
    await recorder.receiptsTold();

    const recipients: Recipient[] = [];
    for (let after: string | undefined; ; ) {
      const page = await author.call(listRecipients, { params, query: after === undefined ? {} : { after } });
      recipients.push(...page.recipients);
      if (page.next === null) break;
      after = page.next;
    }
    const { counts } = await author.call(readBroadcast, { params });
    const ids = await oaUserIdsOf(system.environment, recipients);
    return { ...compare(recipients, ids, recorder), counts, seconds, restarts };
  } finally {
    other.kill('SIGKILL');
    await system.stop();
    await recorder.close();
  }
}

/** Which of Zalo's people each recipient is; our API shows no ids, so the database is asked. */
async function oaUserIdsOf(environment: Readonly<Record<string, string>>, recipients: readonly Recipient[]): Promise<Map<string, string>> {
  const { withBackend } = await import('../system/backend.js');
  return withBackend(environment, async ({ audience }) => {
    const found = new Map<string, string>();
    for (let first = 0; first < recipients.length; first += 500) {
      const page = recipients.slice(first, first + 500);
      const rows = await audience.rows(page.map(({ id }) => id.slice(id.indexOf('.') + 1)));
      for (const { id } of page) {
        const oaUserId = rows.get(id.slice(id.indexOf('.') + 1))?.oaUserId;
        if (oaUserId) found.set(id, oaUserId);
      }
    }
    return found;
  });
}

type Recorded = { userIds: readonly string[]; accepted: readonly { userId: string; text: string }[]; calls: readonly number[] };

/** Holds our states against the other side's record. */
export function compare(
  recipients: readonly Recipient[],
  oaUserIds: ReadonlyMap<string, string>,
  { userIds, accepted, calls }: Recorded,
): Omit<RehearsalResult, 'counts' | 'seconds' | 'restarts'> {
  const times = new Map<string, number>();
  for (const { userId } of accepted) times.set(userId, (times.get(userId) ?? 0) + 1);
  const has = (recipient: Recipient) => (times.get(oaUserIds.get(recipient.id) ?? '') ?? 0) > 0;
  const inState = (...states: Recipient['state'][]) => recipients.filter(({ state }) => states.includes(state));
  const ours = new Set(oaUserIds.values());
  const doubtful = inState('unconfirmed');
  return {
    twice: [...times].flatMap(([userId, count]) => (count > 1 ? [userId] : [])),
    claimedButAbsent: inState('sent', 'delivered', 'seen').flatMap((one) => (has(one) ? [] : [one.id])),
    deniedButPresent: inState('failed', 'skipped', 'waiting').flatMap((one) => (has(one) ? [one.id] : [])),
    forgotten: userIds.filter((userId) => !ours.has(userId)).length,
    unconfirmed: { count: doubtful.length, accepted: doubtful.filter(has).length },
    busiestSecond: busiest(calls),
  };
}

/** The most of these moments in any one second, wherever it begins. */
export function busiest(moments: readonly number[]): number {
  const sorted = [...moments].sort((one, other) => one - other);
  let most = 0;
  let first = 0;
  for (let last = 0; last < sorted.length; last += 1) {
    while ((sorted[last] as number) - (sorted[first] as number) >= 1_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
