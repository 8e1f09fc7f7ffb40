import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { caller } from '../../miniapp/src/api.js';
import { startZaloEmulator } from '../../scripts/zalo-emulator/src/server.js';
import { createLog } from '../src/adapters/log.js';
import type { BullQueue } from '../src/adapters/queue.js';
import { buildApi } from '../src/api.js';
import { shiftedClock } from '../src/clock.js';
import { compose } from '../src/compose.js';
import { readConfig } from '../src/config.js';
import type { Counter } from '../src/contracts/calendar.js';
import type { CommuneSettings } from '../src/contracts/commune.js';
import type { ProcedureVersion } from '../src/contracts/procedures.js';
import { acceptInvitation, type Role, signIn } from '../src/contracts/residents.js';
import { createMetrics } from '../src/http/metrics.js';
import { serve } from '../src/http/serve.js';
import type { JobName } from '../src/jobs.js';
import { dutiesOf, handlersOf } from '../src/worker.js';
import { testMongo } from './mongo.js';

/** A caller signed in as one person, as the Mini App would be. */
export type Person = Pick<ReturnType<typeof caller>, 'call'> & { id: string; token: string };

const refreshToken = z.union([
  z.object({ refreshToken: z.string() }).transform(({ refreshToken: token }) => token),
  z.object({ refresh_token: z.string() }).transform(({ refresh_token: token }) => token),
]);

/** Monday to Friday 7:30–11:30 and 13:30–17:00 in half hours, three public places and one kept back; the home team and the evening session beside it. */
export const oneStop: Omit<Counter, 'key'> = {
  name: 'Quầy Hộ tịch',
  kind: 'counter',
  location: 'Tầng 1, trụ sở UBND xã',
  phone: null,
  slotMinutes: 30,
  capacity: { public: 3, staff: 1 },
  hours: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '07:30', to: '11:30' },
    { weekday, from: '13:30', to: '17:00' },
  ]),
  closedOnHolidays: true,
  worksMakeUpDays: true,
  validFrom: '2025-07-01',
  validTo: null,
};

export const birthRegistration: Omit<ProcedureVersion, 'id' | 'version' | 'validTo'> = {
  code: '1.001193',
  otherCodes: [],
  validFrom: '2025-07-01',
  name: 'Đăng ký khai sinh',
  plainName: 'Làm giấy khai sinh',
  synonyms: ['khai sinh'],
  field: 'ho-tich',
  processing: { kind: 'same_day', cutOff: '15:00' },
  fees: [{ label: 'Đăng ký đúng hạn', amount: 0, per: null, channel: null, note: null }],
  feeExemption: null,
  documents: [
    { name: 'Tờ khai đăng ký khai sinh', action: 'submit', originals: 1, copies: 0, neededIf: null, notNeededIf: null, formName: null },
    { name: 'Giấy chứng sinh', action: 'submit', originals: 1, copies: 0, neededIf: null, notNeededIf: null, formName: null },
  ],
  steps: ['Nộp tờ khai', 'Nhận giấy khai sinh'],
  channels: ['counter'],
  presence: 'anyone',
  resultName: 'Giấy khai sinh',
  legalBasis: ['Luật Hộ tịch 2014'],
  portalUrl: null,
  certainty: 'source',
  certaintyNote: null,
  places: { counter: 'ho-tich', home: 'tai-nha', out_of_hours: 'ngoai-gio' },
  booking: { slotsNeeded: 1, leadMinutes: 60, horizonWorkingDays: 14, cutOffMinutes: 120 },
};

/** Marriage: two slots in a row. */
export const marriageRegistration: typeof birthRegistration = {
  ...birthRegistration,
  code: '1.000894',
  name: 'Đăng ký kết hôn',
  plainName: 'Đăng ký kết hôn',
  synonyms: ['kết hôn'],
  presence: 'both',
  places: { counter: 'ho-tich', home: null, out_of_hours: null },
  booking: { ...birthRegistration.booking, slotsNeeded: 2 },
};

/** Tuesday 1 December 2026, 9:00 in Vietnam: no holiday near, whatever day the test is run on. */
export const morning = '2026-12-01T02:00:00Z';

type HouseOptions = {
  booking?: Partial<CommuneSettings['booking']>;
  environment?: Record<string, string>;
  capacity?: Counter['capacity'];
  stoppable?: boolean;
};

/**
 * The whole backend in this process: API over HTTP, MongoDB (embedded, or that of MONGODB_URI), the Zalo emulator, one clock for all, jobs
 * that run when the test says so. `stoppable`: the test stops MongoDB. Closes with the test.
 */
export async function house({ booking = {}, environment = {}, capacity, stoppable = false }: HouseOptions = {}) {
  const mongo = await testMongo({ stoppable });
  const zalo = await startZaloEmulator({ port: 0 });
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${zalo.url}/control${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  const clock = shiftedClock();
  const moveClock = async (move: Record<string, unknown>) => {
    clock.shiftTo(z.object({ offsetMs: z.number() }).parse(await control('POST', '/clock', move)).offsetMs);
  };
  await moveClock({ set: morning });

  const config = readConfig({
    PUBLIC_URL: 'http://127.0.0.1:1',
    MONGODB_URI: mongo.uri,
    MONGODB_DATABASE: mongo.database,
    REDIS_URL: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379',
    QUEUE_PREFIX: `test-${mongo.database}`,
    DATA_KEY: randomBytes(32).toString('base64'),
    SESSION_SECRET: randomBytes(32).toString('base64'),
    SESSION_HOURS: '720',
    CORS_ORIGINS: 'http://mini-app.localhost',
    LOG_LEVEL: 'silent',
    ZALO_APP_ID: zalo.identity.appId,
    ZALO_APP_SECRET: zalo.identity.appSecret,
    ZALO_MINI_APP_ID: zalo.identity.miniAppId,
    ZALO_OA_ID: zalo.identity.oaId,
    ZALO_OA_SECRET: zalo.identity.oaSecret,
    ZALO_OPEN_API_KEY: zalo.identity.openApiKey,
    ZALO_OA_REFRESH_TOKEN: refreshToken.parse(await control('POST', '/oa-tokens')),
    ZALO_OPENAPI_URL: zalo.hosts.openapi,
    ZALO_BUSINESS_URL: zalo.hosts.business,
    ZALO_OAUTH_URL: zalo.hosts.oauth,
    ZALO_GRAPH_URL: zalo.hosts.graph,
    ZALO_MINI_OPENAPI_URL: zalo.hosts.miniOpenapi,
    ZALO_TIMEOUT_MS: '4000',
    ZALO_TEMPLATE_UID: '100001',
    ZALO_TEMPLATE_PHONE: '100002',
    ...environment,
  });
  const log = createLog(config.LOG_LEVEL, 'test');

  /** Jobs wait here until `runJobs`; `down` makes the queue refuse like a Redis that is away. */
  const queued = new Map<string, { name: JobName; payload: unknown }>();
  let queueDown = false;
  const jobs: BullQueue = {
    add: async (name, payload, jobId) => {
      if (queueDown) throw new Error('the queue is away');
      if (!queued.has(jobId)) queued.set(jobId, { name, payload });
    },
    depths: async () => ({}),
    close: async () => undefined,
  };
  const composed = compose({ config, log, clock, overrides: { jobs } });
  composed.database.open();
  await composed.database.whenReady();
  const handlers = handlersOf(composed);
  const api = buildApi(composed, createMetrics('test'));
  const server = await serve(api, { host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await server.close(1_000);
    await composed.close();
    await zalo.close();
    await mongo.close();
  });

  const person = async (id: string, given: Record<string, unknown> = {}): Promise<Person> => {
    await control('POST', '/people', [{ id, name: 'Nguyễn Văn Minh', follows: true, scopes: ['scope.userInfo'], ...given }]);
    return signedIn(id);
  };
  async function signedIn(id: string): Promise<Person> {
    const { accessToken } = z.object({ accessToken: z.string() }).parse(await control('POST', `/people/${id}/access-token`));
    let token: string | null = null;
    const renew = async () => {
      token = (await calls.callAnonymously(signIn, { body: { accessToken } })).token;
      return token;
    };
    const calls = caller({
      baseUrl: () => server.url,
      fetch,
      tokens: { token: async () => token ?? renew(), renew, failure: () => null },
      wait: async () => undefined,
    });
    await renew();
    return { id, token: token ?? '', call: calls.call };
  }

  /** An officer with a Zalo account of their own. */
  const officer = async (
    id: string,
    roles: Role[],
    counterKeys: string[] = [],
    more: { hamletKeys?: string[]; title?: string } = {},
  ): Promise<Person> => {
    const { invitationCode } = await composed.officers.invite({ name: 'Trần Thị Cán Bộ', roles, counterKeys, ...more });
    const someone = await person(id, { name: 'Trần Thị Cán Bộ' });
    await someone.call(acceptInvitation, { body: { code: invitationCode } });
    return someone;
  };

  // The commune as its administrator would set it up.
  const counter = { ...oneStop, ...(capacity && { capacity }) };
  await composed.calendar.saveCounter({ ...counter, key: 'ho-tich' });
  await composed.calendar.saveCounter({ ...counter, key: 'tai-nha', name: 'Tổ phục vụ tại nhà', kind: 'home', slotMinutes: 60 });
  await composed.calendar.saveCounter({
    ...counter,
    key: 'ngoai-gio',
    name: 'Buổi ngoài giờ',
    kind: 'out_of_hours',
    hours: [{ weekday: 6, from: '08:00', to: '11:00' }],
  });
  const settings = await composed.communes.settings();
  await composed.communes.saveSettings({
    ...settings,
    officeName: 'UBND xã Phú Lạc',
    hotline: '0208 000 0000',
    booking: { ...settings.booking, withholdMinutes: { from: 0, to: 0 }, ...booking },
  });
  await composed.procedures.add(birthRegistration);
  await composed.procedures.add(marriageRegistration);

  return {
    url: server.url,
    zalo,
    control,
    composed,
    clock,
    mongo,
    person,
    signedIn,
    officer,
    config,
    advance: (milliseconds: number) => moveClock({ advanceMs: milliseconds }),
    setClock: (instant: string) => moveClock({ set: instant }),
    queueIs: (state: 'up' | 'down') => {
      queueDown = state === 'down';
    },
    /** Redis lost what was in it. */
    forgetJobs: () => queued.clear(),
    /** One turn of the worker: its duties in order, then every job that is queued, until nothing is left. */
    async work(): Promise<void> {
      for (const { run } of dutiesOf(composed)) await run();
      await composed.letters.relay();
      while (queued.size > 0) {
        const [id, { name, payload }] = queued.entries().next().value as [string, { name: JobName; payload: unknown }];
        await (handlers[name] as (payload: unknown) => Promise<unknown>)(payload);
        queued.delete(id);
      }
    },
    /** A person's id in our Zalo App. */
    async zaloIdOf(id: string): Promise<string> {
      return z.looseObject({ appUserId: z.string() }).parse(await control('GET', `/people/${id}`)).appUserId;
    },
    /** What lies in a person's Zalo, oldest first, without what they wrote themselves. */
    async inbox(id: string): Promise<{ text: string }[]> {
      const messages = z
        .array(z.looseObject({ from: z.string(), text: z.string().nullish() }))
        .parse(await control('GET', `/people/${id}/inbox`));
      return messages.filter(({ from }) => from !== 'person').map(({ title, text }) => ({ text: `${title}\n${text}` }));
    },
  };
}

export type House = Awaited<ReturnType<typeof house>>;

/** A bare request, for what the typed call would never send. */
export async function raw(
  url: string,
  method: string,
  path: string,
  { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json: unknown = text === '' ? null : JSON.parse(text);
  return { status: response.status, body: json as Record<string, unknown>, headers: response.headers };
}
