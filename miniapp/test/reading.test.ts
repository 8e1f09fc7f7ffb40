import { gzipSync } from 'node:zlib';
import { joinWaitingList } from 'backend/contracts/appointments';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { bringAxe } from './desk.js';
import { birth, copies, phoneScreen } from './phone.js';
import { booked, chooseTime, fillHomeDay, pressMain, reported } from './residents.js';
import { townForTests } from './town.js';

const here = townForTests();

/** The screens as a person meets them who has an appointment and waits for another. */
let person: string;
let newcomer: string;
let paths: Record<string, string>;

beforeAll(async () => {
  const { town } = here;
  const { date } = await fillHomeDay(town);
  person = await town.person({ follows: false });
  newcomer = await town.person({ scopes: [] });
  const caller = await town.as(person);
  const slip = await booked(caller, { code: copies });
  await caller.call(joinWaitingList, { body: { code: birth, way: 'home', date } });
  paths = {
    home: '/',
    procedures: '/procedures',
    'nothing found': '/procedures?q=qwertyuiop',
    procedure: `/procedures/${birth}`,
    when: `/procedures/${birth}/book`,
    slip: `/slip/${slip.id}`,
    'question whether to cancel': `/slip/${slip.id}?cancel=1`,
    reschedule: `/slip/${slip.id}/reschedule`,
    appointments: '/appointments',
    waiting: '/waiting',
    me: '/me',
    about: '/about',
    'which kind': '/guidance',
    complaining: '/guidance/complaint',
    denouncing: '/guidance/denunciation',
    'asking for information': '/guidance/information',
    'what people think of the office': '/conduct',
    reports: '/reports',
    'a report': `/reports/${await reported(caller)}`,
    'pictures of a report': '/reports/new',
    'place of a report': '/reports/new?step=2',
    'a request for information': '/reports/new?kind=information_request',
    'a tracking code': '/reports/track',
    'a board without reports': '/board',
    'a map without points': '/board/map',
    'statistics without answers': '/board/statistics',
    'not found': '/khong-co',
  };
}, 60_000);

async function settled(page: Page): Promise<void> {
  await page.locator('.screen h1').waitFor();
  await page.waitForFunction('document.querySelector(".skeleton, [aria-busy=true]") === null');
}

type Axe = {
  run(context: unknown, options: unknown): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
};
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with the screen as it stands; Zalo's own menu is not ours. */
async function faultsOf(page: Page): Promise<string[]> {
  await bringAxe(page);
  const screen = page.viewportSize() ?? phoneScreen;
  // As tall as the page: what is half scrolled below the tabs is not too small for a finger.
  await page.setViewportSize({
    ...screen,
    height: Math.max(screen.height, await page.evaluate(() => document.documentElement.scrollHeight)),
  });
  const faults = await page.evaluate(async (runOnly) => {
    const { run } = (window as unknown as { axe: Axe }).axe;
    const { violations } = await run({ exclude: ['zalo-native'] }, { runOnly, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`));
  }, rules);
  await page.setViewportSize(screen);
  return faults;
}

/** What sticks out at the right; what scrolls by itself, as the strip of days does, may. */
const wider = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element | null): boolean =>
      element !== null && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    return [...document.querySelectorAll('#app *, .dialog-shade *')]
      .map((element) => ({ element, right: element.getBoundingClientRect().right }))
      .filter(({ element, right }) => right > width + 0.5 && !element.closest('.visually-hidden') && !scrolls(element.parentElement))
      .map(({ element, right }) => `${element.tagName} ${element.getAttribute('class')}: ${Math.round(right)} of ${width}`);
  });

const pressed = 'a, button, select, summary, textarea, input:not([type=radio]):not([type=checkbox]), label:has(input)';

/** Everything to be pressed that is smaller than a finger. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate((selector) => {
    return [...document.querySelectorAll(`#app :is(${selector}), .dialog-shade :is(${selector})`)]
      .filter((element) => !element.closest('.visually-hidden') && !(element.closest('label') && element.tagName !== 'LABEL'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 47.5 || box.width < 47.5))
      .map(
        ({ element, box }) =>
          `${element.tagName} "${element.textContent.trim().slice(0, 30)}": ${Math.round(box.width)}×${Math.round(box.height)}`,
      );
  }, pressed);

/** At 200 % zoom, with the app's large letters, and with letters of double size; the screen is left as it was. */
async function fitsEnlarged(page: Page, name: string): Promise<void> {
  const withRoot = (style: { large: boolean; fontSize: string }) =>
    page.evaluate(({ large, fontSize }) => {
      document.documentElement.dataset.text = large ? 'large' : 'normal';
      document.documentElement.style.fontSize = fontSize;
    }, style);
  await page.setViewportSize({ width: 180, height: 370 });
  expect(await wider(page), `${name}, zoomed`).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  await withRoot({ large: true, fontSize: '' });
  expect(await wider(page), `${name}, large letters`).toEqual([]);
  await page.setViewportSize(phoneScreen);
  await withRoot({ large: false, fontSize: '34px' });
  expect(await wider(page), `${name}, letters of double size`).toEqual([]);
  await withRoot({ large: false, fontSize: '' });
}

describe('every screen', () => {
  it('has nothing that keeps a screen reader, weak eyes or a finger out, and fits when it is enlarged, without scrolling sideways', async () => {
    const page = await here.phone(person);
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(here.town.address(person, path));
      await settled(page);
      expect(await faultsOf(page), name).toEqual([]);
      expect(await tooSmall(page), name).toEqual([]);
      expect(await wider(page), name).toEqual([]);
      expect(await page.title(), name).not.toBe('');
      await fitsEnlarged(page, name);
    }
  }, 120_000);
});

describe('the steps of booking', () => {
  it('have no faults either, nor do their sentences about what is missing', async () => {
    const page = await here.phone(newcomer, `/procedures/${birth}/book`);
    await page.getByRole('radio', { name: 'Tại nhà' }).check();
    await page.locator('.day[data-state="full"]').first().tap();
    await page.getByRole('button', { name: 'Chờ chỗ ngày này' }).waitFor();
    expect(await faultsOf(page), 'full day').toEqual([]);
    await chooseTime(page);
    await pressMain(page, 'Xem lại');
    await page.getByText('Xin gõ họ và tên của ông/bà.').waitFor();
    expect(await faultsOf(page), 'who').toEqual([]);
    expect(await tooSmall(page), 'who').toEqual([]);
    await page.getByRole('button', { name: 'Lấy số từ Zalo' }).tap();
    await page.getByRole('dialog').waitFor();
    expect(await faultsOf(page), 'why a number').toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByLabel('Họ và tên của ông/bà').fill('Hoàng Thị Mận');
    await page.getByRole('radio', { name: 'Người cao tuổi' }).check();
    await page.getByLabel('Nhà ở đâu?').fill('Xóm 3 (mẫu), sau nhà văn hóa');
    await pressMain(page, 'Xem lại');
    await page.getByText('Bước 3 trong 3').waitFor();
    expect(await faultsOf(page), 'check').toEqual([]);
  });

  it('begin at their title for somebody who listens, and Back loses nothing', async () => {
    const page = await here.phone(person, `/procedures/${copies}/book`);
    await chooseTime(page);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.getByLabel('Hoặc gõ số điện thoại').fill('0912 345 678');
    await page.getByRole('button', { name: 'Quay lại' }).tap();
    await page.getByText('Bước 1 trong 3').waitFor();
    await page.getByRole('button', { name: /Đi tiếp với/ }).tap();
    expect(await page.getByLabel('Hoặc gõ số điện thoại').inputValue()).toBe('0912 345 678');
  });
});

/** Kilobytes of code, as they travel, until a screen stands. */
async function codeUntil(personId: string, path: string, stands: (page: Page) => Promise<unknown>): Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  const page = await here.phone(personId, path, {
    prepare: async (context) => {
      context.on('response', (response) => {
        if (/\/assets\/.*\.(js|css)$/.test(response.url())) bodies.push(response.body());
      });
    },
  });
  await stands(page);
  return (await Promise.all(bodies)).reduce((before, body) => before + gzipSync(body).length, 0) / 1024;
}

describe('code over the network', () => {
  it('is at most 150 KB for the first screen', async () => {
    const sum = await codeUntil(newcomer, '/', (page) => page.getByText('Việc nhiều người làm').waitFor());
    expect(sum).toBeGreaterThan(50);
    expect(sum).toBeLessThanOrEqual(150);
  });

  it('is at most 200 KB for the day at the counter, the rest of the desk left out', async () => {
    const sum = await codeUntil('can-bo-ho-tich', '/console', (page) => page.locator('.desk-list').waitFor());
    expect(sum).toBeGreaterThan(50);
    expect(sum).toBeLessThanOrEqual(200);
  });
});

describe('large letters', () => {
  it('are turned on in one place and stay on', async () => {
    const page = await here.phone(person, '/me');
    const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
    const before = await size();
    await page.getByRole('switch', { name: 'Chữ to' }).tap();
    expect((await size()) / before).toBeCloseTo(1.25, 2);
    await page.goto(here.town.address(person, '/'));
    await settled(page);
    expect((await size()) / before).toBeCloseTo(1.25, 2);
  });
});
