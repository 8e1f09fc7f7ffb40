import { bookAppointment, type Slip } from 'backend/contracts/appointments';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { chairman, civilStatusOfficer } from '../../scripts/seed/officers.js';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, copies, type Desk, faultsOf, phone, startDesk, until } from './desk.js';

vi.setConfig({ testTimeout: 90_000 });

let desk: Desk;
let day: string;
let slip: Slip;
const opened: Page[] = [];
/** The codes each PC was given, newest first. */
const shown = new Map<Page, { link: string; number: string }[]>();

/** A browser on a PC that has never been here; complaints of its security policy are faults. */
async function pc(address = '/console/'): Promise<{ page: Page; complaints: string[] }> {
  const context = await desk.browser.newContext({
    viewport: computer,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const codes: { link: string; number: string }[] = [];
  shown.set(page, codes);
  page.on('response', async (response) => {
    if (!response.url().endsWith('/api/console-sign-ins')) return;
    // The page that asked may be gone by now.
    const code = await response.json().catch(() => null);
    if (code !== null) codes.unshift(code as { link: string; number: string });
  });
  opened.push(page);
  await page.goto(`${desk.system.apiUrl}${address}`);
  return { page, complaints };
}

async function open(zaloId: string, address: string): Promise<Page> {
  const page = await desk.open(zaloId, address, phone);
  opened.push(page);
  return page;
}

/** What the phone reads off the screen: the code's link, as Zalo's scanner would open it, and the number beside it. */
function readScreen(page: Page): Promise<{ path: string; number: string }> {
  return until(async () => {
    const number = await page
      .getByTestId('number')
      .textContent({ timeout: 500 })
      .catch(() => null);
    const asked = shown.get(page)?.find((one) => one.number === number);
    return asked && { path: new URL(asked.link).pathname.replace(/^\/s\/\d+\//, ''), number: asked.number };
  });
}

async function signIn(page: Page, zaloId: string): Promise<Page> {
  const { path, number } = await readScreen(page);
  const hand = await open(zaloId, path);
  await hand.getByText('Chrome trên Linux').waitFor();
  await hand.getByRole('radio', { name: number }).check();
  await hand.getByRole('button', { name: 'Cho phép' }).click();
  await hand.getByText('Đã cho phép').waitFor();
  return hand;
}

beforeAll(async () => {
  desk = await startDesk();
  const resident = await desk.person(grandmother.zaloId);
  day = await desk.nextOpenDay(resident);
  slip = await resident.call(bookAppointment, { body: { ...copies, date: day, start: '08:30', person: { relation: 'self' } } });
  await desk.setClock(day, '08:20');
}, 180_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await desk?.close();
});

it('lets an officer in by the phone, work at the desk with the keyboard alone, and out again', async () => {
  const { page, complaints } = await pc();
  await page.getByRole('heading', { name: 'Đăng nhập bàn làm việc' }).waitFor();
  await page.getByTestId('number').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  const hand = await signIn(page, civilStatusOfficer.zaloId);
  await page.getByText(slip.code).first().waitFor();
  expect(await page.evaluate(() => [document.cookie, JSON.stringify(localStorage)])).toEqual(['', expect.not.stringContaining('eyJ')]);
  expect(await page.getByRole('link', { name: 'Trang người dân' }).count()).toBe(0);

  await page.keyboard.press('/');
  await page.keyboard.type(slip.code);
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: `Lịch hẹn ${slip.code}` });
  await detail.waitFor();
  await page.keyboard.press('d');
  await detail.getByText('Đang chờ', { exact: true }).waitFor();
  await page.keyboard.press('m');
  await detail.getByText('Đang làm việc', { exact: true }).waitFor();
  // Reached by an address of its own, as a bookmark would.
  await page.goto(`${desk.system.apiUrl}/console/book`);
  await page.getByRole('heading', { name: 'Đặt lịch hộ' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);

  await hand.getByRole('button', { name: 'Xem các máy tính đang đăng nhập' }).click();
  await hand.getByText('Chrome trên Linux').waitFor();
  expect(await faultsOf(hand)).toEqual([]);

  const out = page.getByRole('button', { name: 'Đăng xuất' });
  for (let presses = 0; presses < 40 && !(await out.evaluate((button) => button === document.activeElement)); presses += 1)
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Đăng nhập bàn làm việc' }).waitFor();
  await page.goto(`${desk.system.apiUrl}/console/book`);
  await page.getByTestId('number').waitFor();
  expect(complaints).toEqual([]);
});

it('stays shut when the phone says no, when the number is wrong, and to a resident', async () => {
  const { page } = await pc();
  const refused = await readScreen(page);
  const hand = await open(civilStatusOfficer.zaloId, refused.path);
  await hand.getByRole('button', { name: 'Không phải tôi' }).waitFor();
  expect(await faultsOf(hand)).toEqual([]);
  await hand.getByRole('button', { name: 'Không phải tôi' }).click();
  await hand.getByText('Đã từ chối').waitFor();
  await page.getByText('Điện thoại không cho phép').waitFor();
  await page.getByRole('button', { name: 'Lấy mã mới' }).click();

  const guessed = await readScreen(page);
  const other = await open(civilStatusOfficer.zaloId, guessed.path);
  await other.getByRole('button', { name: 'Cho phép' }).click();
  await other.getByText('Xin chọn số đang hiện trên máy tính.').waitFor();
  await other.getByRole('radio').first().waitFor();
  const names = await other.locator('.choice-name').allInnerTexts();
  const wrong = names.find((name) => name !== guessed.number) ?? '';
  await other.getByRole('radio', { name: wrong }).check();
  await other.getByRole('button', { name: 'Cho phép' }).click();
  await other.getByText('Chưa đăng nhập được').waitFor();
  await page.getByRole('button', { name: 'Lấy mã mới' }).click();
  await page.getByTestId('number').waitFor();

  const resident = await open(grandmother.zaloId, (await readScreen(page)).path);
  await resident.getByText('Mục này dành cho cán bộ của xã').waitFor();
});

it('asks again when the session is ended from the phone, and keeps what was being typed', async () => {
  const { page } = await pc();
  const hand = await signIn(page, civilStatusOfficer.zaloId);
  await page.getByText(slip.code).first().waitFor();
  await page.getByRole('link', { name: 'Đặt lịch hộ' }).click();
  await page.getByRole('button', { name: /Chứng thực bản sao/ }).click();
  await page.locator('[aria-pressed="true"]:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Triệu Thị Mùi');
  await page.keyboard.press('Tab');
  await page.keyboard.type('0912345678');
  await hand.getByRole('button', { name: 'Xem các máy tính đang đăng nhập' }).click();
  // The newest stands first.
  await hand
    .getByRole('button', { name: /^Đăng xuất/ })
    .first()
    .click();
  await hand.getByRole('status').filter({ hasText: 'Đã đăng xuất máy tính đó.' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Phiên làm việc đã hết', { exact: true }).waitFor();
  const { path, number } = await readScreen(page);
  const again = await open(civilStatusOfficer.zaloId, path);
  await again.getByRole('radio', { name: number }).check();
  await again.getByRole('button', { name: 'Cho phép' }).click();
  await page.getByTestId('number').waitFor({ state: 'detached' });
  expect(await page.getByLabel('Họ và tên').inputValue()).toBe('Triệu Thị Mùi');
});

it('shows the chairman who did what, and that nothing was changed since', async () => {
  const { page, complaints } = await pc('/console/audit');
  await signIn(page, chairman.zaloId);
  await page.getByRole('columnheader', { name: 'Làm gì' }).waitFor();
  await page.getByText('Cho phép đăng nhập trên máy tính').first().waitFor();
  await page.getByRole('combobox', { name: 'Việc' }).selectOption('Xem');
  await page
    .getByRole('cell', { name: /Xem nhật ký/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Kiểm tra tính toàn vẹn' }).click();
  await page.getByText(/^Nhật ký nguyên vẹn: \d+ dòng$/).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
