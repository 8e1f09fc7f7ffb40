import { bookAppointment, listOpenSlots, type Slip } from 'backend/contracts/appointments';
import { checkIn, findByCode } from 'backend/contracts/desk';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { chairman, civilStatusOfficer } from '../../scripts/seed/officers.js';
import { grandmother, residents, type SeedResident } from '../../scripts/seed/people.js';
import { computer, copies, type Desk, faultsOf, type Person, phone, scan, startDesk, until } from './desk.js';

const officer = civilStatusOfficer.zaloId;
/** Works at the same counter. */
const colleague = 'can-bo-tu-phap';

const isFollower = ({ followsOfficialAccount, zaloId }: SeedResident) => followsOfficialAccount && zaloId !== grandmother.zaloId;
const followers = residents.filter(isFollower);
const [late, withdrawn, shared, watched, stormy, father] = followers as [
  SeedResident,
  SeedResident,
  SeedResident,
  SeedResident,
  SeedResident,
  SeedResident,
];
/** Known to Zalo by phone alone: has never followed the Official Account. */
const caller = residents.find(({ followsOfficialAccount }) => !followsOfficialAccount) as SeedResident;

let desk: Desk;
let day: string;
let dayAfter: string;
const slips = new Map<string, Slip>();
const opened: Page[] = [];

async function open(zaloId: string, address: string, viewport = computer): Promise<Page> {
  const page = await desk.open(zaloId, address, viewport);
  opened.push(page);
  return page;
}

async function book(
  { zaloId }: { zaloId: string },
  date: string,
  start: string,
  forWhom?: { relation: 'child'; name: string },
): Promise<Slip> {
  const resident = await desk.person(zaloId);
  const slip = await resident.call(bookAppointment, { body: { ...copies, date, start, person: forWhom ?? { relation: 'self' } } });
  slips.set(zaloId, slip);
  return slip;
}

const codeOf = ({ zaloId }: { zaloId: string }): string => slips.get(zaloId)?.code ?? '';

/** The opened appointment. */
const detailOf = (page: Page, code: string) => page.getByRole('region', { name: `Lịch hẹn ${code}` });
const rowOf = (page: Page, code: string) => page.getByRole('row').filter({ hasText: code });
const said = (page: Page, words: string | RegExp) => page.getByRole('status').filter({ hasText: words }).first().waitFor();

async function openToday(zaloId = officer, viewport = computer): Promise<Page> {
  const page = await open(zaloId, 'console', viewport);
  await page.getByText(codeOf(grandmother)).first().waitFor();
  return page;
}

beforeAll(async () => {
  desk = await startDesk();
  const resident: Person = await desk.person(grandmother.zaloId);
  const { days } = await resident.call(listOpenSlots, { params: { code: copies.code }, query: { way: copies.way } });
  const first = await desk.nextOpenDay(resident);
  const second = days.find(({ date, state }) => date > first && state === 'open');
  [day, dayAfter] = [first, second?.date ?? ''];
  await book(grandmother, day, '08:30');
  await book(late, day, '08:00');
  await book(shared, day, '09:00');
  await book(father, day, '10:30', { relation: 'child', name: 'Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Diễm Quỳnh Như' });
  await book(withdrawn, day, '11:00');
  await book(stormy, dayAfter, '09:00');
  await desk.setClock(day, '08:42');
}, 180_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await desk?.close();
});

it('takes people through the day with the keyboard alone', async () => {
  const page = await openToday();
  await expect.poll(() => rowOf(page, codeOf(grandmother)).textContent()).toMatch(/trễ 1\d phút/);

  await page.keyboard.press('/');
  await page.keyboard.type(codeOf(grandmother).toLowerCase().replaceAll('-', ''));
  await page.keyboard.press('Enter');
  const detail = detailOf(page, codeOf(grandmother));
  await detail.getByRole('heading', { name: grandmother.name }).waitFor();
  for (const [key, state] of [
    ['d', 'Đang chờ'],
    ['m', 'Đang làm việc'],
    ['x', 'Đã xong'],
    ['q', 'Đang làm việc'],
    ['x', 'Đã xong'],
  ] as const) {
    await page.keyboard.press(key);
    await detail.getByText(state, { exact: true }).waitFor();
  }
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });

  // Found by the name without its marks; absent, and back again after a wrong key.
  await page.keyboard.press('/');
  await page.keyboard.type(late.name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd'));
  await page.keyboard.press('Enter');
  const absent = detailOf(page, codeOf(late));
  await absent.waitFor();
  await page.keyboard.press('v');
  await absent.getByText('Vắng mặt', { exact: true }).waitFor();
  await page.keyboard.press('q');
  await absent.getByText('Chưa đến', { exact: true }).waitFor();
  await page.keyboard.press('v');
  await absent.getByText('Vắng mặt', { exact: true }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  // Nobody is absent before the hour has come.
  await scan(page, codeOf(father));
  await detailOf(page, codeOf(father)).waitFor();
  await page.keyboard.press('v');
  await said(page, 'lúc này không bấm được');

  const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  const above = await focused();
  await page.keyboard.press('j');
  expect(await focused()).not.toBe(above);
  await page.keyboard.press('Enter');
  await detailOf(page, (await focused()).replace('row-', '')).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

it('shows a booking made elsewhere within seconds and keeps what is selected', async () => {
  const page = await openToday();
  await scan(page, codeOf(shared));
  await detailOf(page, codeOf(shared)).waitFor();
  const slip = await book(watched, day, '15:00');
  await rowOf(page, slip.code).waitFor({ timeout: 10_000 });
  expect(await detailOf(page, codeOf(shared)).isVisible()).toBe(true);
});

it('tells the second of two officers what the first has done, and loses nothing', async () => {
  const page = await openToday(colleague);
  await scan(page, codeOf(shared));
  const detail = detailOf(page, codeOf(shared));
  await detail.getByText('Chưa đến', { exact: true }).waitFor();

  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/desk\/appointments\?/, async (route) => {
    await gate;
    await route.continue();
  });
  const first = await desk.person(officer);
  const { id, revision } = await first.call(findByCode, { params: { code: codeOf(shared) } });
  const arrived = await first.call(checkIn, { params: { id }, body: { revision } });
  await page.keyboard.press('d');
  await said(page, 'Đồng nghiệp vừa cập nhật lịch này');
  release();
  await detail.getByText('Đang chờ', { exact: true }).waitFor();
  const now = await first.call(findByCode, { params: { code: codeOf(shared) } });
  expect([now.status, now.revision, now.arrivedAt]).toEqual(['arrived', arrived.revision, arrived.arrivedAt]);

  await page.keyboard.press('m');
  await detail.getByText('Đang làm việc', { exact: true }).waitFor();
});

it('keeps the list and says how old it is while the network is away', async () => {
  const page = await openToday();
  await scan(page, codeOf(father));
  await page.context().setOffline(true);
  await page.keyboard.press('d');
  await said(page, 'Mất mạng nên chưa rõ đã ghi được chưa');
  await page.getByText('chưa cập nhật được').waitFor();
  expect(await rowOf(page, codeOf(father)).textContent()).toContain('Chưa đến');
  await page.context().setOffline(false);
  await page.getByText('chưa cập nhật được').waitFor({ state: 'detached', timeout: 20_000 });
});

it('books for somebody who phoned, prints the slip, and the caller has it in Zalo', async () => {
  const page = await open(officer, 'console/book');
  await page.getByRole('button', { name: /Chứng thực bản sao/ }).waitFor();
  await page.keyboard.type('sao y');
  await page.getByRole('list', { name: 'Thủ tục tìm thấy' }).getByRole('listitem').first().getByText('Chứng thực bản sao').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[aria-pressed="true"]:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.type('triệu thị mùi');
  await page.keyboard.press('Tab');
  await page.keyboard.type(caller.phone);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Đọc mã này cho người dân ghi lại' }).waitFor();
  const code = (await page.locator('.desk-slip-code').textContent()) ?? '';
  await page.getByText('Triệu Thị Mùi').waitFor();

  const asked = page.context().waitForEvent('request', (request) => request.url().includes('.pdf') || request.url().includes('/slips/'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const slip = await fetch((await asked).url());
  expect([slip.status, slip.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const message = await until(async () => (await desk.inbox(caller.zaloId)).find(({ text }) => text.includes(code)));
  expect(message.title).toBe('Giấy hẹn làm thủ tục');
});

it('withdraws an appointment; the resident reads in Zalo what the officer saw before sending', async () => {
  await desk.zalo(`/people/${withdrawn.zaloId}/actions`, 'POST', { do: 'send_text', text: 'Tôi hỏi một chút' });
  await desk.zalo('/webhooks/idle');
  const page = await openToday();
  await scan(page, codeOf(withdrawn));
  const detail = detailOf(page, codeOf(withdrawn));
  await detail.getByRole('button', { name: 'Hủy từ phía cơ quan' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Hủy lịch và gửi tin xin lỗi' }).click();
  await dialog.getByText('Xin chọn hoặc ghi lý do').waitFor();
  await dialog.getByText('Mất điện hoặc hệ thống của tỉnh đang bảo trì').click();
  const [letter] = await dialog.locator('.desk-phone-text').allTextContents();
  const buttons = await dialog.locator('.desk-phone-button').allTextContents();
  await dialog.getByRole('button', { name: 'Hủy lịch và gửi tin xin lỗi' }).click();
  await detail.getByText('Xã đã hủy lịch này').waitFor();

  const message = await until(async () => (await desk.inbox(withdrawn.zaloId)).find(({ text }) => text.includes('phải hủy')));
  expect(message.text).toBe(letter);
  expect(message.buttons.map(({ title }) => title)).toEqual(buttons);
});

it('withdraws a whole day once, naming how many', async () => {
  const page = await open(officer, 'console/revoke-day');
  await page.getByLabel('Ngày').fill(dayAfter);
  await page.getByText('1 lịch hẹn', { exact: true }).waitFor();
  // Only the officer's own counters are offered.
  expect(await page.getByLabel('Quầy').locator('option').count()).toBe(2);
  await page.getByText('Mưa bão, trụ sở tạm nghỉ để bảo đảm an toàn').click();
  const read = await page.locator('.desk-phone-text').allTextContents();
  await page.getByRole('button', { name: 'Hủy cả ngày của quầy này' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hủy 1 lịch hẹn và đóng quầy' }).click();
  await page.getByText('Đã hủy 1 lịch hẹn và đóng quầy').waitFor();
  const message = await until(async () => (await desk.inbox(stormy.zaloId)).find(({ text }) => text.includes('phải hủy')));
  expect(read).toContain(message.text);

  await page.getByRole('link', { name: 'Mở danh sách ngày đó' }).click();
  await rowOf(page, codeOf(stormy)).getByText('Xã hủy').waitFor();
});

it('turns a resident away politely, and lets the chairman read the day and nothing else', async () => {
  const resident = await open(grandmother.zaloId, 'console', phone);
  await resident.getByText('Mục này dành cho cán bộ của xã').waitFor();
  await resident.getByRole('link', { name: 'Về trang cá nhân' }).waitFor();

  const page = await openToday(chairman.zaloId);
  const sections = await page.getByRole('navigation').getByRole('link').allInnerTexts();
  expect(sections).toEqual(expect.arrayContaining(['Hôm nay', 'Tin gửi dân', 'Nhật ký', 'Trang người dân']));
  expect(sections).not.toContain('Đặt lịch hộ');
  await scan(page, codeOf(father));
  const detail = detailOf(page, codeOf(father));
  await detail.getByText('Tài khoản này chỉ xem').waitFor();
  expect(await detail.getByRole('button').allInnerTexts()).not.toContain('Ghi nhận đã đến');
  expect(await page.getByRole('button', { name: /^Ghi nhận|^Hủy từ/ }).count()).toBe(0);
  await page.keyboard.press('d');
  const reader = await desk.person(officer);
  expect((await reader.call(findByCode, { params: { code: codeOf(father) } })).status).toBe('booked');
});

it('leads the administrator to Zalo’s own page to give permission again', async () => {
  const page = await open('quan-tri', 'console/zalo');
  await page.getByText('Xã đang gửi tin được qua Zalo').waitFor();
  const popup = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Cấp quyền lại trên Zalo' }).click();
  const zalo = await popup;
  await zalo.getByRole('button').or(zalo.getByRole('link')).first().click();
  await zalo.getByText('Đã nhận quyền').waitFor();
});

it('lets the administrator close a counter, confirm a holiday, invite an officer and end it', async () => {
  const page = await open('quan-tri', 'console/calendar');
  const closures = page.getByRole('region', { name: 'Đóng quầy' });
  await closures.getByText('Thêm một lần đóng quầy').click();
  await closures.getByRole('button', { name: 'Đóng quầy', exact: true }).click();
  await closures.getByText('Xin ghi lý do, người dân sẽ đọc.').waitFor();
  await closures.getByLabel('Lý do (người dân sẽ đọc)').fill('Tập huấn ở tỉnh');
  await closures.getByRole('combobox', { name: 'Quầy' }).selectOption({ label: 'Quầy Công an xã: Cư trú – Căn cước' });
  await closures.getByRole('button', { name: 'Đóng quầy', exact: true }).click();
  const police = await open('can-bo-cong-an', 'console');
  await police.getByText('Tập huấn ở tỉnh').waitFor();
  const reopen = closures.getByRole('button', { name: /^Mở lại Quầy Công an/ });
  await reopen.click();
  await reopen.waitFor({ state: 'detached' });

  const daysOff = page.getByRole('region', { name: 'Ngày nghỉ và ngày làm bù' });
  const year = Number(day.slice(0, 4)) + 2;
  await daysOff.getByRole('combobox', { name: 'Năm' }).selectOption(String(year));
  await daysOff
    .getByRole('button', { name: new RegExp(`^Sửa Tết Nguyên đán.*${year}$`) })
    .first()
    .click();
  await page.getByRole('dialog').getByLabel('Số quyết định, công văn (không bắt buộc)').fill('QĐ 12/2027');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Xác nhận cả \d ngày Tết Nguyên đán/ })
    .click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await daysOff.getByText('QĐ 12/2027').first().waitFor();

  await page.getByRole('navigation').getByRole('link', { name: 'Cán bộ' }).click();
  await page.getByLabel('Họ và tên').fill('Hà Thị Ngọc');
  await page.getByRole('checkbox', { name: 'Cán bộ một cửa' }).check();
  await page.getByRole('button', { name: 'Tạo mã mời' }).click();
  await page.getByRole('heading', { name: 'Mã mời của Hà Thị Ngọc' }).waitFor();
  await page.getByText('Chưa nhập mã mời').waitFor();

  await page.getByRole('button', { name: 'Đã đưa mã, ẩn đi' }).click();
  await page.getByRole('button', { name: 'Đổi việc của Hà Thị Ngọc' }).click();
  await page.getByRole('button', { name: 'Cho thôi việc' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cho thôi việc' }).click();
  await page.getByText('Đã thôi việc', { exact: true }).waitFor();
  // Nobody can lock themselves out.
  await page.getByRole('button', { name: 'Đổi việc của Lương Khánh Duy' }).click();
  await page.getByRole('checkbox', { name: 'Quản trị' }).uncheck();
  await page.getByRole('button', { name: 'Lưu việc được giao' }).click();
  await page.getByText('Không tự bỏ quyền quản trị của chính mình được').waitFor();
});

it('has no fault that axe can find on any page', async () => {
  const found: Record<string, string[]> = {};
  const look = async (name: string, page: Page) => {
    const faults = await faultsOf(page);
    if (faults.length > 0) found[name] = faults;
  };
  for (const viewport of [computer, phone]) {
    const today = await openToday(officer, viewport);
    await look(`today ${viewport.width}`, today);
    await today.goto(`${today.url()}?code=${codeOf(father)}`);
    await detailOf(today, codeOf(father)).waitFor();
    await look(`detail ${viewport.width}`, today);
    await today.getByRole('button', { name: 'Hủy từ phía cơ quan' }).click();
    await today.getByRole('dialog').getByText('Cán bộ phụ trách nghỉ ốm').click();
    await look(`revoke ${viewport.width}`, today);
  }
  const administrator = await open('quan-tri', 'console/calendar');
  await administrator.getByRole('heading', { name: 'Ngày nghỉ và ngày làm bù' }).waitFor();
  await administrator.getByText('Ngày làm bù', { exact: true }).waitFor();
  for (const fold of await administrator.locator('summary').all()) await fold.click();
  await look('calendar', administrator);
  const go = async (section: string, ready: string) => {
    await administrator.getByRole('navigation').getByRole('link', { name: section }).click();
    await administrator.getByText(ready).first().waitFor();
    await look(section, administrator);
  };
  await go('Cán bộ', civilStatusOfficer.name);
  await go('Kết nối Zalo', 'Quyền gửi tin');
  await go('Hủy cả ngày', 'lịch hẹn');
  await go('Đặt lịch hộ', 'Chứng thực bản sao');
  await administrator.getByRole('button', { name: /Chứng thực bản sao/ }).click();
  await administrator.getByText('3. Người đến').waitFor();
  await look('book', administrator);
  expect(found).toEqual({});
});
