import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import { listOpenSlots, type Slip } from 'backend/contracts/appointments';
import { saveDayOverride } from 'backend/contracts/calendar';
import { type DeskAppointment, listDay } from 'backend/contracts/desk';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { residents } from '../seed/people.js';
import { wellKnown } from '../seed/seed.js';
import { answers, startChild, whenReady } from './children.js';
import { startSeeded } from './filled.js';
import { freePort } from './ports.js';
import { repository } from './repository.js';
import { type SignedIn, signedIn } from './signed-in.js';
import type { ServiceName, System } from './system.js';
import { until } from './until.js';
import { type ZaloControl, zaloControl } from './zalo-control.js';

/** Real processes, killed in the middle of their work. One system for the file: each test takes a day of its own. */
let system: System;
let zalo: ZaloControl;
let administrator: SignedIn;
let crowd: SignedIn[];
let days: string[];
const died: ServiceName[] = [];

const procedure = { code: '1.001193', way: 'counter' } as const;
const counterKey = 'ho-tich-chung-thuc';

beforeAll(async () => {
  system = await startSeeded({
    environment: { LOG_LEVEL: 'warn', ZALO_TIMEOUT_MS: '1500' },
    onUnexpectedEnd: (_fault, name) => died.push(name),
  });
  zalo = zaloControl(`${system.zaloUrl}/control`);
  // Everybody follows the Official Account, so that everybody can be reached.
  await zalo.makePeople(residents.map(({ zaloId: id, name }) => ({ id, name, follows: true })));
  administrator = await signedIn(system.apiUrl, zalo, wellKnown.administrator.zaloId);
  crowd = [];
  for (let first = 0; first < residents.length; first += 20)
    crowd.push(...(await Promise.all(residents.slice(first, first + 20).map(({ zaloId }) => signedIn(system.apiUrl, zalo, zaloId)))));
  const open = await administrator.call(listOpenSlots, { params: { code: procedure.code }, query: { way: procedure.way } });
  days = open.days
    .filter(({ state }) => state === 'open')
    .map(({ date }) => date)
    .slice(2);
}, 240_000);

afterAll(async () => {
  await system?.stop();
}, 60_000);

/** Ten starts of the next day that no test has used, with so many places each. */
async function aDay(places: number): Promise<{ date: string; starts: string[] }> {
  const date = days.shift() ?? '';
  await administrator.call(saveDayOverride, {
    params: { key: counterKey, date },
    body: { hours: [{ from: '08:00', to: '13:00' }], capacity: { public: places, staff: 0 }, reason: 'Ngày thử' },
  });
  const open = await administrator.call(listOpenSlots, { params: { code: procedure.code }, query: { way: procedure.way } });
  const { slots = [] } = open.days.find((day) => day.date === date) ?? {};
  expect(slots.map(({ placesLeft }) => placesLeft)).toEqual(Array(10).fill(places));
  return { date, starts: slots.map(({ start }) => start) };
}

async function booked(date: string): Promise<DeskAppointment[]> {
  const found: DeskAppointment[] = [];
  let after: string | undefined;
  do {
    const query = { date, counter: counterKey, ...(after !== undefined && { after }) };
    const page = await administrator.call(listDay, { query });
    found.push(...page.appointments);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found.filter(({ status }) => status === 'booked');
}

type Answer = { status: number; retryAfter: string | undefined; body: Record<string, unknown> };
type Attempt = { who: SignedIn; date: string; start: string; key: string };

const sockets = new Agent({ keepAlive: true, maxSockets: 300 });
afterAll(() => sockets.destroy());

async function read(response: IncomingMessage): Promise<Answer> {
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += part;
  return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body: JSON.parse(text) };
}

/** One booking as it goes over the wire; rejects with the socket's error. */
function post(
  { who, date, start, key }: Attempt,
  { url = system.apiUrl, headers = {}, agent = sockets }: { url?: string; headers?: Record<string, string>; agent?: Agent } = {},
): { sent: ClientRequest; answer: Promise<Answer> } {
  const body = JSON.stringify({ ...procedure, date, start, person: { relation: 'self' } });
  const sent = request(`${url}/api/appointments`, {
    method: 'POST',
    agent,
    headers: {
      Authorization: `Bearer ${who.token()}`,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Idempotency-Key': key,
      ...headers,
    },
  });
  const answer = new Promise<Answer>((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (response) => read(response).then(resolve, reject));
  });
  answer.catch(() => undefined);
  sent.end(body);
  return { sent, answer };
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Asks again under the same key, as the Mini App does, until an answer says what became of it. */
async function persistently(attempt: Attempt, untilBetter: () => Promise<void> = () => pause(100)): Promise<Answer> {
  for (;;) {
    const answer = await post(attempt).answer.catch(() => null);
    if (answer && answer.status !== 503) return answer;
    await untilBetter();
  }
}

/** Who has booked; the next test asks somebody else. */
const served = new Set<SignedIn>();

function attempts(count: number, day: { date: string; starts: string[] }): Attempt[] {
  const people = crowd.filter((person) => !served.has(person));
  return Array.from({ length: count }, (_, index) => ({
    who: people[index % people.length] as SignedIn,
    date: day.date,
    start: day.starts[(index + Math.floor(index / people.length)) % day.starts.length] ?? '',
    key: `faults-${day.date}-${index}`,
  }));
}

async function killAndRestart(...names: ServiceName[]): Promise<void> {
  await Promise.all(names.map((name) => system.kill(name)));
  await Promise.all(names.map((name) => system.restart(name)));
}

type Given = { who: SignedIn; slip: Slip };
const givenBy = ({ who }: Attempt, { status, body }: Answer): Given => {
  expect({ status, code: body.code }).toEqual({ status: 201, code: expect.stringMatching(/^LH-/) });
  served.add(who);
  return { who, slip: body as Slip };
};

/** The officer's list of that day holds exactly these slips, no two of them at one seat. */
async function listHolds(date: string, given: readonly Given[]): Promise<void> {
  const list = await booked(date);
  expect(list.map(({ code, start, seat }) => `${code} ${start} ${seat}`).sort()).toEqual(
    given.map(({ slip }) => `${slip.code} ${slip.start} ${slip.seat}`).sort(),
  );
  expect(new Set(list.map(({ start, seat }) => `${start} ${seat}`)).size).toBe(list.length);
}

/** Waits until the fate of every message of that day is known: no phone holds one twice, and none misses it. */
async function everyPhoneHasItsSlip(date: string, given: readonly Given[]): Promise<void> {
  const list = await until(async () => {
    const now = await booked(date);
    // An officer may look ten times a second and no more.
    await pause(300);
    return now.every(({ message }) => message !== 'waiting') && now;
  }, 90_000);
  const states = new Map(list.map(({ code, message }) => [code, message]));
  for (const { who, slip } of given) {
    const messages = (await zalo.received(who.zaloId)).filter(({ text }) => text.includes(slip.code)).length;
    const found = { code: slip.code, state: states.get(slip.code), messages };
    // Where nobody can know whether it arrived, it is not sent again.
    const possible = found.state === 'unconfirmed' ? [0, 1] : [1];
    expect({ ...found, possible }).toEqual({
      ...found,
      state: expect.stringMatching(/^(sent|seen|unconfirmed)$/),
      possible: expect.arrayContaining([messages]),
    });
  }
}

it('gives each of 40 places once to 5,000 who ask at once, and loses no answer and no message, though API and worker are killed twice', async () => {
  const day = await aDay(4);
  const given: Given[] = [];
  const refused: string[] = [];
  let restarting: Promise<void> | null = null;
  const moments = [() => given.length >= 12, () => given.length + refused.length >= 2_500];
  const left = attempts(5_000, day).values();
  const ask = async () => {
    for (const attempt of left) {
      const answer = await persistently(attempt, () => restarting ?? pause(50));
      if (answer.status === 201) given.push(givenBy(attempt, answer));
      else refused.push(`${answer.status} ${String(answer.body.code)}`);
      if (restarting || !moments[0]?.()) continue;
      moments.shift();
      restarting = killAndRestart('api', 'worker').finally(() => {
        restarting = null;
      });
    }
  };
  await Promise.all(Array.from({ length: 300 }, ask));
  await restarting;

  expect(moments).toEqual([]);
  expect([given.length, refused.length]).toEqual([40, 4_960]);
  expect(refused.filter((reason) => !/^409 (day_full|slot_taken|duplicate_appointment|too_many_open)$/.test(reason))).toEqual([]);
  await listHolds(day.date, given);
  await everyPhoneHasItsSlip(day.date, given);
}, 120_000);

it('reads and books while Redis is away, and the messages catch up', async () => {
  const day = await aDay(4);
  const wanted = attempts(10, day);
  await system.kill('redis');
  const begin = performance.now();
  const given = await Promise.all(wanted.map(async (attempt) => givenBy(attempt, await post(attempt).answer)));
  // A booking waits neither for the limits nor for the queue.
  expect(performance.now() - begin).toBeLessThan(5_000);
  const ready = await fetch(`${system.apiUrl}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'degraded', checks: { database: 'up', redis: 'down', zalo: 'up' } }]);
  await listHolds(day.date, given);
  await system.restart('redis');
  await everyPhoneHasItsSlip(day.date, given);
}, 60_000);

it('says 503 and when to come back while MongoDB is away, and loses nothing that it confirmed', async () => {
  const day = await aDay(4);
  const wanted = attempts(40, day);
  const before = await Promise.all(wanted.slice(0, 20).map(async (attempt) => givenBy(attempt, await post(attempt).answer)));
  const pids = [system.pid('api'), system.pid('worker')];
  const running = wanted.slice(20, 30).map((attempt) => ({ attempt, answer: post(attempt).answer }));
  await system.kill('mongo');
  const meanwhile = await Promise.all(wanted.slice(30).map(async (attempt) => ({ attempt, answer: await post(attempt).answer })));
  for (const { answer } of meanwhile)
    expect(answer).toMatchObject({ status: 503, retryAfter: expect.stringMatching(/^\d+$/), body: { code: 'database_unavailable' } });
  const interrupted = await Promise.all(running.map(async ({ attempt, answer }) => ({ attempt, answer: await answer })));
  expect(interrupted.every(({ answer: { status } }) => status === 201 || status === 503)).toBe(true);
  expect((await fetch(`${system.apiUrl}/readyz`)).status).toBe(503);

  await system.restart('mongo');
  const after = await Promise.all(
    [...interrupted, ...meanwhile].map(async ({ attempt, answer }) => {
      const given = givenBy(attempt, await persistently(attempt));
      if (answer.status === 201) expect(given.slip.code).toBe(answer.body.code);
      return given;
    }),
  );
  await listHolds(day.date, [...before, ...after]);
  await everyPhoneHasItsSlip(day.date, [...before, ...after]);
  expect([system.pid('api'), system.pid('worker')]).toEqual(pids);
}, 60_000);

it('books while Zalo is away, and the messages go out once when it is back', async () => {
  const day = await aDay(4);
  await system.kill('zalo', 'SIGTERM');
  const given = await Promise.all(attempts(10, day).map(async (attempt) => givenBy(attempt, await post(attempt).answer)));
  await listHolds(day.date, given);
  await system.restart('zalo');
  await everyPhoneHasItsSlip(day.date, given);
}, 60_000);

it('answers the requests under way and ends well when it is asked to end', async () => {
  const day = await aDay(4);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const api = startChild({
    title: 'API thứ hai',
    command: process.execPath,
    args: ['--import', 'tsx', 'backend/src/main.api.ts'],
    folder: repository,
    environment: { ...process.env, ...system.environment, PORT: String(port) },
    logFile: path.join(system.dataFolder, 'second-api.log'),
  });
  onTestFinished(() => api.stop());
  await whenReady(api, () => answers(`${url}/readyz`));
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const wanted = attempts(30, day);
  // Known to be under way once the server has asked for the body, and held up there by the database.
  await system.kill('mongo', 'SIGSTOP');
  onTestFinished(() => system.kill('mongo', 'SIGCONT'));
  const running = await Promise.all(
    wanted.map(async (attempt) => {
      const { sent, answer } = post(attempt, { url, agent, headers: { Expect: '100-continue' } });
      await once(sent, 'continue');
      return { attempt, answer };
    }),
  );
  api.kill('SIGTERM');
  await until(() =>
    fetch(`${url}/healthz`).then(
      () => false,
      () => true,
    ),
  );
  await system.kill('mongo', 'SIGCONT');
  const given = await Promise.all(running.map(async ({ attempt, answer }) => givenBy(attempt, await answer)));
  expect(await api.ended).toEqual({ code: 0, signal: null });
  await listHolds(day.date, given);
}, 60_000);

it('has lost no process that nobody killed', () => {
  expect(died).toEqual([]);
});
