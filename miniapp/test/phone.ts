import { createHash } from 'node:crypto';
import { type bookAppointment, listOpenSlots, type OpenSlot } from 'backend/contracts/appointments';
import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import type { Way } from 'backend/contracts/procedures';
import { signIn } from 'backend/contracts/residents';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { makeResidents, type SeedResident } from '../../scripts/seed/people.js';
import { seed } from '../../scripts/seed/seed.js';
import { chromiumProgram } from '../../scripts/system/chromium.js';
import { startFilled } from '../../scripts/system/filled.js';
import type { System } from '../../scripts/system/system.js';
import { developmentIdentity } from '../../scripts/zalo-emulator/src/identity.js';
import { caller } from '../src/api.js';

/** The phone of the farmer: the screen every page is drawn for. */
export const phoneScreen = { width: 360, height: 740 } as const;

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Procedures of the seed that the tests book: one at the counter and at home, one that gives its result the same day. */
export const birth = '1.001193';
export const copies = '2.000815';

/** A person as the API knows them: what they could do in the Mini App, done without it. */
export type Caller = { call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ReplyOf<E>> };

export type PhoneOptions = {
  /** Where the Mini App opens: `/slip/…`. */
  path?: string;
  screen?: { width: number; height: number };
  /** Pixels of the picture per pixel of the page. */
  sharpness?: number;
  touch?: boolean;
  /** Done before the page opens. */
  prepare?: (context: BrowserContext) => Promise<void>;
};

/** One running system with its people, their phones and its clock. */
export type Town = {
  /** Starts, stops and breaks the parts of the system. */
  system: System;
  browser: Browser;
  /** The emulator's control API; the reader narrows the answer. */
  control(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  /** Moves the clock of everybody, phones, API, worker and Zalo, and waits until the API follows. */
  advance(milliseconds: number): Promise<void>;
  setClock(instant: Date): Promise<void>;
  /** Makes a Zalo account and answers its id. */
  person(fields?: Partial<{ name: string; phone: string; follows: boolean; scopes: string[] }>): Promise<string>;
  /** The person writes to the Official Account, which may then answer in the chat, with buttons, for 48 hours. */
  writes(personId: string, text: string): Promise<void>;
  /** Signs a person in as the Mini App does. */
  as(personId: string): Promise<Caller>;
  /** The Mini App in a browser of its own, as this person holds it. */
  phone(personId: string, options?: PhoneOptions): Promise<{ page: Page; context: BrowserContext; errors: string[] }>;
  /** The phone with its inbox around the Mini App. */
  inbox(personId: string, options?: PhoneOptions): Promise<{ page: Page; context: BrowserContext }>;
  /** The address of a screen of the Mini App. */
  address(personId: string, path?: string): string;
  stop(): Promise<void>;
};

const Offset = z.object({ offsetMs: z.number() });
const clockWatcher = 'nguoi-xem-gio';
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const AccessToken = z.object({ accessToken: z.string() });

export type TownOptions = {
  /** Residents of the seed; only the grandmother unless told otherwise. */
  residents?: readonly SeedResident[];
  report?: (line: string) => void;
};

/** Starts everything in a folder of its own, on free ports, on a working Monday just after eight, with the commune's catalogue and officers in it. */
export async function openTown({ residents = makeResidents(1), report = () => undefined }: TownOptions = {}): Promise<Town> {
  const system = await startTown(residents, report);
  try {
    const browser = await chromium.launch({
      executablePath: chromiumProgram(report),
      args: quiet,
    });
    return {
      system,
      ...townAround(system, browser),
      async stop() {
        await browser.close();
        await system.stop();
      },
    };
  } catch (fault) {
    await system.stop();
    throw fault;
  }
}

/** The same people make the same town. */
function startTown(residents: readonly SeedResident[], report: (line: string) => void): Promise<System> {
  const name = createHash('sha256').update(JSON.stringify(residents)).digest('hex').slice(0, 12);
  const fill = (system: System) =>
    seed({
      apiUrl: system.apiUrl,
      zaloControlUrl: `${system.zaloUrl}/control`,
      officialAccountId: developmentIdentity.oaId,
      miniAppId: developmentIdentity.miniAppId,
      inviteAdministrator: async (invitation) => {
        const { inviteOfficer } = await import('../../scripts/invite.js');
        return (await inviteOfficer(system.environment, invitation)).code;
      },
      residents,
      report: () => undefined,
    });
  return startFilled(`town-${name}`, fill, { report });
}

/** The town around a system that runs already. */
export function townAround(addresses: Pick<System, 'apiUrl' | 'zaloUrl'>, browser: Browser): Omit<Town, 'stop' | 'system'> {
  const { control, session, callAs, moveClock, setClock } = controlsOf(addresses);
  const zaloPort = new URL(addresses.zaloUrl).port;
  let people = 0;

  const address = (personId: string, where = '/') => {
    const url = new URL(`http://h5.zdn.vn.localhost:${zaloPort}/zapps/${developmentIdentity.miniAppId}${where}`);
    url.searchParams.set('person', personId);
    return url.href;
  };

  async function context({ screen = phoneScreen, sharpness = 1, touch = true, prepare }: PhoneOptions): Promise<BrowserContext> {
    const own = await browser.newContext({
      viewport: screen,
      deviceScaleFactor: sharpness,
      hasTouch: touch,
      isMobile: touch,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      reducedMotion: 'reduce',
    });
    await prepare?.(own);
    return own;
  }

  return {
    browser,
    control,
    advance: (milliseconds) => moveClock({ advanceMs: milliseconds }),
    setClock,
    async person(fields = {}) {
      people += 1;
      const id = `nguoi-thu-${people}`;
      await control('POST', '/people', [
        {
          id,
          name: 'Hoàng Thị Mận',
          phone: `0950100${String(people).padStart(3, '0')}`,
          follows: false,
          scopes: ['scope.userInfo'],
          ...fields,
        },
      ]);
      return id;
    },
    async writes(personId, text) {
      await control('POST', `/people/${personId}/actions`, { do: 'send_text', text });
      await control('GET', '/webhooks/idle');
    },
    async as(personId) {
      const { call } = callAs((await session(personId)).token);
      return { call: (endpoint, request) => call(endpoint, request) };
    },
    async phone(personId, options = {}) {
      const own = await context(options);
      const page = await own.newPage();
      page.setDefaultTimeout(30_000);
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(address(personId, options.path));
      return { page, context: own, errors };
    },
    async inbox(personId, options = {}) {
      const own = await context(options);
      const page = await own.newPage();
      page.setDefaultTimeout(30_000);
      await page.goto(`http://localhost:${zaloPort}/?person=${personId}&tab=chat`);
      return { page, context: own };
    },
    address,
  };
}

/** Zalo's side of a running system, and its one clock. */
function controlsOf({ apiUrl, zaloUrl }: Pick<System, 'apiUrl' | 'zaloUrl'>) {
  async function control(method: string, where: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${zaloUrl}/control${where}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`Zalo emulator refused ${method} ${where}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  const callAs = (token: string | null) =>
    caller({
      baseUrl: () => apiUrl,
      fetch: (...request) => fetch(...request),
      tokens: { token: async () => token, renew: async () => null, failure: () => null },
      wait: pause,
    });

  async function session(personId: string) {
    const { accessToken } = AccessToken.parse(await control('POST', `/people/${personId}/access-token`, {}));
    return callAs(null).callAnonymously(signIn, { body: { accessToken } });
  }

  /** A session lives equally long each time, so that its end tells what time it is for the API. */
  async function sessionEnd(): Promise<number> {
    await control('POST', '/people', [{ id: clockWatcher, name: 'Hà Văn Lâm', phone: '0950199999', follows: false, scopes: [] }]);
    return Date.parse((await session(clockWatcher)).expiresAt);
  }

  async function moveClock(move: Record<string, unknown>): Promise<void> {
    const [end, before] = [await sessionEnd(), Offset.parse(await control('GET', '/clock'))];
    const after = Offset.parse(await control('POST', '/clock', move));
    const moved = after.offsetMs - before.offsetMs;
    const patience = performance.now() + 30_000;
    while (Math.abs((await sessionEnd()) - end - moved) > 60_000) {
      if (performance.now() > patience) throw new Error('the API does not follow the clock');
      await pause(100);
    }
  }

  return { control, session, callAs, moveClock, setClock: (instant: Date) => moveClock({ set: instant.toISOString() }) };
}

/** The free places of a procedure, day by day, those of today left out: they may lie too near. */
export async function freePlaces({ call }: Caller, code: string, way: Way = 'counter'): Promise<{ date: string; slots: OpenSlot[] }[]> {
  const { days } = await call(listOpenSlots, { params: { code }, query: { way } });
  return days
    .slice(1)
    .filter(({ state }) => state === 'open')
    .map(({ date, slots }) => ({ date, slots: slots.filter(({ placesLeft }) => placesLeft > 0) }));
}

export type BookBody = RequestOf<typeof bookAppointment>['body'];
