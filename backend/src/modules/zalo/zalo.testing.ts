import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { startZaloEmulator } from '../../../../scripts/zalo-emulator/src/server.js';
import { Message, Person } from '../../../../scripts/zalo-emulator/src/state.js';
import { type TestMongo, testMongo } from '../../../testing/mongo.js';
import { keyring } from '../../adapters/crypto.js';
import { createLog } from '../../adapters/log.js';
import { mongoDatabase } from '../../adapters/mongo.js';
import { zaloNotification } from '../../adapters/zalo-notification.js';
import { zaloOa } from '../../adapters/zalo-oa.js';
import { zaloTokens } from '../../adapters/zalo-tokens.js';
import { shiftedClock } from '../../clock.js';
import { type MessageReport, messagesService, type Outgoing } from '../messages/messages.service.js';
import { messagesStore } from '../messages/messages.store.js';
import { contactsStore } from './contacts.store.js';
import { oaTokenStore } from './oa-token.store.js';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
/** Short, since the emulator's silence must end it, and long enough for a busy machine. */
const timeoutMs = 700;
export const doubtAfter = 2 * timeoutMs;

const dataKey = randomBytes(32).toString('base64');
export const log = createLog('silent', 'test');
export const miniAppUrl = (path: string) => `https://zalo.me/s/2956183740265918374${path}`;

type Templates = { templateUid?: string; templatePhone?: string; templateNotification?: string; billedConsultation?: boolean };
export const everyTemplate = { templateUid: '100001', templatePhone: '100002', templateNotification: '00126fd75392bacce383' };

/** The emulator in Zalo's place, with what a test asks of it. Its clock is the test's. */
export async function zaloAndClock() {
  const zalo = await startZaloEmulator({ port: 0 });
  onTestFinished(() => zalo.close());
  const clock = shiftedClock();

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${zalo.url}/control${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
  const moveClock = async (move: Record<string, unknown>) => {
    clock.shiftTo(z.object({ offsetMs: z.number() }).parse(await control('POST', '/clock', move)).offsetMs);
  };
  // In the morning of a working day, so that no test depends on when it is run.
  await moveClock({ set: '2026-12-01T02:00:00Z' });
  const { refreshToken } = z
    .union([
      z.object({ refreshToken: z.string() }),
      z.object({ refresh_token: z.string() }).transform((pair) => ({ refreshToken: pair.refresh_token })),
    ])
    .parse(await control('POST', '/oa-tokens'));

  return {
    ...zalo,
    clock,
    control,
    refreshToken,
    advance: (milliseconds: number) => moveClock({ advanceMs: milliseconds }),
    setClock: (instant: string) => moveClock({ set: instant }),
    async person(given: Record<string, unknown> = {}): Promise<Person> {
      const [one] = z
        .array(Person.loose())
        .parse(await control('POST', '/people', [{ name: 'Nguyễn Văn Minh', phone: '0912345678', follows: true, ...given }]));
      if (!one) throw new Error('nobody was made');
      return one;
    },
    act: (id: string, action: Record<string, unknown>) => control('POST', `/people/${id}/actions`, action),
    faults: (...faults: Record<string, unknown>[]) => control('PUT', '/faults', faults),
    /** What the Official Account and the Mini App put into the person's Zalo. */
    async inbox(id: string): Promise<Message[]> {
      return z
        .array(Message)
        .parse(await control('GET', `/people/${id}/inbox`))
        .filter(({ from }) => from !== 'person');
    },
    async requests(path: string) {
      const entries = z.array(z.looseObject({ path: z.string() })).parse(await control('GET', '/ledger?kind=request'));
      return entries.filter((entry) => entry.path === path);
    },
  };
}
export type ZaloAndClock = Awaited<ReturnType<typeof zaloAndClock>>;

/** A MongoDB with nothing in it. */
export async function emptyMongo(options: { stoppable?: boolean } = {}): Promise<TestMongo> {
  const mongo = await testMongo(options);
  onTestFinished(mongo.close);
  return mongo;
}

/** One process of ours: its own connections and its own services over the shared database. */
export async function oneProcess(
  zalo: ZaloAndClock,
  { uri, database: name }: Pick<TestMongo, 'uri' | 'database'>,
  templates: Templates = {},
) {
  const database = mongoDatabase({ uri, database: name, log, selectionMilliseconds: 500 });
  onTestFinished(() => database.close());
  const contacts = contactsStore(database);
  const store = messagesStore(database);
  const tokens = zaloTokens({
    oaId: zalo.identity.oaId,
    oauthUrl: zalo.hosts.oauth,
    appId: zalo.identity.appId,
    appSecret: zalo.identity.appSecret,
    store: oaTokenStore(database, zalo.identity.oaId),
    keyring: keyring([dataKey]),
    clock: zalo.clock,
    redirectUrl: 'http://127.0.0.1/webhooks/zalo-oauth',
    bootstrapRefreshToken: zalo.refreshToken,
    timeoutMs,
  });
  const { openapi: openapiUrl, business: businessUrl, miniOpenapi: miniOpenapiUrl } = zalo.hosts;
  const reports: MessageReport[] = [];
  const messages = messagesService({
    store,
    contacts,
    oa: zaloOa({ openapiUrl, businessUrl, tokens, timeoutMs }),
    notification: zaloNotification({ miniOpenapiUrl, miniAppId: zalo.identity.miniAppId, apiKey: zalo.identity.openApiKey, timeoutMs }),
    clock: zalo.clock,
    config: { billedConsultation: false, ...templates, timeoutMilliseconds: timeoutMs },
    miniAppUrl,
    report: (event) => reports.push(event),
  });
  return { database, contacts, store, tokens, messages, reports };
}
export type Process = Awaited<ReturnType<typeof oneProcess>>;

let entries = 0;
/** A message to a person, as the appointments write it. */
export function messageTo(person: Pick<Person, 'appUserId' | 'oaUserId' | 'phone'>, given: Partial<Outgoing> = {}): Outgoing {
  entries += 1;
  return {
    entryId: `65f0c0ffee0000000000${String(entries).padStart(4, '0')}-confirmed`,
    source: 'appointment',
    sourceId: '65f0c0ffee00000000001234',
    kind: 'confirmed',
    recipient: {
      residentId: '65f0c0ffee0000000000aaaa',
      zaloUserId: person.appUserId,
      oaUserId: person.oaUserId,
      phone: person.phone,
      consent: true,
    },
    letter: {
      text: 'Đã đặt lịch chứng thực, 8 giờ 30, Thứ Tư, 02/12/2026.\nMã LH-1234-5678.',
      buttons: [{ title: 'Xem giấy hẹn', path: '/slip/65f0c0ffee00000000001234' }],
    },
    template: { tieu_de: 'Đã đặt lịch', noi_dung: 'Chứng thực, 8 giờ 30, Thứ Tư, 02/12/2026' },
    staleAfter: null,
    ...given,
  };
}

/** Waits until something is true, at most ten seconds. */
export async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<Awaited<T>>> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > deadline) throw new Error(`still not so after 10 s: ${look}`);
    await new Promise((done) => setTimeout(done, 15));
  }
}
