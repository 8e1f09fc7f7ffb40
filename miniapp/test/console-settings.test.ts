import { listCounters, readCalendar, saveDayOverride } from 'backend/contracts/calendar';
import { readCommune, readSettings } from 'backend/contracts/commune';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { civilStatusOfficer } from '../../scripts/seed/officers.js';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, type Desk, faultsOf, phone, startDesk, until } from './desk.js';

const administrator = 'quan-tri';

let desk: Desk;
const opened: Page[] = [];

async function open(zaloId: string, address: string, viewport = computer): Promise<Page> {
  const page = await desk.open(zaloId, address, viewport);
  opened.push(page);
  return page;
}

async function openSettings(viewport = computer): Promise<Page> {
  const page = await open(administrator, 'console/settings', viewport);
  await page.getByLabel('Số trực').waitFor();
  return page;
}

const saveButton = (page: Page) => page.getByRole('button', { name: 'Lưu cài đặt' });
const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words }).first().waitFor();
/** What a screen reader reads after a field at fault. */
const faultAt = async (page: Page, label: string) => {
  const field = page.getByLabel(label);
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  const ids = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
  return page.locator(`[id="${ids.at(-1)}"]`).textContent();
};

beforeAll(async () => {
  desk = await startDesk();
}, 180_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await desk?.close();
});

it('gives residents the new hotline and keeps what the page does not show', async () => {
  const reader = await desk.person(administrator);
  const before = await reader.call(readSettings, {});
  const page = await openSettings();
  await page.getByLabel('Số trực').fill('0208 3999 888');
  await page.getByLabel('Lịch hẹn một người được giữ cùng lúc').fill('4');
  await page.getByText('Đã sửa 2 chỗ, chưa lưu.').waitFor();
  await saveButton(page).click();
  await said(page, 'Đã lưu cài đặt');
  await page.getByText('Chưa sửa gì.').waitFor();

  const resident = await desk.person(grandmother.zaloId);
  expect((await resident.call(readCommune, {})).hotline).toBe('0208 3999 888');
  expect(await reader.call(readSettings, {})).toEqual({
    ...before,
    hotline: '0208 3999 888',
    booking: { ...before.booking, maxOpenAppointments: 4 },
  });
});

it('says what is impossible at its field, whether seen here or by the API, and saves nothing', async () => {
  const reader = await desk.person(administrator);
  const before = await reader.call(readSettings, {});
  const page = await openSettings();
  await page.getByLabel('Giữ chỗ trong lúc đặt').fill('31');
  await saveButton(page).click();
  await page.getByText('Xin ghi từ 1 đến 30 phút.').waitFor();
  expect(await faultAt(page, 'Giữ chỗ trong lúc đặt')).toBe('Xin ghi từ 1 đến 30 phút.');
  await page.locator('input[aria-invalid="true"]:focus').waitFor();

  await page.getByRole('button', { name: 'Bỏ thay đổi' }).click();
  await page.getByLabel('Chỗ vừa hủy nghỉ ít nhất').fill('30');
  await page.getByLabel('Chỗ vừa hủy nghỉ nhiều nhất').fill('10');
  await page.getByLabel('Tên cơ quan').fill('UBND <xã>');
  await saveButton(page).click();
  await page.getByText('Có ký tự không dùng được').first().waitFor();
  expect(await faultAt(page, 'Tên cơ quan')).toContain('Có ký tự không dùng được');
  await page.getByLabel('Tên cơ quan').fill(before.officeName);
  await saveButton(page).click();
  await page.getByText('Không được nhỏ hơn số phút đầu.').first().waitFor();
  expect(await faultAt(page, 'Chỗ vừa hủy nghỉ nhiều nhất')).toBe('Không được nhỏ hơn số phút đầu.');
  expect(await reader.call(readSettings, {})).toEqual(before);
});

it('asks before unsaved changes are left, by a link and by going back', async () => {
  const page = await open(administrator, 'console/officers');
  const link = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
  await page.getByText(civilStatusOfficer.name).waitFor();
  await link('Cài đặt').click();
  await page.getByLabel('Địa chỉ').fill('Nhà văn hóa xóm 2');

  const question = page.getByRole('dialog', { name: 'Rời trang khi chưa lưu?' });
  await link('Cán bộ').click();
  await question.getByText('1 chỗ vừa sửa sẽ mất').waitFor();
  await question.getByRole('button', { name: 'Ở lại để lưu' }).click();
  expect(await page.getByLabel('Địa chỉ').inputValue()).toBe('Nhà văn hóa xóm 2');

  await page.evaluate(() => window.history.back());
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  expect(await page.getByLabel('Địa chỉ').inputValue()).toBe('Nhà văn hóa xóm 2');
  await page.evaluate(() => window.history.back());
  await question.getByRole('button', { name: 'Rời trang, bỏ thay đổi' }).click();
  await page.getByText(civilStatusOfficer.name).waitFor();

  // Nothing was typed, so nothing is asked.
  await link('Cài đặt').click();
  expect(await page.getByLabel('Địa chỉ').inputValue()).not.toBe('Nhà văn hóa xóm 2');
  await link('Cán bộ').click();
  await page.getByText(civilStatusOfficer.name).waitFor();
});

it('takes the hours of one day back after asking once', async () => {
  const person = await desk.person(administrator);
  const { counters } = await person.call(listCounters, {});
  const counter = counters.find(({ kind }) => kind === 'counter');
  if (counter === undefined) throw new Error('no counter');
  const date = await desk.nextOpenDay(await desk.person(grandmother.zaloId));
  const hours = [{ from: '08:00', to: '09:00' }];
  await person.call(saveDayOverride, { params: { key: counter.key, date }, body: { hours, capacity: null, reason: 'Chỉ làm đầu giờ' } });

  const page = await open(administrator, 'console/calendar');
  const part = page.getByRole('region', { name: 'Giờ riêng một ngày, buổi ngoài giờ' });
  const row = part.getByRole('listitem').filter({ hasText: 'Chỉ làm đầu giờ' });
  await row.getByRole('button', { name: /^Bỏ giờ riêng/ }).click();
  const question = page.getByRole('dialog');
  await question.getByText(`${counter.name} trở lại giờ hằng tuần`).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await question.getByRole('button', { name: 'Bỏ giờ riêng' }).click();
  await said(page, 'Đã bỏ giờ riêng');
  await row.waitFor({ state: 'detached' });
  const left = await until(() => person.call(readCalendar, {}));
  expect(left.overrides.filter((one) => one.counterKey === counter.key && one.date === date)).toEqual([]);
});

it('is for administrators alone, and has no fault that axe can find', async () => {
  const other = await open(civilStatusOfficer.zaloId, 'console/settings');
  await other.getByText('Mục này chưa được giao cho tài khoản này').waitFor();
  for (const viewport of [computer, phone]) {
    const page = await openSettings(viewport);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Số trực').fill('số trực');
    await saveButton(page).click();
    await page.getByText('Xin ghi một số điện thoại').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
});
