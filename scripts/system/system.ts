import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { developmentTemplates } from '../zalo-emulator/src/development-templates.js';
import { developmentIdentity } from '../zalo-emulator/src/identity.js';
import { answers, type Child, endedUnexpectedly, startChild, whenReady } from './children.js';
import { openDataFolder } from './data-folder.js';
import { buildMiniApp, consoleFolder, miniAppFolder } from './mini-app.js';
import { OperatorError } from './operator-error.js';
import { assertPorts, freePort, localhost, type WantedPort } from './ports.js';
import { readFields, writePrivate } from './private-file.js';
import { runsProgramOnce } from './programs.js';
import { assertRedis, launchRedis, redisAnswers, redisProgram } from './redis.js';
import { repository } from './repository.js';
import { announce, withdraw } from './running.js';

/** In the order of their start. */
export const serviceNames = ['mongo', 'redis', 'zalo', 'api', 'worker'] as const;
export type ServiceName = (typeof serviceNames)[number];
export type Ports = Record<ServiceName, number>;

export const defaultPorts: Ports = { mongo: 27_117, redis: 6_399, zalo: 4_100, api: 4_000, worker: 4_001 };

/**
 * How Node runs the worker. With a bound V8 looks for garbage before the heap has grown to four times what is in use, so that a large audience
 * takes no more memory than a small one.
 */
export const workerFlags = ['--max-old-space-size=512'] as const;

export const titles: Record<ServiceName, string> = {
  mongo: 'MongoDB nhúng',
  redis: 'Redis',
  zalo: 'Zalo giả lập',
  api: 'API',
  worker: 'Bộ chạy việc nền',
};

/** The flag of `npm start` that chooses a service's port. */
export const portFlags: Record<ServiceName, string> = {
  mongo: '--mongo-port',
  redis: '--redis-port',
  zalo: '--zalo-port',
  api: '--port',
  worker: '--worker-port',
};

/** Our own programs; Redis is not. */
const mains = {
  mongo: 'scripts/embedded-mongo/src/main.ts',
  zalo: 'scripts/zalo-emulator/src/main.ts',
  api: 'backend/src/main.api.ts',
  worker: 'backend/src/main.worker.ts',
} as const;
type Ours = keyof typeof mains;

/** How Node runs each of these services. */
async function programsOf(own: readonly ServiceName[]): Promise<Map<ServiceName, string[]>> {
  const ours = own.filter((name) => name !== 'redis');
  return new Map(await Promise.all(ours.map(async (name) => [name, await runsProgramOnce(mains[name])] as const)));
}

export type SystemOptions = {
  /** Taken for this process; holds documents, secrets and logs. */
  dataFolder: string;
  /** 0 or absent = a free one is chosen. */
  ports?: Partial<Ports>;
  /** Use these instead of starting our own. */
  mongoUri?: string | undefined;
  redisUrl?: string | undefined;
  /** The one clock of Zalo, API and worker is moved there before anything is stored; default: it stays where it is. */
  begin?: Date;
  /** Without some services, for tests of the rest. Default all. */
  services?: readonly ServiceName[];
  /** Added to what the API and the worker are told, and stronger. */
  environment?: Readonly<Record<string, string>>;
  /** Progress in Vietnamese; default silent. */
  report?: (line: string) => void;
  /** A service ended that nobody asked to end. */
  onUnexpectedEnd?: (fault: OperatorError, name: ServiceName) => void;
  /** Aborting ends the start; whatever runs is stopped, then `startSystem` rejects. */
  signal?: AbortSignal;
};

export type System = {
  apiUrl: string;
  zaloUrl: string;
  /** The Mini App without the phone around it; add `?person=<id>`. */
  miniAppUrl: string;
  workerUrl: string;
  mongoUri: string;
  redisUrl: string;
  dataFolder: string;
  /** Nothing is stored yet: this start made the embedded database. */
  databaseIsNew: boolean;
  /** Tells one database from another, whatever port ours has this time. */
  databaseId: string;
  ports: Ports;
  /** What the API and the worker were told. */
  environment: Readonly<Record<string, string>>;
  pid(name: ServiceName): number;
  logFile(name: ServiceName): string;
  /** Stops the service if it runs, starts it again, waits until it is ready. */
  restart(name: ServiceName): Promise<void>;
  /** Sends a signal, SIGKILL unless told otherwise; resolves when the service is gone if the signal ends it. */
  kill(name: ServiceName, signal?: NodeJS.Signals): Promise<void>;
  /** Stops everything in reverse order and frees the data folder. */
  stop(): Promise<void>;
  /** Ends everything at once, without asking. */
  stopAtOnce(): void;
};

type Service = { start(): Child; ready(): Promise<boolean> };

/** Starts the whole system, each part waited for until it serves, or nothing at all: throws one sentence and leaves nothing behind. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { report = () => undefined, onUnexpectedEnd = () => undefined, signal } = options;
  const own = (options.services ?? serviceNames).filter(
    (name) => !(name === 'mongo' && options.mongoUri) && !(name === 'redis' && options.redisUrl),
  );
  const ports = await choosePorts(options.ports ?? {});
  const data = await openDataFolder(path.resolve(options.dataFolder));
  const children = new Map<ServiceName, Child>();
  /** Those that may end now without anybody being told. */
  const expected = new Set<Child>();

  let stopping: Promise<void> | null = null;
  async function stopInOrder(): Promise<void> {
    withdraw(data.folder);
    for (const child of children.values()) expected.add(child);
    for (const name of [...serviceNames].reverse()) await children.get(name)?.stop();
    await data.release();
  }
  function stop(): Promise<void> {
    stopping ??= stopInOrder();
    return stopping;
  }
  function stopAtOnce(): void {
    withdraw(data.folder);
    void data.release();
    for (const child of children.values()) {
      expected.add(child);
      child.kill('SIGKILL');
    }
  }

  /** Rejects when something that had started ends while the rest is starting. */
  let failStart: (fault: OperatorError) => void = () => undefined;
  const startFailed = new Promise<never>((_, reject) => {
    failStart = reject;
  });
  startFailed.catch(() => undefined);

  try {
    await assertPorts(
      own.map((name) => wantedPort(name, ports)),
      data.leftUnclean ? 12_000 : 0,
    );
    if (options.redisUrl) await assertRedis(options.redisUrl);
    const redis = own.includes('redis') ? redisProgram(report) : '';
    if (own.includes('zalo')) await buildMiniApp(report);

    const logFile = (name: ServiceName) => path.join(data.folder, 'logs', `${name}.log`);
    const mongoFolder = path.join(data.folder, 'mongo');
    const databaseIsNew = own.includes('mongo') && !existsSync(mongoFolder);
    const apiUrl = `http://${localhost}:${ports.api}`;
    const zaloUrl = `http://${localhost}:${ports.zalo}`;
    const workerUrl = `http://${localhost}:${ports.worker}`;
    const databaseId = options.mongoUri ? createHash('sha256').update(options.mongoUri).digest('hex') : 'embedded';
    const mongoUri = options.mongoUri ?? `mongodb://${localhost}:${ports.mongo}/`;
    const redisUrl = options.redisUrl ?? `redis://${localhost}:${ports.redis}`;
    const environment: Record<string, string> = {
      LOG_LEVEL: 'info',
      ...developmentSecrets(data.folder),
      ...present(process.env, ['LOG_LEVEL', 'MONGODB_DATABASE', 'QUEUE_PREFIX', 'DATA_KEY', 'SESSION_SECRET']),
      HOST: localhost,
      PORT: String(ports.api),
      WORKER_PORT: String(ports.worker),
      PUBLIC_URL: apiUrl,
      CONSOLE_FOLDER: consoleFolder,
      ZALO_OAUTH_REDIRECT_URL: `${apiUrl}/webhooks/zalo-oauth`,
      MONGODB_URI: mongoUri,
      REDIS_URL: redisUrl,
      CORS_ORIGINS: `http://h5.zdn.vn.localhost:${ports.zalo}`,
      CLOCK_URL: `${zaloUrl}/control/clock`,
      ...zaloEnvironment(zaloUrl),
      ...options.environment,
    };

    const runs = await programsOf(own);
    const node = (name: Ours, args: readonly string[], extra: Readonly<Record<string, string>>, flags: readonly string[] = []): Child =>
      startChild({
        title: titles[name],
        command: process.execPath,
        args: [...flags, ...(runs.get(name) ?? []), ...args],
        folder: repository,
        environment: { ...process.env, ...extra },
        logFile: logFile(name),
      });
    const services: Record<ServiceName, Service> = {
      mongo: {
        start: () => node('mongo', ['--port', String(ports.mongo), '--data', mongoFolder], {}),
        ready: () => accepts(ports.mongo),
      },
      redis: {
        start: () => launchRedis({ program: redis, port: ports.redis, folder: path.join(data.folder, 'redis'), logFile: logFile('redis') }),
        ready: () => redisAnswers(redisUrl),
      },
      zalo: {
        start: () =>
          node(
            'zalo',
            Object.entries({
              port: String(ports.zalo),
              data: path.join(data.folder, 'zalo'),
              'mini-app': miniAppFolder,
              'api-url': apiUrl,
              'oa-webhook': `${apiUrl}/webhooks/zalo-oa`,
              'mini-app-webhook': `${apiUrl}/webhooks/zalo-mini-app`,
            }).flatMap(([flag, value]) => [`--${flag}`, value]),
            {},
          ),
        ready: () => answers(`${zaloUrl}/control/status`),
      },
      api: { start: () => node('api', [], environment), ready: () => answers(`${apiUrl}/readyz`) },
      worker: {
        start: () => node('worker', [], environment, workerFlags),
        ready: () => answers(`${workerUrl}/readyz`),
      },
    };

    async function start(name: ServiceName): Promise<void> {
      signal?.throwIfAborted();
      const child = services[name].start();
      children.set(name, child);
      const abandon = () => {
        expected.add(child);
        child.kill('SIGTERM');
      };
      signal?.addEventListener('abort', abandon, { once: true });
      try {
        await whenReady(child, services[name].ready);
      } finally {
        signal?.removeEventListener('abort', abandon);
      }
      signal?.throwIfAborted();
      child.ended.then((ending) => {
        if (expected.has(child)) return;
        const fault = endedUnexpectedly(child, ending);
        failStart(fault);
        onUnexpectedEnd(fault, name);
      });
      announceAll();
    }
    const announceAll = () =>
      announce(data.folder, {
        apiUrl,
        zaloUrl,
        environment,
        processes: Object.fromEntries([...children].map(([name, child]) => [name, child.pid])),
      });

    const startAndSay = async (name: ServiceName): Promise<void> => {
      const begin = performance.now();
      await start(name);
      report(`${titles[name]} sẵn sàng (${((performance.now() - begin) / 1000).toFixed(1).replace('.', ',')} giây).`);
    };
    // Side by side what does not need one another; our two last need all the rest.
    const together = (names: readonly ServiceName[]) =>
      Promise.race([Promise.all(own.filter((name) => names.includes(name)).map(startAndSay)), startFailed]);
    await together(['mongo', 'redis', 'zalo']);
    if (options.begin) await moveClock(zaloUrl, options.begin);
    if (own.includes('zalo')) environment.ZALO_OA_REFRESH_TOKEN = await oaRefreshToken(zaloUrl, data.folder, databaseId, databaseIsNew);
    await together(['api', 'worker']);

    announceAll();
    const running = (name: ServiceName): Child => {
      const child = children.get(name);
      if (!child) throw new Error(`${name} is not one of the services that were started`);
      return child;
    };
    return {
      apiUrl,
      zaloUrl,
      miniAppUrl: `http://h5.zdn.vn.localhost:${ports.zalo}/zapps/${developmentIdentity.miniAppId}/`,
      workerUrl,
      mongoUri,
      redisUrl,
      dataFolder: data.folder,
      databaseIsNew,
      databaseId,
      ports,
      environment,
      pid: (name) => running(name).pid,
      logFile,
      async restart(name) {
        expected.add(running(name));
        await running(name).stop();
        await start(name);
      },
      async kill(name, ending = 'SIGKILL') {
        const child = running(name);
        const ends = !['SIGSTOP', 'SIGCONT', 'SIGUSR1', 'SIGUSR2', 'SIGHUP'].includes(ending);
        if (ends) expected.add(child);
        child.kill(ending);
        if (ends) await child.ended;
      },
      stop,
      stopAtOnce,
    };
  } catch (fault) {
    await stop();
    throw signal?.aborted ? signal.reason : fault;
  }
}

async function choosePorts(given: Partial<Ports>): Promise<Ports> {
  const chosen: Partial<Ports> = {};
  for (const name of serviceNames) chosen[name] = given[name] || (await freePort());
  return chosen as Ports;
}

const wantedPort = (name: ServiceName, ports: Ports): WantedPort => ({ port: ports[name], purpose: titles[name], flag: portFlags[name] });

/** Whether somebody accepts connections at this port. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, localhost);
    const end = (accepted: boolean) => () => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
  });
}

const present = (from: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name];
      return value ? [[name, value]] : [];
    }),
  );

/** Secrets of this data folder alone, made at its first start; what was sealed with them opens only with them. */
function developmentSecrets(folder: string): { DATA_KEY: string; SESSION_SECRET: string } {
  const file = path.join(folder, 'secrets.json');
  const kept = readFields(file);
  if (kept && typeof kept.DATA_KEY === 'string' && typeof kept.SESSION_SECRET === 'string')
    return { DATA_KEY: kept.DATA_KEY, SESSION_SECRET: kept.SESSION_SECRET };
  if (existsSync(file))
    throw new OperatorError(
      `Tệp "${file}" không đọc được. Dữ liệu đã lưu chỉ mở được bằng khóa trong tệp đó; xin khôi phục nó, hoặc xóa cả thư mục dữ liệu để bắt đầu lại.`,
    );
  const made = { DATA_KEY: randomBytes(32).toString('base64'), SESSION_SECRET: randomBytes(32).toString('base64') };
  writePrivate(file, made);
  return made;
}

function zaloEnvironment(zaloUrl: string): Record<string, string> {
  const { appId, appSecret, miniAppId, oaId, oaSecret, openApiKey } = developmentIdentity;
  const template = (way: (typeof developmentTemplates)[number]['ways'][number]) =>
    developmentTemplates.find(({ ways }) => ways.includes(way))?.id ?? '';
  return {
    ZALO_APP_ID: appId,
    ZALO_APP_SECRET: appSecret,
    ZALO_MINI_APP_ID: miniAppId,
    ZALO_OA_ID: oaId,
    ZALO_OA_SECRET: oaSecret,
    ZALO_OPEN_API_KEY: openApiKey,
    ZALO_OPENAPI_URL: `${zaloUrl}/openapi.zalo.me`,
    ZALO_BUSINESS_URL: `${zaloUrl}/business.openapi.zalo.me`,
    ZALO_OAUTH_URL: `${zaloUrl}/oauth.zaloapp.com`,
    ZALO_GRAPH_URL: `${zaloUrl}/graph.zalo.me`,
    ZALO_MINI_OPENAPI_URL: `${zaloUrl}/openapi.mini.zalo.me`,
    ZALO_TEMPLATE_UID: template('uid'),
    ZALO_TEMPLATE_PHONE: template('phone'),
    ZALO_TEMPLATE_NOTIFICATION: template('notification'),
    // Registered in the emulator for the commune's news; see its development templates.
    ZALO_BROADCAST_TEMPLATE_UID: '100003',
    ZALO_BROADCAST_TEMPLATE_PHONE: '100004',
    ZALO_BROADCAST_TEMPLATE_PARAMETERS: 'ten,tieu_de,noi_dung,duong_dan',
  };
}

async function moveClock(zaloUrl: string, moment: Date): Promise<void> {
  const answer = await fetch(`${zaloUrl}/control/clock`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ set: moment.toISOString() }),
  });
  if (!answer.ok) throw new Error(`the emulator did not move its clock: ${answer.status}`);
}

/** After this long without a refresh the chain may have died of age: a refresh token lives three months. */
const staleMs = 60 * 86_400_000;

/**
 * The refresh token that starts the API's chain. The same one again while emulator and database both remember the chain; a new one when either
 * was emptied, since the API takes up a token it has not seen.
 */
async function oaRefreshToken(zaloUrl: string, folder: string, databaseId: string, databaseIsNew: boolean): Promise<string> {
  const file = path.join(folder, 'oa-token.json');
  const kept = readFields(file);
  const status = (await (await fetch(`${zaloUrl}/control/status`)).json()) as {
    granted: boolean;
    accessTokenExpiresAt: string | null;
    clock: { now: string };
  };
  const alive =
    status.granted &&
    status.accessTokenExpiresAt !== null &&
    Date.parse(status.clock.now) - Date.parse(status.accessTokenExpiresAt) < staleMs;
  if (alive && !databaseIsNew && kept && kept.database === databaseId && typeof kept.refreshToken === 'string') return kept.refreshToken;
  const pair = (await (await fetch(`${zaloUrl}/control/oa-tokens`, { method: 'POST' })).json()) as { refresh_token: string };
  writePrivate(file, { refreshToken: pair.refresh_token, database: databaseId });
  return pair.refresh_token;
}
