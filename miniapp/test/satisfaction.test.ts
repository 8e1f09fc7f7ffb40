import { mkdirSync } from 'node:fs';
import { readHome } from 'backend/contracts/appointments';
import * as desk from 'backend/contracts/desk';
import {
  answerSatisfaction,
  readSatisfactionInvitation,
  readSatisfactionResults,
  readSatisfactionSettings,
  saveSatisfactionSampling,
} from 'backend/contracts/satisfaction';
import { satisfactionLabel } from 'backend/contracts/satisfaction-questions';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, faultsOf, phone, until } from './desk.js';
import { copies } from './phone.js';
import { booked, pressMain } from './residents.js';
import { townForTests } from './town.js';

const here = townForTests();
const office = 'quan-tri';

/** Pictures for whoever wants to look at them; kept out of the repository. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SATISFACTION_PICTURES;
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

const quarterOf = (day: string) => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

it('asks by lot the day after, keeps the answers until they are sent, and tells the office of closed months alone', async () => {
  const { town } = here;
  const clerk = await town.as(office);
  const { revision, sampling } = await clerk.call(readSatisfactionSettings, {});
  await clerk.call(saveSatisfactionSampling, { body: { revision, sampling: { ...sampling, percent: 100, dailyMaximum: 50 } } });
  const neighbours = await Promise.all(Array.from({ length: 10 }, () => town.person({ name: 'Lý Thị Sen' })));
  const slips = [];
  for (const one of [grandmother.zaloId, ...neighbours]) slips.push(await booked(await town.as(one), { code: copies }));
  const date = slips[0]?.date ?? '';
  expect(slips.every((slip) => slip.date === date)).toBe(true);
  await town.setClock(new Date(`${date}T15:00:00+07:00`));
  const counter = await town.as(office);
  for (const { id, code } of slips) {
    let seen = await counter.call(desk.findByCode, { params: { code } });
    for (const step of [desk.checkIn, desk.startServing, desk.complete])
      seen = await counter.call(step as typeof desk.checkIn, { params: { id }, body: { revision: seen.revision } });
  }
  await town.setClock(new Date(`${date}T23:59:00+07:00`));
  await town.advance(9 * 3_600_000);
  const invitations = await Promise.all(
    neighbours.map(async (one) => {
      const caller = await town.as(one);
      return { caller, id: (await until(async () => (await caller.call(readHome, {})).satisfaction)).id };
    }),
  );

  const page = await here.phone(grandmother.zaloId);
  const card = page.getByRole('link', { name: /Khảo sát của UBND xã/ });
  await card.waitFor();
  expect(await page.getByText('Góp ý về cách tiếp đón').count()).toBe(0);
  await check(page, 'home-360');
  await card.tap();
  await page.getByText('Phần 1 trong 7').waitFor();
  await page.getByText(satisfactionLabel).waitFor();
  await page.getByRole('group', { name: 'Nơi ngồi chờ đủ chỗ' }).getByRole('radio', { name: 'Không hài lòng', exact: true }).check();
  await check(page, 'access-360-whole');
  for (const part of [2, 3]) {
    await pressMain(page, 'Tiếp tục');
    await page.getByText(`Phần ${part} trong 7`).waitFor();
  }
  await page.getByRole('group', { name: 'Cán bộ lịch sự' }).getByRole('radio', { name: 'Rất hài lòng', exact: true }).check();
  // Closed and opened again on this phone: nothing is lost.
  await page.reload();
  const polite = page.getByRole('group', { name: 'Cán bộ lịch sự' }).getByRole('radio', { name: 'Rất hài lòng', exact: true });
  await polite.waitFor();
  expect(await polite.isChecked()).toBe(true);
  await check(page, 'officer-360-whole');
  await page.goBack();
  await page.getByText('Phần 2 trong 7').waitFor();
  for (const part of [3, 4, 5, 6]) {
    await pressMain(page, 'Tiếp tục');
    await page.getByText(`Phần ${part} trong 7`).waitFor();
  }
  await page
    .getByRole('group', { name: /trễ hẹn không/ })
    .getByRole('radio', { name: 'Có trễ' })
    .check();
  await page
    .getByRole('group', { name: /thư xin lỗi/ })
    .getByRole('radio', { name: 'Không' })
    .check();
  await page
    .getByRole('group', { name: /gây phiền hà/ })
    .getByRole('radio', { name: 'Có' })
    .check();
  await check(page, 'facts-360-whole');
  await pressMain(page, 'Tiếp tục');
  await page.getByLabel('Ông/bà muốn nói thêm').fill('Ghế ngồi chờ hơi ít, còn lại đều tốt.');
  await check(page, 'words-360-whole');
  // The network goes away in the middle: the same press again sends it once.
  await page.context().setOffline(true);
  await pressMain(page, 'Gửi câu trả lời');
  await page.getByText('Mạng yếu').waitFor();
  await page.context().setOffline(false);
  await pressMain(page, 'Gửi câu trả lời');
  await page.getByText('Xã đã nhận câu trả lời').waitFor();
  await check(page, 'thanks-360');
  await pressMain(page, 'Về trang chủ');
  await page.getByText('Việc nhiều người làm').waitFor();
  expect(await card.count()).toBe(0);
  await page.goto(town.address(grandmother.zaloId, `/satisfaction/${invitations[0]?.id}`));
  await page.getByText('Không tìm thấy khảo sát này').waitFor();

  for (const [place, { caller, id }] of invitations.entries()) {
    const { questions } = await caller.call(readSatisfactionInvitation, { params: { id } });
    expect(questions).toBe(1);
    await caller.call(answerSatisfaction, {
      params: { id },
      body: {
        levels: {
          polite: place === 0 ? 2 : 5,
          attentive: 4,
          fullAnswers: place < 3 ? 3 : 4,
          rightFees: 5,
          rightPapers: place < 2 ? 2 : 4,
          enoughSeats: place < 5 ? 2 : 4,
          onTheDay: 4,
          fair: 5,
          waysToSpeak: place < 4 ? 3 : 4,
        },
        facts: { trips: place < 8 ? 'one' : 'two', trouble: 'no', extraPayment: 'no', late: 'no' },
        words: '',
      },
    });
  }

  // The quarter is over and can no longer move: the chairman reads it.
  const quarter = quarterOf(date);
  const { shownFrom } = await (await town.as('chu-tich')).call(readSatisfactionResults, { query: { period: quarter } });
  await town.setClock(new Date(`${shownFrom}T09:00:00+07:00`));
  await until(async () => {
    const { total } = await (await town.as('chu-tich')).call(readSatisfactionResults, { query: { period: quarter } });
    return total.state === 'shown';
  });
  const results = await console('chu-tich', '/console/satisfaction');
  await results.getByText('11 trong 11 người được hỏi').waitFor();
  await check(results, 'results-1366');
  await shoot(results, 'results-1366-whole');
  await results.getByRole('button', { name: 'Đọc (có ghi nhật ký)' }).click();
  await results.getByText('Ghế ngồi chờ hơi ít').waitFor();
  const small = await console('chu-tich', '/console/satisfaction', phone);
  await small.getByText('11 trong 11 người được hỏi').waitFor();
  await check(small, 'results-phone-whole');

  const settings = await console(office, '/console/satisfaction/settings');
  await settings.getByRole('heading', { name: 'Câu hỏi được dùng' }).waitFor();
  await check(settings, 'settings-1366-whole');
  await settings.getByRole('checkbox', { name: 'Trang thiết bị hiện đại' }).uncheck();
  await settings.getByRole('button', { name: 'Ghi bộ câu hỏi' }).click();
  await settings.getByText('không hỏi 1 tiêu chí').waitFor({ state: 'attached' });

  // The nine criteria: what is there is computed, what is not is typed with its source.
  const card9 = await console(office, '/console/scorecard');
  await card9.getByLabel('Kỳ').selectOption(quarter);
  await card9.getByText('11 lượt').first().waitFor();
  await check(card9, 'scorecard-1366');
  await shoot(card9, 'scorecard-1366-whole');
  await card9.getByRole('button', { name: /Nhập số liệu quý: Thời gian thực hiện của từng cơ quan/ }).click();
  const dialog = card9.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ghi số liệu' }).click();
  await dialog.getByText('Xin ghi nguồn số liệu').waitFor();
  await check(card9, 'type-1366');
  for (const [label, count] of [
    ['2 điểm', '30'],
    ['1 điểm', '60'],
    ['0 điểm', '10'],
  ] as const)
    await dialog.getByLabel(`Số hồ sơ được ${label}`).fill(count);
  await dialog.getByLabel('Nguồn số liệu').fill('Hệ thống thông tin giải quyết TTHC tỉnh');
  await dialog.getByRole('button', { name: 'Ghi số liệu' }).click();
  await card9.getByText('Văn phòng nhập · 100 hồ sơ').waitFor();
  const narrow = await console('chu-tich', '/console/scorecard', phone);
  await narrow.getByText('Đây không phải số liệu chính thức').waitFor();
  await check(narrow, 'scorecard-phone-whole');
}, 170_000);
