import { cancelAppointment, leaveWaitingList, listMyWaiting } from 'backend/contracts/appointments';
import type { Page } from 'playwright-core';
import { birth, copies } from '../../miniapp/test/phone.js';
import { boardShots } from './board.js';
import { residentDecisionShots } from './decisions.js';
import { reportShots } from './reports.js';
import type { Sample } from './sample.js';
import { type Shooting, settled, shoot } from './shoot.js';
import { surveyShots } from './surveys.js';

const firstTime = (page: Page) => page.locator('.chip:not([disabled])').first();

/** From the first step to the second, at the first free time of a later day. */
export async function chooseTime(page: Page): Promise<void> {
  await settled(page);
  await page.locator('.day[data-state="open"]').nth(1).tap();
  await firstTime(page).tap();
  await page.getByText('Bước 2 trong 3').waitFor();
  await settled(page);
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).tap();

async function atHome(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Tại nhà' }).check();
  await settled(page);
}

/** Every page of the residents' Mini App in its states. */
export async function residentShots(shooting: Shooting, { grandmother, newcomer, neighbour, reports, decisions }: Sample): Promise<void> {
  const { town } = shooting;
  const { id } = grandmother;
  const slip = `/slip/${grandmother.slip.id}`;
  const states = ['full', 'large', 'zoomed', 'loading', 'error', 'offline'] as const;
  const pages = [
    { name: 'home', path: '/' },
    { name: 'procedures', path: '/procedures' },
    { name: 'procedure', path: `/procedures/${birth}` },
    { name: 'book', path: `/procedures/${birth}/book` },
    { name: 'slip', path: slip },
    { name: 'reschedule', path: `${slip}/reschedule` },
    { name: 'appointments', path: '/appointments' },
    { name: 'waiting', path: '/waiting' },
    { name: 'me', path: '/me' },
    { name: 'about', path: '/about' },
  ];
  for (const { name, path } of pages)
    for (const state of states) await shoot(shooting, { name: `resident/${name}.${state}`, personId: id, path, state });
  for (const { name, path } of pages.filter(({ name }) => ['home', 'appointments', 'waiting', 'me'].includes(name)))
    await shoot(shooting, { name: `resident/${name}.empty`, personId: newcomer, path });
  await shoot(shooting, { name: 'resident/not-found.full', personId: id, path: '/khong-co' });

  for (const [name, words] of Object.entries({
    search: 'khai sinh',
    typo: 'sao i ban chinh',
    nothing: 'qwertyuiop',
    hint: 'so ho khau',
  }))
    await shoot(shooting, { name: `resident/procedures.${name}`, personId: id, path: `/procedures?q=${encodeURIComponent(words)}` });

  const book = (name: string, personId: string, code: string, act: (page: Page) => Promise<void>) =>
    shoot(shooting, {
      name: `resident/book.${name}`,
      personId,
      path: `/procedures/${code}/book`,
      act: async (page) => {
        await settled(page);
        await act(page);
        await settled(page);
      },
    });
  await book('full-day', newcomer, birth, async (page) => {
    await atHome(page);
    await page.locator('.day[data-state="full"]').first().tap();
    await page.getByText('Ngày này đã kín chỗ').waitFor();
  });
  await book('waiting', newcomer, birth, async (page) => {
    await atHome(page);
    await page.locator('.day[data-state="full"]').first().tap();
    await press(page, 'Chờ chỗ ngày này');
    await page.getByText('Đã ghi tên chờ.').first().waitFor();
  });
  const asked = (await (await town.as(newcomer)).call(listMyWaiting, {})).entries;
  for (const entry of asked) await (await town.as(newcomer)).call(leaveWaitingList, { params: { id: entry.id } });
  await book('taken', newcomer, copies, async (page) => {
    await page.route(/\/api\/holds$/, (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        headers: { 'Access-Control-Allow-Origin': '*' },
        body: JSON.stringify({ code: 'slot_taken', status: 409, detail: '', nearest: nearTo(grandmother.slip.date) }),
      }),
    );
    await firstTime(page).tap();
    await page.getByText('Gần nhất còn:').waitFor();
  });
  await book('who', newcomer, copies, chooseTime);
  await book('who-family', id, birth, async (page) => {
    await chooseTime(page);
    await page.getByText('Người khác, chưa có ở trên').tap();
  });
  await book('who-faults', newcomer, birth, async (page) => {
    await atHome(page);
    await chooseTime(page);
    await press(page, 'Xem lại');
  });
  await book('who-phone', newcomer, copies, async (page) => {
    await chooseTime(page);
    await press(page, 'Lấy số từ Zalo');
    await page.getByRole('dialog').waitFor();
  });
  await book('who-refused', newcomer, copies, async (page) => {
    await chooseTime(page);
    await press(page, 'Lấy số từ Zalo');
    await press(page, 'Tiếp tục, để Zalo hỏi tôi');
    await press(page, 'Từ chối');
    await page.getByText('Không sao.').waitFor();
  });
  await book('check', id, copies, async (page) => {
    await chooseTime(page);
    await press(page, 'Xem lại');
  });
  await book('check-offline', id, copies, async (page) => {
    await chooseTime(page);
    await press(page, 'Xem lại');
    await page.getByText('Bước 3 trong 3').waitFor();
    await page.context().setOffline(true);
    await press(page, 'Đặt lịch');
    await page.getByText('Chưa gửi được', { exact: true }).waitFor();
  });
  await book('check-duplicate', id, copies, async (page) => {
    await chooseTime(page);
    await press(page, 'Xem lại');
    await press(page, 'Đặt lịch');
    await page.getByRole('dialog').waitFor();
  });

  await shoot(shooting, { name: 'resident/slip.revoked', personId: neighbour.id, path: `/slip/${neighbour.revoked.id}` });
  await shoot(shooting, {
    name: 'resident/slip.cancel',
    personId: neighbour.id,
    path: `/slip/${neighbour.given.id}?cancel=1`,
    screenOnly: true,
    act: async (page) => {
      await page.getByRole('dialog').waitFor();
    },
  });
  await (await town.as(neighbour.id)).call(cancelAppointment, { params: { id: neighbour.given.id }, body: {} });
  await shoot(shooting, { name: 'resident/slip.cancelled', personId: neighbour.id, path: `/slip/${neighbour.given.id}` });
  await shoot(shooting, { name: 'resident/appointments.past', personId: neighbour.id, path: '/appointments' });
  await shoot(shooting, {
    name: 'resident/slip.copy',
    personId: id,
    path: slip,
    act: async (page) => {
      await settled(page);
      await page.route('**/api/**', (route) => route.abort());
      await page.reload();
      await page.getByText('Bản lưu trên máy').waitFor();
      await page.getByRole('button', { name: 'Tải lại' }).waitFor();
    },
  });
  await shoot(shooting, {
    name: 'resident/me.invitation',
    personId: newcomer,
    path: '/me',
    screenOnly: true,
    act: async (page) => {
      await press(page, 'Tôi là cán bộ');
      await page.getByRole('dialog').waitFor();
    },
  });
  await shoot(shooting, { name: 'resident/inbox', personId: id, inbox: true, act: (page) => page.locator('.message').first().waitFor() });
  await reportShots(shooting, reports);
  await boardShots(shooting, id);
  await surveyShots(shooting, id);
  await residentDecisionShots(shooting, { personId: id, newcomer }, decisions);
}

const nearTo = (date: string) => [
  { date, start: '09:00' },
  { date, start: '09:30' },
];
