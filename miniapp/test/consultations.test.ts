import { mkdirSync } from 'node:fs';
import * as desk from 'backend/contracts/consultation-desk';
import { readConsultation } from 'backend/contracts/consultations';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { draftText } from '../../scripts/seed/consultations.js';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, faultsOf, phone, until } from './desk.js';
import { pressMain } from './residents.js';
import { townForTests } from './town.js';

const here = townForTests();
const office = 'quan-tri';
const chairman = 'chu-tich';

/** Pictures for whoever wants to look at them; kept out of the repository. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.CONSULTATION_PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: name.endsWith('whole') });
}

async function check(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  expect(await faultsOf(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(0);
}

async function console(personId: string, path: string, screen = computer): Promise<Page> {
  const { page, context } = await here.town.phone(personId, { path, screen, touch: false });
  onTestFinished(() => context.close());
  return page;
}

it('goes from a draft on the desk to what people say on the phone, and back to them as an answer', async () => {
  const { town } = here;
  const now = new Date(((await town.control('GET', '/clock')) as { now: string }).now);
  const today = new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);

  // Written at the desk: pasted whole, taken apart, saved; the gate names what is missing.
  const writing = await console(office, '/console/consultations');
  await writing.getByText('Chưa có lần lấy ý kiến nào').waitFor();
  await check(writing, 'desk-empty-1366');
  await writing.keyboard.press('n');
  await writing.getByLabel('Nội dung theo Điều 25').selectOption('1');
  await writing.getByLabel('Tiêu đề').fill('Kế hoạch kinh tế – xã hội năm tới');
  await writing.getByLabel('Tóm tắt ba dòng').fill('Xã định trồng thêm 20 ha chè.\nLàm 2 km đường.\nXin bà con cho ý kiến.');
  await writing.getByLabel('Dán toàn văn dự thảo').fill(draftText);
  await writing.getByRole('button', { name: 'Tách thành đoạn' }).click();
  expect(await writing.getByRole('textbox', { name: 'Đoạn 3' }).inputValue()).toContain('trạm y tế');
  await writing.getByRole('button', { name: 'Lưu nháp' }).click();
  await writing.getByText('Còn thiếu 3 điều kiện.').waitFor();
  await check(writing, 'desk-draft-1366');
  await writing.getByLabel('Người chịu trách nhiệm').fill('Hoàng Thiện Bách, Chủ tịch UBND xã');
  for (const whom of ['HĐND', 'MTTQ']) {
    await writing.getByLabel(`Gửi kế hoạch cho ${whom} ngày`).fill(today);
    await writing.getByLabel(`Số văn bản gửi ${whom}`).fill('45/KH-UBND');
  }
  await writing.getByRole('button', { name: 'Lưu nháp' }).click();
  await writing.getByText('Đã đủ điều kiện.').waitFor();
  await writing.getByText('Đồng chí soạn sau cùng nên không tự đăng').waitFor();
  expect(await writing.getByRole('button', { name: 'Đăng để lấy ý kiến' }).isDisabled()).toBe(true);
  const id = new URL(writing.url()).pathname.split('/').at(-1) ?? '';

  // Published by a second person.
  const publishing = await console(chairman, `/console/consultations/${id}`);
  await publishing.getByRole('button', { name: 'Đăng để lấy ý kiến' }).click();
  await publishing.getByRole('dialog').getByRole('button', { name: 'Đăng để lấy ý kiến' }).click();
  await publishing.getByText('Nhận ý kiến đến hết ngày').first().waitFor();
  await check(publishing, 'desk-open-1366');

  // On the phone: the list, the draft by paragraphs, an opinion that survives a lost network and goes once.
  const page = await here.phone(grandmother.zaloId, '/consultations');
  await page.getByRole('link', { name: /Kế hoạch kinh tế/ }).waitFor();
  await check(page, 'list-360');
  await page.getByRole('link', { name: /Kế hoạch kinh tế/ }).tap();
  await page.getByRole('heading', { name: 'Dự thảo' }).waitFor();
  await check(page, 'page-360-whole');
  await page.getByRole('radio', { name: 'Đồng ý', exact: true }).check();
  await page.getByText('Đã ghi nhận.').waitFor();
  await page.getByRole('link', { name: 'Góp ý đoạn này, đoạn 2' }).tap();
  const words = page.getByLabel('Ý kiến của ông/bà');
  await words.fill('Tôi tố cáo cán bộ nhận hối lộ 5 triệu đồng mới ký giấy.');
  await page.getByRole('alert').getByText('Đây là tố cáo, ứng dụng không nhận được').waitFor();
  expect(await page.getByRole('button', { name: 'Gửi ý kiến' }).isDisabled()).toBe(true);
  await words.fill('Đoạn qua cầu hay ngập, xin làm cống trước. Gọi tôi 0912 345 678.');
  await page.getByText('Đây là tố cáo').waitFor({ state: 'detached' });
  await pressMain(page, 'Gửi ý kiến');
  await page.getByText('Xin chọn có nêu tên hay không.').waitFor();
  await page.getByRole('radio', { name: /Một người dân/ }).check();
  await page.getByRole('switch', { name: 'Nhắn Zalo cho tôi khi có kết quả' }).click();
  await check(page, 'comment-360-whole');
  await page.reload();
  await words.waitFor();
  expect(await words.inputValue()).toContain('xin làm cống trước');
  await page.context().setOffline(true);
  await pressMain(page, 'Gửi ý kiến');
  await page.getByText('Mạng yếu').waitFor();
  await page.context().setOffline(false);
  await pressMain(page, 'Gửi ý kiến');
  await page.getByText('Xã đã nhận ý kiến của ông/bà').waitFor();
  await check(page, 'thanks-360');
  await pressMain(page, 'Về trang lấy ý kiến');
  await page.getByText('chờ cán bộ đọc trước khi đăng').waitFor();
  const resident = await town.as(grandmother.zaloId);
  expect((await resident.call(readConsultation, { params: { id } })).mine.opinions).toHaveLength(1);

  // Read at the desk, let through and grouped with single keys; a meeting is typed in beside it.
  const reading = await console(office, `/console/consultations/${id}/opinions`);
  await reading.getByText('xin làm cống trước').waitFor();
  expect(await reading.getByText('345').count()).toBe(0);
  await reading.getByLabel('Thêm nhóm ý kiến').fill('Thoát nước trước khi làm đường');
  await reading.getByRole('button', { name: 'Thêm nhóm', exact: true }).click();
  await reading.getByText('Đã thêm nhóm ý kiến.').waitFor();
  await check(reading, 'desk-opinions-1366');
  await reading.locator('body').click({ position: { x: 5, y: 400 } });
  await reading.keyboard.press('j');
  await reading.keyboard.press('a');
  await reading.getByText('Không còn ý kiến nào chờ duyệt.').waitFor();
  await reading.getByRole('button', { name: 'Nhập ý kiến nhận cách khác' }).click();
  const dialog = reading.getByRole('dialog');
  await dialog.getByLabel('Nội dung ý kiến').fill('Họp xóm đề nghị làm trước đoạn tới trường.');
  await dialog.getByLabel('Số người cùng ý kiến').fill('34');
  await check(reading, 'desk-type-1366');
  await dialog.getByRole('button', { name: 'Lưu ý kiến' }).click();
  await reading.getByText('34 người').waitFor();
  for (const said of ['xin làm cống trước', 'đoạn tới trường']) {
    await reading.locator('article', { hasText: said }).focus();
    await reading.keyboard.press('1');
    await reading.locator('article', { hasText: said }).waitFor({ state: 'detached' });
  }
  await reading.getByText('Mọi ý kiến đã cho đăng đều có nhóm.').waitFor();
  await reading.keyboard.press('?');
  await reading.getByRole('dialog').getByText('Không thuộc nội dung').waitFor();
  await reading.keyboard.press('Escape');
  const small = await console(office, `/console/consultations/${id}/opinions`, phone);
  await small.getByRole('button', { name: /^Đã cho đăng/ }).click();
  await small.getByText('34 người').waitFor();
  await check(small, 'desk-opinions-360-whole');

  // Answered by one, published by another once the days are over, and read by those who spoke.
  const { closesOn } = await (await town.as(chairman)).call(desk.readDeskConsultation, { params: { id } });
  await town.setClock(new Date(Date.parse(`${closesOn}T09:00:00+07:00`) + 24 * 3_600_000));
  const answering = await console(office, `/console/consultations/${id}/synthesis`);
  await answering.getByLabel('Xã đã nghe gì').fill('Xã cảm ơn bà con đã góp ý cho kế hoạch.');
  await answering.getByLabel('Tiếp thu nhóm 1').selectOption('accepted');
  await answering.getByLabel('Lý do, cách làm nhóm 1').fill('Làm cống ở cầu xóm 2 trước khi đổ bê tông.');
  await answering.getByRole('button', { name: 'Lưu bản tổng hợp' }).click();
  await answering.getByText('Đã lưu bản tổng hợp.').waitFor();
  await answering.getByText('Đã đủ điều kiện.').waitFor();
  await check(answering, 'desk-synthesis-1366');
  const telling = await console(chairman, `/console/consultations/${id}/synthesis`);
  await telling.getByRole('button', { name: 'Công bố tổng hợp' }).click();
  await telling.getByRole('dialog').getByRole('button', { name: 'Công bố tổng hợp' }).click();
  await telling.getByText('Đã công bố', { exact: true }).first().waitFor();
  await until(async () => {
    const inbox = (await town.control('GET', `/people/${grandmother.zaloId}/inbox`)) as { text?: string | null }[];
    return inbox.some(({ text }) => text?.includes('đã công bố kết quả tổng hợp'));
  });
  const result = await here.phone(grandmother.zaloId, `/consultations/${id}`);
  await result.getByRole('heading', { name: 'Chúng tôi đã nghe gì và làm gì' }).waitFor();
  await result.getByText('Tiếp thu: Thoát nước trước khi làm đường').first().waitFor();
  await check(result, 'result-360-whole');
  await result.evaluate(() => document.documentElement.setAttribute('data-text', 'large'));
  await check(result, 'result-large-360-whole');
  const listed = await console(chairman, '/console/consultations');
  await listed.getByRole('link', { name: /Kế hoạch kinh tế/ }).waitFor();
  await check(listed, 'desk-list-1366');
}, 170_000);
