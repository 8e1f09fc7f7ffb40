import { listAudience, readPreferences, startAudienceSync } from 'backend/contracts/audience';
import { listConversations } from 'backend/contracts/conversations';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { civilStatusOfficer } from '../../scripts/seed/officers.js';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, type Desk, faultsOf, phone, startDesk, until } from './desk.js';

const officer = civilStatusOfficer.zaloId;
const office = 'quan-tri';

let desk: Desk;
const opened: Page[] = [];

async function open(zaloId: string, address: string, viewport = computer): Promise<Page> {
  const page = await desk.open(zaloId, address, viewport);
  opened.push(page);
  return page;
}

/** Somebody follows and writes; answers when the officers can see it. */
async function write(zaloId: string, text: string): Promise<string> {
  await desk.zalo(`/people/${zaloId}/actions`, 'POST', { do: 'send_text', text });
  const reader = await desk.person(officer);
  return until(async () => {
    const { conversations } = await reader.call(listConversations, { query: { state: 'all' } });
    return conversations.find(({ lastText, lastFrom }) => lastFrom === 'person' && lastText === text)?.id;
  });
}

/** For looking at, where somebody asks for pictures. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}

beforeAll(async () => {
  desk = await startDesk();
}, 180_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await desk?.close();
});

it('is answered from the keyboard, and the answer lies in the person’s Zalo', async () => {
  await write(grandmother.zaloId, 'Bà muốn hỏi giấy hẹn của bà để ở đâu?');
  const page = await open(officer, 'console/conversations');
  await page.getByText('Bà muốn hỏi giấy hẹn của bà để ở đâu?').first().waitFor();
  await picture(page, 'inbox-list');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: /Cuộc trò chuyện với/ }).waitFor();
  await page
    .getByText(/Còn \d+ giờ trả lời miễn phí/)
    .last()
    .waitFor();
  await page.keyboard.press('r');
  await page.keyboard.type('Bà mở mục Lịch hẹn trong ứng dụng là thấy ạ.');
  await picture(page, 'inbox-thread');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page
    .getByText(/Đã gửi|Đã tới máy|Đã xem/)
    .last()
    .waitFor();
  const received = await until(async () =>
    (await desk.inbox(grandmother.zaloId)).find(({ text }) => text?.startsWith('Bà mở mục Lịch hẹn')),
  );
  expect(received).toBeTruthy();
  await page.getByText('Nông Thị Diễm Quỳnh nhận').waitFor();
}, 90_000);

it('fits a phone: the list, then one conversation, then back', async () => {
  await write('nguoi-dan-003', 'Nhà tôi mất nước từ sáng.');
  const page = await open(officer, 'console/conversations', phone);
  await page.getByText('Nhà tôi mất nước từ sáng.').first().click();
  await page.getByLabel('Câu trả lời').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await picture(page, 'inbox-phone-thread');
  await page.getByRole('button', { name: 'Quay lại danh sách' }).click();
  await page.getByLabel('Tìm theo tên').waitFor();
  await picture(page, 'inbox-phone-list');
}, 90_000);

it('shows the officer who can be reached, and takes down where they live', async () => {
  const reader = await desk.person(office);
  await reader.call(startAudienceSync, {});
  await until(async () => (await reader.call(listAudience, { query: { search: 'ly thi mui' } })).members[0]);
  const page = await open(office, 'console/audience?search=ly%20thi%20mui');
  await page.getByRole('button', { name: 'Ghi thêm về Lý Thị Mùi' }).click();
  await page.getByLabel('Xóm').last().selectOption({ index: 3 });
  await page.getByLabel('Mã hộ').fill('3-7');
  await page.getByLabel('Năm sinh').fill('1967');
  await picture(page, 'audience');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.getByText('hộ 3-7 · sinh năm 1967').waitFor();
  const narrow = await open(office, 'console/audience', phone);
  await narrow
    .getByRole('button', { name: /Ghi thêm về/ })
    .first()
    .waitFor();
  await picture(narrow, 'audience-phone');
  expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
}, 90_000);

it('lets a resident choose what they hear, and stop it from a message by opening a link', async () => {
  const page = await open(grandmother.zaloId, 'me', phone);
  const greeting = page.getByRole('switch', { name: 'Lời chúc' });
  await greeting.waitFor();
  await page.getByRole('heading', { name: 'Tin xã gửi tôi' }).scrollIntoViewIfNeeded();
  await picture(page, 'topics');
  await page.locator('label', { has: greeting }).click();
  await page.getByRole('status').filter({ hasText: 'Đã tắt: Lời chúc.' }).first().waitFor();
  expect(await faultsOf(page)).toEqual([]);
  const caller = await desk.person(grandmother.zaloId);
  expect((await caller.call(readPreferences, {})).topics.greeting).toBe(false);

  const stale = await open(grandmother.zaloId, 'stop/khong-dung-nua-vi-da-qua-lau', phone);
  await stale.getByRole('link', { name: 'Mở mục Cá nhân' }).waitFor();
  await picture(stale, 'stop-stale');
  expect(await faultsOf(stale)).toEqual([]);
}, 90_000);
