import { mkdirSync } from 'node:fs';
import { listAudience } from 'backend/contracts/audience';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, type Desk, faultsOf, phone, startDesk, until } from './desk.js';

const author = 'can-bo-tu-phap';
const chairman = 'chu-tich';

let desk: Desk;
const opened: Page[] = [];

async function open(zaloId: string, address: string, viewport = computer): Promise<Page> {
  const page = await desk.open(zaloId, address, viewport);
  opened.push(page);
  return page;
}

const widerThanScreen = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Pictures for whoever wants to look at them; kept out of the repository. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.LETTER_PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: name.endsWith('whole') });
}

beforeAll(async () => {
  desk = await startDesk();
  // Whoever wrote to the commune may be answered freely.
  await desk.zalo(`/people/${grandmother.zaloId}/actions`, 'POST', { do: 'follow' });
  await desk.zalo(`/people/${grandmother.zaloId}/actions`, 'POST', { do: 'send_text', text: 'Chào xã.' });
  await desk.zalo('/webhooks/idle');
}, 240_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await desk?.close();
});

it('goes from the facts over the chairman’s phone to the family, who reads and keeps it', async () => {
  const writer = await desk.person(author);
  await until(async () =>
    (await writer.call(listAudience, { query: { search: 'thom' } })).members.some(({ name }) => name === grandmother.name),
  );

  const writing = await open(author, 'console/letters');
  await writing.getByRole('button', { name: 'Soạn thư (phím n)' }).click();
  await writing.getByLabel('Loại thư').selectOption('thanks');
  await writing.getByRole('button', { name: 'Trình duyệt' }).click();
  await writing.getByText('còn chỗ thiếu').waitFor();
  await writing.getByText('Xin ghi: người đóng góp.').waitFor();
  expect(await faultsOf(writing)).toEqual([]);

  await writing.getByLabel('Người đóng góp').fill('gia đình bà Thơm');
  await writing.getByLabel('Đã đóng góp gì').fill('20 m² đất và 15 ngày công');
  await writing.getByLabel('Cho việc gì').fill('đường bê tông xóm 5');
  await writing.getByLabel('Công khai việc sử dụng ở đâu').fill('nhà văn hóa xóm 5');
  await writing.getByLabel('Người nhận trên Zalo').fill('thom');
  await writing.getByRole('list', { name: 'Người tìm thấy' }).getByRole('button', { name: grandmother.name }).click();
  await writing.getByLabel('Kính gửi').fill('gia đình bà Thơm');
  const preview = writing.getByRole('complementary', { name: 'Xem trước' });
  await writing.getByText('còn chỗ thiếu').waitFor({ state: 'detached' });
  await preview.getByText('đã đóng góp 20 m² đất và 15 ngày công cho đường bê tông xóm 5').waitFor();
  await preview.getByText('kính gửi gia đình bà Thơm thư cảm ơn').waitFor();
  expect(await widerThanScreen(writing)).toBeLessThanOrEqual(0);
  await shoot(writing, 'compose-1366');
  await writing.getByRole('button', { name: 'Trình duyệt' }).click();
  await writing.getByText('Chờ Chủ tịch duyệt').waitFor();
  const id = /letters\/([0-9a-f]{24})/.exec(writing.url())?.[1] ?? '';
  expect(id).not.toBe('');

  const told = await until(async () =>
    (await desk.inbox(chairman)).find((one) => `${one.title} ${one.text}`.includes('trình duyệt: thư cảm ơn')),
  );
  expect(`${told.text}`).toContain('gửi gia đình bà Thơm');
  const signing = await open(chairman, `console/letters/${id}/approve`, phone);
  await signing.getByRole('article', { name: 'Thư cảm ơn' }).waitFor();
  expect(await widerThanScreen(signing)).toBeLessThanOrEqual(0);
  expect(await faultsOf(signing)).toEqual([]);
  await shoot(signing, 'approve-360');
  await shoot(signing, 'approve-360-whole');
  await signing.getByRole('button', { name: 'Duyệt và gửi' }).click();
  await signing.getByText('đã duyệt lúc').waitFor();
  await signing.getByText('Đã gửi qua Zalo.').or(signing.getByText('Thư đã tới máy người nhận.')).waitFor();
  await shoot(signing, 'approved-360');

  const arrived = await until(async () => (await desk.inbox(grandmother.zaloId)).find(({ text }) => text?.includes('thư cảm ơn')));
  expect(arrived.buttons.map(({ title }) => title)).toEqual(['Xem thư']);
  const url = (arrived.buttons[0] as unknown as { payload: { url: string } }).payload.url;
  // The address of a page, not of a file.
  expect(url).not.toMatch(/letters\/.*\./);
  const reading = await open(grandmother.zaloId, url.slice(url.indexOf('/letters/')), phone);
  const paper = reading.getByRole('article', { name: 'Thư cảm ơn' });
  await paper.getByText('đã đóng góp 20 m² đất').waitFor();
  await paper.getByText('Số: TH-').waitFor();
  expect(await paper.textContent()).toContain('Hoàng Thiện Bách');
  expect(await widerThanScreen(reading)).toBeLessThanOrEqual(0);
  expect(await faultsOf(reading)).toEqual([]);
  await shoot(reading, 'resident-360-whole');

  const mine = await open(grandmother.zaloId, 'me', phone);
  await mine.getByRole('heading', { name: 'Thư xã gửi' }).waitFor();
  await mine.getByRole('link', { name: 'Thư cảm ơn' }).click();
  await mine.getByRole('article', { name: 'Thư cảm ơn' }).waitFor();
}, 120_000);

it('comes back from the chairman with a note, and can be written without leaving the keyboard', async () => {
  const writing = await open(author, 'console/letters', phone);
  await writing.getByText('Đang làm').waitFor();
  await shoot(writing, 'list-360');
  await writing.keyboard.press('n');
  await writing.getByLabel('Loại thư').selectOption('condolence');
  await writing.getByLabel('Người đã mất').fill('cụ Nguyễn Văn Thọ');
  await writing.getByLabel('Ngày mất').fill('2026-01-02');
  await writing.getByLabel('Tuổi').fill('91');
  await writing.getByLabel('Kính gửi').fill('gia quyến cụ Nguyễn Văn Thọ');
  await writing.getByLabel('Địa chỉ').fill('Xóm 5');
  await writing.getByRole('checkbox').check();
  await writing.getByText('hưởng thọ 91 tuổi').waitFor();
  expect(await widerThanScreen(writing)).toBeLessThanOrEqual(0);
  expect(await faultsOf(writing)).toEqual([]);
  await shoot(writing, 'compose-360-whole');
  await writing.getByRole('button', { name: 'Trình duyệt' }).click();
  await writing.getByText('Chờ Chủ tịch duyệt').waitFor();

  const list = await open(chairman, 'console/letters', phone);
  await list.getByRole('link', { name: 'gia quyến cụ Nguyễn Văn Thọ' }).click();
  await list.getByRole('button', { name: 'Trả lại để sửa' }).click();
  await list.getByRole('dialog').getByLabel('Cần sửa gì').fill('Xin ghi đúng ngày mất.');
  await list.getByRole('dialog').getByRole('button', { name: 'Trả lại để sửa' }).click();
  await list.getByText('Đã trả lại để sửa: Xin ghi đúng ngày mất.').waitFor();
  await writing.reload();
  await writing.getByText('Xin ghi đúng ngày mất.').waitFor();
}, 120_000);

it('shows and changes the words of a kind, and keeps the ones before', async () => {
  const page = await open(author, 'console/letters/templates');
  await page.getByLabel('Loại thư').selectOption('marriage');
  const words = page.getByLabel('Lời thư');
  const before = await words.inputValue();
  await words.fill(`${before}\n\nChúc anh chị {khong_co}.`);
  await page.getByRole('button', { name: 'Lưu thành mẫu mới' }).click();
  await page.getByText('Không biết {khong_co}.').waitFor();
  await words.fill(`${before}\n\nChúc anh chị trăm năm hạnh phúc.`);
  await page.getByRole('button', { name: 'Lưu thành mẫu mới' }).click();
  await page.getByText('Đang dùng bản 1').waitFor();
  await page.getByText('Các bản trước').click();
  await page.getByText('Bản 1', { exact: true }).waitFor();
  await page.getByText('Mẫu ban đầu').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, 'templates-1366');
}, 60_000);
