import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { bookReception, listReception, type ReceptionSession } from 'backend/contracts/reception';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { administrator } from '../../scripts/seed/officers.js';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, type Desk, faultsOf, phone, startDesk, until } from './desk.js';

/** Where pictures for the eye are left, when somebody wants them. */
const pictures = process.env.PICTURES;

let desk: Desk;
const opened: Page[] = [];

beforeAll(async () => {
  desk = await startDesk();
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
}, 180_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await desk?.close();
});

async function open(zaloId: string, address: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await desk.open(zaloId, address, viewport);
  opened.push(page);
  return page;
}

/** No fault that axe can find, nothing to scroll sideways; a picture when wanted. */
async function isWell(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
  expect([name, await faultsOf(page)]).toEqual([name, []]);
  expect([name, await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)]).toEqual([name, 0]);
}

/** The first session of the seed that can be booked: a Thursday to come. */
async function nextSession(): Promise<ReceptionSession> {
  const { sessions } = await (await desk.person(grandmother.zaloId)).call(listReception, {});
  const next = sessions.find(({ state, adHoc }) => state === 'open' && adHoc === null);
  if (next === undefined) throw new Error('no session to book');
  return next;
}

const day = (session: ReceptionSession) => `${session.day.slice(8)}/${session.day.slice(5, 7)}/${session.day.slice(0, 4)}`;

it('is booked on the phone, received at the desk, and what was promised comes back to the phone', async () => {
  const session = await nextSession();

  // The resident: schedule, form, receipt.
  const page = await open(grandmother.zaloId, '/reception', phone);
  const card = page.getByRole('article').filter({ hasText: day(session) });
  await card.getByText('Còn').waitFor();
  await page.getByText('Xã không tiếp qua video').waitFor();
  await isWell(page, 'resident-schedule');
  await card.getByRole('link', { name: /Giữ chỗ/ }).click();
  await page.getByLabel('Việc muốn trình bày').fill('Tôi muốn tố cáo cán bộ địa chính nhận tiền');
  await page.getByText('Nội dung này giống một đơn tố cáo').waitFor();
  await isWell(page, 'resident-denunciation');
  await page.getByRole('button', { name: 'Ghi “Xin trình bày trực tiếp”' }).click();
  await page.getByLabel('Việc muốn trình bày').fill('Đường vào xóm sạt sau mưa');
  await page.getByLabel('Bao nhiêu người cùng đến?').fill('12');
  await page.getByText('nhiều nhất 5 người').waitFor();
  await page.getByLabel('Nơi ở').fill('Xóm 1 (mẫu), xã Phú Lạc');
  // Closed and opened again: nothing has to be typed twice.
  await page.reload();
  await page.getByText('nhiều nhất 5 người').waitFor();
  expect(await page.getByLabel('Việc muốn trình bày').inputValue()).toBe('Đường vào xóm sạt sau mưa');
  await isWell(page, 'resident-form');
  // The network goes while it is sent: said so, and one more press books once.
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Giữ chỗ' }).click();
  await page.getByText('không sợ bị đăng ký hai lần').waitFor();
  await isWell(page, 'resident-offline');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Giữ chỗ' }).click();
  await page.getByText('Đã giữ chỗ').waitFor();
  await page.getByText('Đây là phiếu giữ chỗ, chưa phải nộp đơn.').waitFor();
  await isWell(page, 'resident-receipt');
  await page.evaluate(() => {
    document.documentElement.dataset.text = 'large';
  });
  await isWell(page, 'resident-receipt-large');
  await page.evaluate(() => {
    delete document.documentElement.dataset.text;
  });

  // The office sees it, and receives on the day.
  await desk.setClock(session.day, '08:20');
  const office = await open(administrator.zaloId, 'console/reception', computer);
  await office.getByRole('list', { name: 'Các buổi tiếp công dân' }).getByRole('link').first().waitFor();
  await isWell(office, 'desk-sessions');
  await office.getByRole('link', { name: new RegExp(day(session)) }).click();
  const visitor = office.getByRole('listitem').filter({ hasText: grandmother.name });
  await visitor.getByRole('button', { name: 'Ghi vào sổ' }).click();
  const form = office.getByRole('form', { name: 'Ghi người đã giữ chỗ' });
  expect(await form.getByLabel('Họ và tên').inputValue()).toBe(grandmother.name);
  await isWell(office, 'desk-day');
  await form.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await form.getByText('Xin chọn loại.').waitFor();
  await form.getByLabel('Loại đơn').selectOption({ label: 'Kiến nghị' });
  await form.getByLabel('Họ và tên').focus();
  await office.keyboard.press('Control+Enter');
  await office.getByRole('form', { name: 'Ghi người đến thẳng' }).waitFor();
  const line = office.getByRole('link', { name: new RegExp(`Số .*${grandmother.name}`) });
  await line.waitFor();
  await isWell(office, 'desk-day-written');
  await line.click();

  await office.getByRole('button', { name: 'Ghi biên bản' }).click();
  await office.getByLabel('Đã nói gì').fill('Bà trình bày đoạn đường sạt. Chủ tịch hứa cho sửa.');
  await office.getByRole('button', { name: 'Thêm việc đã hứa' }).click();
  await office.getByLabel('Làm việc gì').fill('Đổ đá, kè tạm đoạn sạt');
  await office.getByLabel('Ai làm').fill('Công chức Địa chính');
  await office.getByLabel('Đến ngày').fill(session.day);
  await isWell(office, 'desk-minutes');
  await office.getByRole('button', { name: 'Lưu biên bản' }).click();
  await office.getByRole('button', { name: 'Đã xong: Đổ đá, kè tạm đoạn sạt' }).waitFor();
  await office.getByRole('radio', { name: 'Chuyển cơ quan có thẩm quyền' }).check();
  await office.getByRole('button', { name: 'Trả lời' }).click();
  await office.getByText('Xin ghi cơ quan nhận.').waitFor();
  await office.getByLabel('Cơ quan nhận').fill('Sở Xây dựng');
  await isWell(office, 'desk-entry');
  await office.getByRole('button', { name: 'Trả lời' }).click();
  await office.getByText('Nơi nhận: Sở Xây dựng.').waitFor();
  await office.getByRole('button', { name: 'Sửa dòng này' }).click();
  await office.getByLabel('Ghi chú').fill('Đã gọi điện cho bà');
  await office.getByLabel('Lý do sửa').fill('Bổ sung ghi chú');
  await isWell(office, 'desk-correct');
  await office.getByRole('button', { name: 'Lưu bản sửa' }).click();
  await office.getByText('Đã sửa 1 lần').waitFor();
  await office.getByRole('button', { name: 'Đã xong: Đổ đá, kè tạm đoạn sạt' }).click();
  await office
    .getByRole('dialog')
    .getByLabel(/Kết quả/)
    .fill('Đã kè xong');
  await office.getByRole('dialog').getByRole('button', { name: 'Đã xong' }).click();
  await office.getByText('Đã kè xong').waitFor();

  // And she reads it, signed in as herself.
  const again = await open(grandmother.zaloId, '/reception/mine', phone);
  await again.getByText('Nơi nhận: Sở Xây dựng.').waitFor();
  await again.getByText('Chủ tịch hứa cho sửa.').waitFor();
  await again.getByText(/Xong ngày .*: Đã kè xong/).waitFor();
  await isWell(again, 'resident-mine');
  const answered = await until(async () =>
    (await desk.inbox(grandmother.zaloId)).find(({ text }) => text.includes('đã có trả lời sau buổi tiếp')),
  );
  expect(answered.text).not.toContain('sạt');
}, 120_000);

it('is published, moved and written down at the desk, on a computer and on a phone', async () => {
  const office = await open(administrator.zaloId, 'console/reception/weeks', computer);
  await office.getByLabel('Ngày trong tuần').selectOption({ label: 'Thứ Ba' });
  await office.getByLabel('Mấy tuần').fill('2');
  const publish = office.getByRole('button', { name: 'Công bố 2 buổi' });
  await publish.waitFor();
  await isWell(office, 'desk-weeks');
  await publish.click();
  const tuesdays = office.getByRole('link', { name: /Thứ Ba/ });
  await tuesdays.first().waitFor();
  const resident = await desk.person(grandmother.zaloId);
  const { sessions } = await resident.call(listReception, {});
  const tuesday = sessions.find((session) => session.state === 'open' && new Date(session.day).getUTCDay() === 2);
  await resident.call(bookReception, {
    params: { id: tuesday?.id ?? '' },
    body: { name: grandmother.name, address: 'Xóm 1 (mẫu)', topic: 'Hỏi về đường xóm', people: 1 },
  });
  await tuesdays.first().click();
  await office.getByText('Hỏi về đường xóm').waitFor();
  await office.getByRole('button', { name: 'Đổi buổi này' }).click();
  const preview = office.getByRole('region', { name: 'Buổi tiếp như người dân đọc' });
  await office.getByLabel('Nơi tiếp').fill('Hội trường tầng 2');
  await preview.getByText('Hội trường tầng 2').waitFor();
  await isWell(office, 'desk-change');
  await office.getByRole('button', { name: 'Đổi buổi tiếp' }).click();
  const question = office.getByRole('dialog');
  await question.getByLabel('Lý do (người dân đọc được)').fill('Phòng tiếp dân đang sửa');
  await question.getByText('Đổi và báo cho 1 người đã giữ chỗ?').waitFor();
  await question.getByText(/Nay là: 8 giờ – 11 giờ, Thứ Ba/).waitFor();
  await isWell(office, 'desk-change-question');
  await question.getByRole('button', { name: 'Đổi buổi tiếp' }).click();
  await office.getByText(/đổi ngày .*: Phòng tiếp dân đang sửa/).waitFor();
  await office.getByRole('button', { name: 'Hủy buổi này' }).click();
  await question.getByLabel('Lý do (người dân đọc được)').fill('Chủ tịch đi công tác');
  await isWell(office, 'desk-cancel-question');
  await question.getByRole('button', { name: 'Hủy buổi tiếp' }).click();
  await office.getByText('Chủ tịch đi công tác', { exact: true }).waitFor();

  await office.goto(office.url().replace(/console\/reception.*/, `console/reception/register?person=${administrator.zaloId}`));
  await office.getByRole('link', { name: /Mở số/ }).first().waitFor();
  await isWell(office, 'desk-register');
  const [file] = await Promise.all([office.waitForEvent('download'), office.getByRole('button', { name: 'Tải về Excel' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^so-tiep-cong-dan-.*\.xlsx$/);
  await office.getByRole('link', { name: 'Quy định' }).click();
  await office.getByText('42/2013/QH13').waitFor();
  await isWell(office, 'desk-rules');
  await office.getByRole('link', { name: 'Phải trả lời' }).click();
  await office.getByRole('heading', { name: 'Phải trả lời sau tiếp công dân' }).waitFor();
  await office
    .getByText(/^(Hạn|Trễ|Không còn lượt tiếp)/)
    .first()
    .waitFor();
  await isWell(office, 'desk-due');

  for (const [address, words] of [
    ['console/reception', 'Công bố một buổi'],
    ['console/reception/new', 'Số chỗ giữ trước'],
    ['console/reception/register', 'Tải về Excel'],
  ] as const) {
    const small = await open(administrator.zaloId, address, phone);
    await small.getByText(words).waitFor();
    await isWell(small, `phone-${address.split('/').at(-1)}`);
  }
}, 90_000);
