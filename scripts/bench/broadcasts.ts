import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { everybody } from 'backend/contracts/audience';
import { approveBroadcast, cancelBroadcast, createBroadcast, readBroadcast, submitBroadcast } from 'backend/contracts/broadcasts';
import { acceptInvitation, type Role, signIn } from 'backend/contracts/residents';
import { MongoClient } from 'mongodb';
import { CallFailure, caller } from '../../miniapp/src/api.js';
import { inviteOfficer } from '../invite.js';
import { answers, type Child, startChild, whenReady } from '../system/children.js';
import { OperatorError } from '../system/operator-error.js';
import { freePort, localhost } from '../system/ports.js';
import { repository } from '../system/repository.js';
import { type System, workerFlags } from '../system/system.js';
import { startProgram } from './bare.js';

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
/** Longer than this nothing that is measured takes. */
const patience = 120_000;

/** A Zalo in a process of its own that accepts everything and counts. */
export type Counter = {
  url: string;
  count(): Promise<number>;
  /** When each message came in, in milliseconds of its own stopwatch. */
  moments(): Promise<number[]>;
  clear(): Promise<void>;
  /** Waits until so many messages came in. */
  until(count: number, signal: AbortSignal): Promise<void>;
  /** What the API and the worker are told to find it. */
  environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
};

export async function startCounter(folder: string): Promise<Counter> {
  const port = await freePort();
  const url = `http://${localhost}:${port}`;
  const child = startProgram({
    script: 'zalo-counter',
    title: 'Zalo đếm tin',
    logFile: path.join(folder, 'logs', 'zalo-counter.log'),
    args: { port: String(port) },
  });
  const ask = async (method: string, what: string) => (await fetch(`${url}/${what}`, { method })).json() as Promise<never>;
  const count = async () => ((await ask('GET', 'count')) as { count: number }).count;
  try {
    await whenReady(child, () => answers(`${url}/count`), 20_000);
  } catch (fault) {
    await child.stop(2_000);
    throw fault;
  }
  return {
    url,
    count,
    moments: async () => ((await ask('GET', 'moments')) as { moments: number[] }).moments,
    clear: () => ask('DELETE', 'moments'),
    async until(wanted, signal) {
      const end = performance.now() + patience;
      for (let came = await count(); came < wanted; came = await count()) {
        signal.throwIfAborted();
        if (performance.now() > end) throw new OperatorError(`Chỉ có ${came} trong ${wanted} tin tới Zalo trong lúc đo.`);
        await pause(100);
      }
    },
    environment: {
      ZALO_OPENAPI_URL: `${url}/openapi`,
      ZALO_BUSINESS_URL: `${url}/business`,
      ZALO_OAUTH_URL: `${url}/oauth`,
      ZALO_GRAPH_URL: `${url}/graph`,
      ZALO_MINI_OPENAPI_URL: `${url}/mini`,
      ZALO_OA_REFRESH_TOKEN: 'refresh-1',
      ZALO_BROADCAST_TEMPLATE_UID: '',
      ZALO_BROADCAST_TEMPLATE_PHONE: '',
      ZALO_TEMPLATE_NOTIFICATION: '',
    },
    stop: () => child.stop(2_000),
  };
}

/** Per second, from the first of these moments to the last. */
export function rateOf(moments: readonly number[]): number {
  if (moments.length < 2) return 0;
  return ((moments.length - 1) * 1_000) / (Math.max(...moments) - Math.min(...moments));
}

/** Starts a worker of ours beside the system, with its own limit. */
export async function startWorker(system: System, { name, perSecond }: { name: string; perSecond: number }): Promise<Child> {
  const port = await freePort();
  const child = startChild({
    title: `Bộ chạy việc nền (${name})`,
    command: process.execPath,
    args: [...workerFlags, '--import', 'tsx', 'backend/src/main.worker.ts'],
    folder: repository,
    environment: {
      ...process.env,
      ...system.environment,
      WORKER_PORT: String(port),
      ZALO_MESSAGES_PER_SECOND: String(perSecond),
    },
    logFile: path.join(system.dataFolder, 'logs', `worker-${name}.log`),
  });
  try {
    await whenReady(child, () => answers(`http://${localhost}:${port}/readyz`));
  } catch (fault) {
    await child.stop(2_000);
    throw fault;
  }
  return child;
}

const membersAtOnce = 2_000;

/** Ids of the people of the audience at Zalo. */
export const zaloIdOf = (index: number): string => String(4_000_000_000_000_000_000n + BigInt(index) * 7n);

/**
 * Makes the audience so large, written straight into the collection as its store does: how people come to be in it is measured elsewhere. All of
 * them follow the account and just wrote to it.
 */
export async function fillAudience(system: System, size: number): Promise<void> {
  const client = new MongoClient(system.mongoUri);
  try {
    const members = client.db(system.environment.MONGODB_DATABASE || 'commune').collection('audience_members');
    const now = new Date();
    for (let from = await members.countDocuments({ follows: true }); from < size; from += membersAtOnce)
      await members.insertMany(
        Array.from({ length: Math.min(membersAtOnce, size - from) }, (_, index) => ({
          oaUserId: zaloIdOf(from + index),
          name: 'Hoàng Thị Đo',
          nameFolded: ['hoang', 'thi', 'do'],
          follows: true,
          followsAt: now,
          lastInteractionAt: now,
          saidHamletKey: null,
          notedHamletKey: null,
          hamletKey: null,
          householdCode: null,
          birthYear: null,
          roles: [],
          hasPhone: false,
          newsConsent: false,
          blockedAt: null,
          stops: {},
          groupIds: [],
          mergedInto: null,
          revision: 1,
          createdAt: now,
        })),
        { ordered: false },
      );
  } finally {
    await client.close();
  }
}

/** As a person would: what fails for the moment only is asked for again a little later. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (fault) {
      if (!(fault instanceof CallFailure && fault.isPassing) || attempt === 5) throw fault;
      await pause(2_000);
    }
  }
}

/** Who writes a broadcast, and who approves it. */
export type Officers = {
  /** Sends everybody a text of this size; answers its id as soon as it is approved. */
  send(): Promise<string>;
  waiting(id: string): Promise<number>;
  status(id: string): Promise<string>;
  cancel(id: string): Promise<void>;
};

/** An officer with a session of their own, signed in through the Zalo that only counts. */
export async function officerOf(system: System, role: Role, zaloId: string) {
  const { code } = await inviteOfficer(system.environment, { name: 'Cán bộ đo', roles: [role], counterKeys: [] });
  let token = '';
  const renew = async () => {
    ({ token } = await calls.callAnonymously(signIn, { body: { accessToken: zaloId } }));
    return token;
  };
  const calls = caller({
    baseUrl: () => system.apiUrl,
    fetch: (...request) => fetch(...request),
    tokens: { token: async () => token, renew, failure: () => null },
    wait: pause,
  });
  await renew();
  await calls.call(acceptInvitation, { body: { code } });
  return { ...calls, token: () => token };
}

export async function officersOf(system: System): Promise<Officers> {
  const author = await officerOf(system, 'culture_officer', '900000000000000001');
  const chairman = await officerOf(system, 'chairman', '900000000000000002');
  const read = (id: string) => author.call(readBroadcast, { params: { id } });
  return {
    async send() {
      const body = {
        // Urgent: it may go out at night, when somebody measures.
        kind: 'urgent' as const,
        content: {
          title: 'Tin đo tốc độ gửi',
          text: 'Kính gửi {xung_ho} {ten}, đây là tin để đo xem hệ thống của xã {ten_xa} gửi được bao nhiêu tin trong một giây.',
          pictureId: null,
          button: null,
        },
        audience: everybody,
        modes: { article: false, groups: false, paid: false },
        sendAt: null,
      };
      const idempotencyKey = randomUUID();
      const { id, revision } = await patiently(() => author.call(createBroadcast, { body }, { idempotencyKey }));
      const submitted = await patiently(() => author.call(submitBroadcast, { params: { id }, body: { revision } }));
      await patiently(() => chairman.call(approveBroadcast, { params: { id }, body: { revision: submitted.revision } }));
      return id;
    },
    waiting: async (id) => (await read(id)).counts.waiting,
    status: async (id) => (await read(id)).status,
    async cancel(id) {
      await chairman.call(cancelBroadcast, { params: { id }, body: { reason: 'Đo xong.' } });
    },
  };
}
