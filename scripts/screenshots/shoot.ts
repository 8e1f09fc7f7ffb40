import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { z } from 'zod';
import { phoneScreen, type Town } from '../../miniapp/test/phone.js';

/** How a page is met: as it should be, while it waits, when the commune's server fails, without a network, with large letters, at 200 % zoom. */
export type State = 'full' | 'loading' | 'error' | 'offline' | 'large' | 'zoomed';

export type Shot = {
  /** Name of the picture, without its ending. */
  name: string;
  personId: string;
  path?: string;
  state?: State;
  /** A desk's screen instead of a phone's. */
  computer?: boolean;
  /** What to do before the picture is taken; default: wait until nothing is being loaded. */
  act?: (page: Page, context: BrowserContext) => Promise<void>;
  /** Only what stands on the screen; otherwise the whole page. */
  screenOnly?: boolean;
  sharpness?: number;
  /** The Zalo inbox instead of the Mini App. */
  inbox?: boolean;
  /** Another screen than the phone's or the desk's. */
  screen?: { width: number; height: number };
  /** Only this part of the page. */
  only?: string;
};

export type Shooting = {
  town: Omit<Town, 'stop' | 'system'>;
  folder: string;
  wanted: (name: string) => boolean;
  onTaken?: () => void;
};

const computerScreen = { width: 1366, height: 768 };
const zoomedScreen = { width: phoneScreen.width / 2, height: phoneScreen.height / 2 };

const failure = {
  status: 500,
  contentType: 'application/problem+json',
  headers: { 'Access-Control-Allow-Origin': '*' },
  body: JSON.stringify({ type: 'about:blank', title: 'Lỗi', status: 500, detail: 'Lỗi', code: 'internal' }),
};

const answers: Partial<Record<State, (route: Route) => Promise<void>>> = {
  loading: () => new Promise(() => undefined),
  error: (route) => route.fulfill(failure),
  offline: (route) => route.abort(),
};

/** Waits until the page has what it asked for: no grey shapes, nothing busy. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    `document.querySelector('#app > *') !== null && document.querySelector('.skeleton, [aria-busy="true"]') === null && document.querySelector('.screen .header-title, h1') !== null`,
  );
  await page.evaluate('document.fonts.ready');
}

/** Makes the screen as tall as the page, so that what sticks to its lower edge stands at the end. */
async function unroll(page: Page, { width, height }: { width: number; height: number }): Promise<void> {
  const tall = z.number().parse(await page.evaluate('Math.ceil(document.documentElement.scrollHeight)'));
  if (tall <= height) return;
  await page.setViewportSize({ width, height: tall });
  await page.evaluate('scrollTo(0, 0)');
}

/** Takes one picture; a page that will not come names the shot in its error. */
export async function shoot({ town, folder, wanted, onTaken }: Shooting, shot: Shot): Promise<void> {
  const { name, personId, state = 'full', computer = false, inbox = false, screenOnly = false, sharpness = 1 } = shot;
  if (!wanted(name)) return;
  const options = {
    screen: shot.screen ?? (computer ? computerScreen : state === 'zoomed' ? zoomedScreen : phoneScreen),
    touch: !computer,
    sharpness: state === 'zoomed' ? 2 * sharpness : sharpness,
    ...(shot.path === undefined ? {} : { path: shot.path }),
    prepare: async (context: BrowserContext) => {
      const answer = answers[state];
      // The desk is opened to those whom the API says to be officers; what is met in other states is the page behind that door.
      if (answer) await context.route(computer ? /\/api\/(?!sessions|me$)/ : /\/api\/(?!sessions)/, answer);
      if (state === 'large') await context.addInitScript(`localStorage.setItem('zalo:${personId}:app:xa-phu-lac.large-text', 'true')`);
    },
  };
  const { page, context } = await (inbox ? town.inbox(personId, options) : town.phone(personId, options));
  try {
    if (shot.act) await shot.act(page, context);
    else if (state === 'loading') await page.locator('.skeleton').first().waitFor();
    else if (state === 'error' || state === 'offline') await page.locator('[role="alert"]').first().waitFor();
    else await settled(page);
    const file = path.join(folder, `${name}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    if (!screenOnly && !inbox) await unroll(page, options.screen);
    const part = shot.only === undefined ? page : page.locator(shot.only);
    await part.screenshot({ path: file, animations: 'disabled' });
    onTaken?.();
  } catch (fault) {
    throw new Error(`Chưa chụp được "${name}": ${fault instanceof Error ? fault.message : fault}`);
  } finally {
    await context.close();
  }
}
