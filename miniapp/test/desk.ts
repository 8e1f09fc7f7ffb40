import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { listOpenSlots, readHome } from 'backend/contracts/appointments';
import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import { signIn } from 'backend/contracts/residents';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumProgram } from '../../scripts/system/chromium.js';
import { startSeeded } from '../../scripts/system/filled.js';
import { CallFailure, caller } from '../src/api.js';

/** Somebody signed in, who calls the API as the Mini App does. */
export type Person = { call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ReplyOf<E>> };

/** A message as it lies in somebody's Zalo. */
export type Received = { id: string; title: string | null; text: string; buttons: { title: string }[] };

export const computer = { width: 1366, height: 768 };
export const phone = { width: 360, height: 740 };

/** Certified copies: one slot, at the counter of the well-known officer. */
export const copies = { code: '2.000815', way: 'counter' } as const;

export type Desk = Awaited<ReturnType<typeof startDesk>>;

/** The whole system with its sample people, and a browser. `close` leaves nothing behind. */
export async function startDesk() {
  const system = await startSeeded();
  try {
    const browser = await launchBrowser();
    return {
      ...deskAt(system, browser),
      browser,
      system,
      close: async () => {
        await browser.close();
        await system.stop();
      },
    };
  } catch (fault) {
    await system.stop();
    throw fault;
  }
}

function launchBrowser(): Promise<Browser> {
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({
    executablePath: chromiumProgram(() => undefined),
    args: ['--no-sandbox', '--disable-gpu', ...quiet],
  });
}

const waitMilliseconds = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Looks again until something is there; throws after half a minute. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  const end = performance.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error('it did not happen in time');
    await waitMilliseconds(50);
  }
}

type Addresses = { apiUrl: string; zaloUrl: string; miniAppUrl: string };

/** The parts of a running system that a test of the desk touches. */
export function deskAt({ apiUrl, zaloUrl, miniAppUrl }: Addresses, browser: Browser) {
  async function zalo(way: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE' = 'GET', body?: unknown): Promise<unknown> {
    const response = await fetch(`${zaloUrl}/control${way}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${way}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  const callAs = (token: string | null) =>
    caller({
      baseUrl: () => apiUrl,
      fetch: (...request) => fetch(...request),
      tokens: { token: async () => token, renew: async () => null, failure: () => null },
      wait: waitMilliseconds,
    });

  async function person(zaloId: string): Promise<Person> {
    const { accessToken } = (await zalo(`/people/${zaloId}/access-token`, 'POST', {})) as { accessToken: string };
    const { token } = await callAs(null).callAnonymously(signIn, { body: { accessToken } });
    return { call: callAs(token).call };
  }

  return {
    zalo,
    person,
    /** The next day on which the counter takes people; never today. */
    async nextOpenDay(resident: Person): Promise<string> {
      const { now } = (await zalo('/clock')) as { now: string };
      const today = new Date(Date.parse(now) + 7 * 3_600_000).toISOString().slice(0, 10);
      const { days } = await resident.call(listOpenSlots, { params: { code: copies.code }, query: { way: copies.way } });
      const open = days.find(({ date, state }) => date > today && state === 'open');
      if (open === undefined) throw new Error('no open day');
      return open.date;
    },
    /** Moves the one clock of Zalo, API, worker and browsers to a time of a day in Vietnam, and waits until the API follows it. */
    async setClock(day: string, time: string): Promise<void> {
      await zalo('/clock', 'POST', { set: `${day}T${time}:00+07:00` });
      await until(async () => {
        try {
          const home = await (await person('ba-thom')).call(readHome, {});
          return home.today.date === day;
        } catch (error) {
          // Signed in just before the API took up the new time.
          if (error instanceof CallFailure && error.code === 'session_expired') return false;
          throw error;
        }
      });
    },
    async inbox(zaloId: string): Promise<Received[]> {
      return (await zalo(`/people/${zaloId}/inbox`)) as Received[];
    },
    /** Opens a page of the Mini App on somebody's own device. */
    async open(zaloId: string, address: string, viewport = computer): Promise<Page> {
      const context = await browser.newContext({ viewport, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce' });
      const page = await context.newPage();
      // Shorter than a test may take, so that a failure names its line.
      page.setDefaultTimeout(20_000);
      const [pathname = '', search = ''] = address.replace(/^\//, '').split('?');
      await page.goto(`${miniAppUrl}${pathname}?${search === '' ? '' : `${search}&`}person=${zaloId}`);
      return page;
    },
  };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Gives the page axe, once. Not as a script tag: the console for computers allows none of others. */
export async function bringAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
}

/** What axe finds wrong with the page as it stands, in one line each. */
export async function faultsOf(page: Page): Promise<string[]> {
  await bringAxe(page);
  return page.evaluate(async () => {
    type Axe = { run(options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    // In full only what is wrong: the rest is long to write down and nobody reads it.
    const { violations } = await (window as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

/** What a hand-held scanner does: it types the code faster than any hand and ends with Enter, wherever the focus is. */
export async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate(
    (keys) => {
      for (const key of keys)
        (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    },
    [...code, 'Enter'],
  );
}
