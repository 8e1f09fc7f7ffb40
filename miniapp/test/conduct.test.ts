import { mkdirSync } from 'node:fs';
import { rateVisit, readConductResults, readOpenVisit } from 'backend/contracts/conduct';
import * as desk from 'backend/contracts/desk';
import { readGuidance } from 'backend/contracts/guidance';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, faultsOf, phone, until } from './desk.js';
import { copies } from './phone.js';
import { booked, pressMain } from './residents.js';
import { townForTests } from './town.js';

const here = townForTests();
const counterOfficer = 'can-bo-ho-tich';
const moderator = 'quan-tri';
const day = 24 * 3_600_000;

/** Pictures for whoever wants to look at them; kept out of the repository. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.CONDUCT_PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: name.endsWith('whole') });
}

const widerThanScreen = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

async function check(page: Page, name: string): Promise<void> {
  expect(await faultsOf(page), name).toEqual([]);
  expect(await widerThanScreen(page), name).toBeLessThanOrEqual(0);
  await shoot(page, name);
}

async function console(personId: string, path: string, screen = computer): Promise<Page> {
  const { page, context } = await here.town.phone(personId, { path, screen, touch: false });
  onTestFinished(() => context.close());
  return page;
}

it('asks who was there, keeps what was said until it is sent, and tells nobody whose it is', async () => {
  const { town } = here;
  const neighbours = await Promise.all(Array.from({ length: 5 }, () => town.person({ name: 'Lý Thị Sen' })));
  const slips = [];
  for (const one of [grandmother.zaloId, ...neighbours]) slips.push(await booked(await town.as(one), { code: copies }));
  const [slip] = slips;
  if (slip === undefined) throw new Error('nothing booked');
  await town.setClock(new Date(`${slip.date}T15:00:00+07:00`));
  const officer = await town.as(counterOfficer);
  for (const { id, code } of slips) {
    let seen = await officer.call(desk.findByCode, { params: { code } });
    for (const step of [desk.checkIn, desk.startServing, desk.complete])
      seen = await officer.call(step as typeof desk.checkIn, { params: { id }, body: { revision: seen.revision } });
  }

  const page = await here.phone(grandmother.zaloId);
  const card = page.getByRole('link', { name: /Xin ông\/bà cho biết lần làm việc/ });
  await card.waitFor();
  await check(page, 'home-360');
  await card.tap();
  await page.getByText('Câu 1 trong 5').waitFor();
  await pressMain(page, 'Tiếp tục');
  await page.getByText('Xin chọn một mức').waitFor();
  await page.getByRole('radio', { name: 'Hài lòng', exact: true }).check();
  await check(page, 'overall-360-whole');
  await pressMain(page, 'Tiếp tục');
  await page.getByText('Câu 2 trong 5').waitFor();
  await page.getByRole('group', { name: 'Chào hỏi không?' }).getByRole('radio', { name: 'Có' }).check();
  await check(page, 'asks-360-whole');
  // Closed and opened again on this phone: nothing is lost.
  await page.reload();
  await page.getByText('Câu 2 trong 5').waitFor();
  expect(await page.getByRole('group', { name: 'Chào hỏi không?' }).getByRole('radio', { name: 'Có' }).isChecked()).toBe(true);
  await pressMain(page, 'Tiếp tục');
  await page.getByText('Câu 3 trong 5').waitFor();
  await pressMain(page, 'Tiếp tục');
  await page.getByText('Câu 4 trong 5').waitFor();
  await check(page, 'rest-360-whole');
  expect(await page.getByRole('link', { name: 'Xem cách tố cáo' }).getAttribute('href')).toContain('/guidance/denunciation');
  await pressMain(page, 'Tiếp tục');

  // A denunciation is stopped while it is typed, and goes no further.
  const words = page.getByLabel('Muốn nói thêm điều gì?');
  await words.fill('Tôi tố cáo cán bộ nhận hối lộ 5 triệu đồng mới ký giấy.');
  await page.getByRole('alert').getByText('Đây là tố cáo, ứng dụng không nhận được').waitFor();
  expect(await page.getByRole('button', { name: 'Gửi góp ý' }).isDisabled()).toBe(true);
  await check(page, 'stopped-360-whole');
  await page.getByRole('button', { name: 'Sửa lại nội dung' }).tap();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await words.fill('Chị Quỳnh nói nhẹ nhàng, nhưng ghế ngồi chờ hơi ít.');
  await page.getByText('Đây là tố cáo').waitFor({ state: 'detached' });

  // The network goes away in the middle: the same press again sends it once.
  await page.context().setOffline(true);
  await pressMain(page, 'Gửi góp ý');
  await page.getByText('Mạng yếu').waitFor();
  await page.context().setOffline(false);
  await pressMain(page, 'Gửi góp ý');
  await page.getByText('Xã đã nhận góp ý').waitFor();
  await check(page, 'thanks-360');
  await pressMain(page, 'Về trang chủ');
  await page.getByText('Việc nhiều người làm').waitFor();
  expect(await card.count()).toBe(0);
  await expect((await town.as(grandmother.zaloId)).call(readOpenVisit, { params: { id: slip.id } })).rejects.toMatchObject({
    code: 'already_rated',
  });
  const again = await here.phone(grandmother.zaloId, `/conduct/${slip.id}`);
  await again.getByText('đã được góp ý').waitFor();

  for (const [place, one] of neighbours.entries())
    await (await town.as(one)).call(rateVisit, {
      body: {
        appointmentId: slips[place + 1]?.id ?? '',
        overall: place === 0 ? 2 : 5,
        answers: { greeted: place === 0 ? 'no' : 'yes', helped: 'yes', badge: 'yes', overbearing: 'no' },
        comment: '',
      },
    });

  // The next day whoever moderates reads it, without a name.
  await town.advance(day);
  const reading = await console(moderator, '/console/conduct/comments');
  await until(async () => {
    await reading.reload();
    await reading.getByRole('heading', { name: 'Thái độ phục vụ' }).waitFor();
    return reading
      .getByText('nói nhẹ nhàng')
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
  });
  expect(await reading.getByText('Quỳnh').count()).toBe(0);
  await check(reading, 'comments-1366');
  await reading.getByRole('button', { name: 'Sửa rồi cho đăng' }).click();
  const dialog = reading.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Lưu và cho đăng' }).click();
  await dialog.getByText('Xin ghi lý do').waitFor();
  await check(reading, 'edit-1366');
  await dialog.getByLabel('Lý do').fill('Bỏ phần chỉ riêng một người.');
  await dialog.getByRole('button', { name: 'Lưu và cho đăng' }).click();
  await reading.getByText('Không còn góp ý nào chờ duyệt.').waitFor();
  const small = await console(moderator, '/console/conduct/comments', phone);
  await small.getByRole('button', { name: 'Đã cho đăng' }).click();
  await small.getByText('Lý do: Bỏ phần chỉ riêng một người.').waitFor();
  await check(small, 'comments-360-whole');

  // The chairman sees the month when it can no longer move.
  const month = slip.date.slice(0, 7);
  const early = await console('chu-tich', '/console/conduct');
  await early.getByLabel('Tháng').selectOption(month);
  await early.getByText(/Kết quả tháng .* có từ ngày/).waitFor();
  await check(early, 'open-month-1366');
  const { shownFrom } = await (await town.as('chu-tich')).call(readConductResults, { query: { month } });
  await town.setClock(new Date(`${shownFrom}T09:00:00+07:00`));
  const results = await console('chu-tich', '/console/conduct');
  await results.getByRole('columnheader', { name: 'Cả Một cửa' }).waitFor();
  const row = results.getByRole('row', { name: /^Số lượt góp ý/ });
  expect(await row.textContent()).toContain('6');
  await results.getByText('ghế ngồi chờ hơi ít').waitFor();
  await check(results, 'results-1366');
  await check(
    await console('chu-tich', '/console/conduct', phone).then(async (page360) => {
      await page360.getByRole('columnheader', { name: 'Cả Một cửa' }).waitFor();
      return page360;
    }),
    'results-360-whole',
  );
}, 170_000);

it('shows how and where to complain and to denounce, with forms that open', async () => {
  const { town } = here;
  const page = await here.phone(grandmother.zaloId, '/guidance');
  await page.getByRole('heading', { name: 'Khiếu nại', exact: true }).waitFor();
  await check(page, 'choose-360-whole');
  await page.getByRole('link', { name: 'Xem cách khiếu nại' }).tap();
  await page.getByText('Chủ tịch Ủy ban nhân dân xã Phú Lạc').first().waitFor();
  await check(page, 'complaint-360-whole');
  await page.goto(town.address(grandmother.zaloId, '/guidance/denunciation'));
  await page.getByText('Xin đừng gõ nội dung tố cáo vào ứng dụng').waitFor();
  expect(await page.getByRole('link', { name: /Gọi 113/ }).getAttribute('href')).toBe('tel:113');
  await check(page, 'denunciation-360-whole');
  await page.goto(town.address(grandmother.zaloId, '/guidance/information'));
  await page.getByRole('button', { name: /Mở mẫu in/ }).waitFor();
  await check(page, 'information-360-whole');

  const { forms } = await (await town.as(grandmother.zaloId)).call(readGuidance, { params: { kind: 'denunciation' } });
  for (const { url } of forms) {
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toContain('application/pdf');
  }
});
