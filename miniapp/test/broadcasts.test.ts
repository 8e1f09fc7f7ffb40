import { readPreferences } from 'backend/contracts/audience';
import { type Broadcast, listBroadcasts, readBroadcast } from 'backend/contracts/broadcasts';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, type Desk, faultsOf, phone, startDesk, until } from './desk.js';

const author = 'can-bo-van-hoa';
const chairman = 'chu-tich';
const head = 'truong-xom-1';
const title = 'Lịch tiêm phòng cho trâu bò';
const text =
  'Kính gửi {xung_ho} {ten}, sáng Thứ Bảy xã tiêm phòng cho trâu bò tại nhà văn hóa xóm. Xin bà con dắt trâu bò đến trước 9 giờ.';

let desk: Desk;
const opened: Page[] = [];

async function open(zaloId: string, address: string, viewport = computer): Promise<Page> {
  const page = await desk.open(zaloId, address, viewport);
  opened.push(page);
  return page;
}

const widerThanScreen = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

async function readAs(zaloId: string, id: string): Promise<Broadcast> {
  return (await desk.person(zaloId)).call(readBroadcast, { params: { id } });
}

beforeAll(async () => {
  desk = await startDesk();
  // Whoever wrote to the commune may be answered freely.
  for (const zaloId of [grandmother.zaloId, author]) {
    await desk.zalo(`/people/${zaloId}/actions`, 'POST', { do: 'follow' });
    await desk.zalo(`/people/${zaloId}/actions`, 'POST', { do: 'send_text', text: 'Chào xã.' });
  }
  await desk.zalo('/webhooks/idle');
}, 240_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await desk?.close();
});

it('goes from the first word over the chairman’s phone to whoever reads it, and everybody is accounted for', async () => {
  const writing = await open(author, 'console/broadcasts/new?kind=notice');
  await writing.getByLabel('Tiêu đề').fill(title);
  await writing.getByRole('textbox', { name: 'Nội dung' }).fill(text);
  const preview = writing.getByRole('complementary', { name: 'Xem trước' });
  await preview.getByText('Gửi tới').waitFor();
  await preview.locator('.desk-phone-text').filter({ hasNotText: '{' }).waitFor();
  expect(await faultsOf(writing)).toEqual([]);

  await writing.getByRole('button', { name: 'Gửi thử cho tôi' }).click();
  await writing.getByText('Đã gửi thử. Xin mở Zalo của mình để xem.').waitFor();
  await until(async () => (await desk.inbox(author)).some((one) => `${one.title} ${one.text}`.includes('trâu bò')));

  await writing.getByRole('button', { name: 'Trình duyệt' }).click();
  await writing.getByRole('dialog').getByRole('button', { name: 'Trình duyệt' }).click();
  await writing.getByText('Chờ duyệt').first().waitFor();
  const { broadcasts } = await (await desk.person(author)).call(listBroadcasts, { query: { show: 'open' } });
  const id = broadcasts.find((one) => one.title === title)?.id ?? '';
  expect(new URL(writing.url()).pathname.endsWith(id)).toBe(true);

  const deciding = await open(chairman, `console/broadcasts/${id}/approve`, phone);
  await deciding.getByText('Kính gửi').waitFor();
  await deciding.getByText('Dự tính').waitFor();
  expect(await faultsOf(deciding)).toEqual([]);
  expect(await widerThanScreen(deciding)).toBeLessThanOrEqual(0);
  await desk.zalo('/faults', 'PUT', [{ kind: 'slow', ms: 5_000, match: { host: 'openapi', path: '/v3.0/oa/message' } }]);
  await deciding.getByRole('button', { name: 'Duyệt và gửi' }).click();
  await deciding
    .getByRole('dialog')
    .getByText(/^Gửi tới [\d.]+ người, dự tính 0 đ, ngay sau khi duyệt\.$/)
    .waitFor();
  await deciding.getByRole('dialog').getByRole('button', { name: 'Duyệt và gửi' }).click();
  await deciding.getByText('đã duyệt lúc').waitFor();

  const following = await open(author, `console/broadcasts/${id}`);
  await following.getByRole('button', { name: 'Tạm dừng' }).click();
  await following.getByText('Bấm “Gửi tiếp” khi muốn gửi nốt.').waitFor();
  await desk.zalo('/faults', 'DELETE');
  await following.getByRole('button', { name: 'Gửi tiếp' }).click();
  await following.getByText('Đã gửi xong').first().waitFor({ timeout: 60_000 });
  const { counts } = await readAs(author, id);
  expect(counts.waiting + counts.sent + counts.failed + counts.skipped + counts.unconfirmed).toBe(counts.recipients);
  await following.locator('.desk-parts-sum').getByText(counts.recipients.toLocaleString('vi-VN')).waitFor();
  await following.locator('.desk-recipients .desk-person').first().waitFor();
  expect(await faultsOf(following)).toEqual([]);

  const download = following.waitForEvent('download');
  await following.getByRole('button', { name: 'Tải về Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
  await following.getByRole('button', { name: 'Loa truyền thanh' }).click();
  await following.locator('.desk-loudspeaker').getByText('trâu bò').waitFor();

  const received = await until(async () =>
    (await desk.inbox(grandmother.zaloId)).find((one) => `${one.title} ${one.text}`.includes('trâu bò')),
  );
  expect(received.text).toContain('Thơm');
  const reading = await open(grandmother.zaloId, `news/${id}`, phone);
  await reading.getByRole('heading', { name: title }).waitFor();
  expect(await faultsOf(reading)).toEqual([]);
  const home = await open(grandmother.zaloId, '', phone);
  await home.getByRole('region', { name: 'Tin của xã' }).getByText(title).waitFor();

  const button = received.buttons.findIndex((one) => one.title === 'Thôi nhận loại tin này');
  await desk.zalo(`/people/${grandmother.zaloId}/actions`, 'POST', { do: 'tap', messageId: received.id, button });
  await until(async () => !(await (await desk.person(grandmother.zaloId)).call(readPreferences, {})).topics.notice);
}, 180_000);

it('is not approved by whoever may not, and says why', async () => {
  const { broadcasts } = await (await desk.person(author)).call(listBroadcasts, { query: { show: 'all' } });
  const id = broadcasts[0]?.id ?? '';
  const page = await open(author, `console/broadcasts/${id}/approve`, phone);
  await page.getByText('đã duyệt lúc').waitFor();
  expect(await page.getByRole('button', { name: 'Duyệt và gửi' }).count()).toBe(0);
});

it('asks before what was written is left, and marks what is missing', async () => {
  const page = await open(author, 'console/broadcasts/new?kind=urgent');
  await page.getByLabel('Tiêu đề').fill('Mưa lớn');
  await page.getByRole('button', { name: 'Trình duyệt' }).click();
  await page.getByText('Xin viết nội dung, ít nhất một câu.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('navigation').getByRole('link', { name: 'Mẫu tin' }).click();
  await page.getByRole('dialog', { name: 'Rời trang khi chưa lưu?' }).getByRole('button', { name: 'Ở lại để lưu' }).click();
  expect(await page.getByLabel('Tiêu đề').inputValue()).toBe('Mưa lớn');
});

it('drafts the greeting of an occasion at a press', async () => {
  const page = await open(author, 'console/occasions');
  await page
    .getByRole('button', { name: /^Soạn ngay/ })
    .first()
    .click();
  await page.getByLabel('Tiêu đề').waitFor();
  expect(await page.getByRole('textbox', { name: 'Nội dung' }).inputValue()).not.toBe('');
});

it('has pages that fit their screens without a fault that axe can find', async () => {
  const pages: [string, string, string][] = [
    [author, 'console/broadcasts', 'Tin gửi dân'],
    [author, 'console/occasions', 'Lịch lễ, tết'],
    [author, 'console/templates', 'Mẫu tin'],
    ['quan-tri', 'console/messaging-terms', 'Giá, hạn mức tin Zalo'],
    [head, 'console/unreached', 'Chưa nhận được tin'],
  ];
  for (const [zaloId, address, heading] of pages)
    for (const viewport of [computer, phone]) {
      const page = await open(zaloId, address, viewport);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      expect([address, await faultsOf(page)]).toEqual([address, []]);
      expect(await widerThanScreen(page)).toBeLessThanOrEqual(0);
      await page.context().close();
    }
}, 120_000);
