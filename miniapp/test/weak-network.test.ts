import { listMyAppointments } from 'backend/contracts/appointments';
import { readMe } from 'backend/contracts/residents';
import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { birth, copies, freePlaces } from './phone.js';
import { booked, chooseTime, pressMain, slipShown } from './residents.js';
import { townForTests } from './town.js';

const here = townForTests();

const posted = /\/api\/appointments$/;

/** A phone at the last step, with everything filled in. */
async function readyToBook(person: string): Promise<Page> {
  const page = await here.phone(person, `/procedures/${copies}/book`);
  await chooseTime(page);
  await pressMain(page, 'Xem lại');
  await page.getByText('Bước 3 trong 3').waitFor();
  return page;
}

async function openOf(person: string) {
  return (await (await here.town.as(person)).call(listMyAppointments, { query: { which: 'upcoming' } })).appointments;
}

describe('a filled form', () => {
  it('is still there after the app was closed, and after the network went and came back; it is sent once', async () => {
    const person = await here.town.person();
    const page = await here.phone(person, `/procedures/${copies}/book`);
    await chooseTime(page);
    await page.getByText('Người trong nhà, hàng xóm').tap();
    await page.getByLabel('Họ và tên người cần làm giấy tờ').fill('Hoàng Thị Sen');
    await page.getByLabel('Hoặc gõ số điện thoại').fill('0912 345 678');
    await page.reload();
    expect(await page.getByLabel('Họ và tên người cần làm giấy tờ').inputValue()).toBe('Hoàng Thị Sen');
    expect(await page.getByLabel('Hoặc gõ số điện thoại').inputValue()).toBe('0912 345 678');
    await pressMain(page, 'Xem lại');
    await page.getByText('Bước 3 trong 3').waitFor();

    await page.context().setOffline(true);
    await pressMain(page, 'Đặt lịch');
    await page.getByText('Bản nháp vẫn còn trên máy.').waitFor();
    await page.context().setOffline(false);
    await pressMain(page, 'Đặt lịch');
    await slipShown(page);
    expect(await openOf(person)).toMatchObject([{ personName: 'Hoàng Thị Sen' }]);
    await page.goto(here.town.address(person, `/procedures/${copies}/book`));
    await page.getByText('Bước 1 trong 3').waitFor();
  });

  it('becomes one appointment when the answer is lost on the way back', async () => {
    const person = await here.town.person();
    const page = await readyToBook(person);
    let lost = 0;
    await page.route(posted, async (route: Route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await pressMain(page, 'Đặt lịch');
    await slipShown(page);
    expect(lost).toBe(1);
    expect(await openOf(person)).toHaveLength(1);
  });

  it('becomes one appointment when the button is tapped twice', async () => {
    const person = await here.town.person();
    const page = await readyToBook(person);
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && posted.test(request.url())) sent += 1;
    });
    await page.getByRole('button', { name: 'Đặt lịch', exact: true }).evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await slipShown(page);
    expect(sent).toBe(1);
    expect(await openOf(person)).toHaveLength(1);
  });

  it('asks before a second appointment for the same thing, and books it when that is wanted', async () => {
    const person = await here.town.person();
    await booked(await here.town.as(person), { code: copies });
    const page = await readyToBook(person);
    await pressMain(page, 'Đặt lịch');
    await page.getByRole('dialog', { name: 'Đã có lịch hẹn cho việc này' }).getByRole('button', { name: 'Vẫn đặt thêm' }).tap();
    await slipShown(page);
    expect(await openOf(person)).toHaveLength(2);
  });
});

describe('a place', () => {
  it('that somebody else has just taken is named, with the two nearest to press', async () => {
    const person = await here.town.person();
    const [day] = await freePlaces(await here.town.as(person), birth, 'home');
    const start = day?.slots[0]?.start ?? '';
    const page = await here.phone(person, `/procedures/${birth}/book`);
    await page.getByRole('radio', { name: 'Tại nhà' }).check();
    await page.locator('.chip-time', { hasText: start }).first().waitFor();
    await booked(await here.town.as(await here.town.person({ name: 'Lý Thị Sen' })), {
      code: birth,
      way: 'home',
      date: day?.date ?? '',
      start,
      homeVisit: { reason: 'illness', address: 'Xóm 2 (mẫu), cạnh nhà văn hóa' },
    });
    await page.locator('.chip', { hasText: start }).first().tap();
    const notice = page.getByRole('alert').filter({ hasText: 'Gần nhất còn:' });
    await notice.getByRole('button').first().waitFor();
    expect(await notice.getByRole('button').count()).toBe(2);
    await notice.getByRole('button').first().tap();
    await page.getByText('Bước 2 trong 3').waitFor();
  });

  it('is kept while the form is filled in, with the time that is left; afterwards it can still be had', async () => {
    const person = await here.town.person();
    const page = await here.phone(person, `/procedures/${copies}/book`);
    await chooseTime(page);
    await page.getByText(/Đang giữ chỗ .* còn [0-4]:\d\d/).waitFor();
    await here.town.advance(6 * 60_000);
    await page.getByText('Đã hết thời gian giữ chỗ').waitFor();
    await pressMain(page, 'Xem lại');
    await pressMain(page, 'Đặt lịch');
    await slipShown(page);
  });
});

describe('without a network', () => {
  it('the slip opens from the phone, with its code, and says that it is a copy', async () => {
    const person = await here.town.person();
    const slip = await booked(await here.town.as(person), { code: copies });
    const page = await here.phone(person, `/slip/${slip.id}`);
    await slipShown(page);
    await page.route('**/api/**', (route) => route.abort());
    await page.reload();
    await page.getByText('Bản lưu trên máy').waitFor();
    expect((await slipShown(page)).code).toBe(slip.code);
    await page.getByRole('img', { name: `Mã QR của lịch hẹn ${slip.code}` }).waitFor();
    await page.goto(here.town.address(person, '/'));
    await page.getByText('Mạng yếu nên chưa tải được.').waitFor();
    await page.getByRole('region', { name: 'Giấy hẹn lưu trên máy' }).getByRole('link').tap();
    await slipShown(page);
    const again = page.getByRole('button', { name: 'Tải lại' });
    await again.waitFor();
    await page.unroute('**/api/**');
    await again.tap();
    await page.getByText('Bản lưu trên máy').waitFor({ state: 'hidden' });
  });

  it('what one person kept is gone when another one holds the phone', async () => {
    const person = await here.town.person();
    const slip = await booked(await here.town.as(person), { code: copies });
    const page = await here.phone(person, `/slip/${slip.id}`);
    await slipShown(page);
    await page.evaluate(() => {
      localStorage.setItem('xa-phu-lac.person', JSON.stringify('somebody else'));
      localStorage.setItem('xa-phu-lac.draft.2.000815', '{}');
      localStorage.setItem('xa-phu-lac.large-text', 'true');
    });
    await page.reload();
    await slipShown(page);
    const kept = (key: string) => page.evaluate((name) => localStorage.getItem(name), `xa-phu-lac.${key}`);
    expect(await kept('person')).not.toContain('somebody else');
    expect(await kept('draft.2.000815')).toBeNull();
    expect(await kept('large-text')).toBe('true');
  });
});

describe('what only the person can allow', () => {
  it('is not asked when the app or any of its screens opens', async () => {
    const person = await here.town.person({ scopes: [] });
    const slip = await booked(await here.town.as(person), { code: copies, person: { relation: 'self', name: 'Hoàng Thị Mận' } });
    const page = await here.phone(person);
    for (const path of ['/', '/procedures', `/procedures/${copies}/book`, `/slip/${slip.id}`, '/appointments', '/me', '/about']) {
      await page.goto(here.town.address(person, path));
      await page.locator('.screen h1').waitFor();
      await page.locator('.skeleton').waitFor({ state: 'hidden' });
      expect(await page.getByRole('dialog').count(), path).toBe(0);
    }
  });

  it('when refused leads on: the number is typed, and the booking is made', async () => {
    const person = await here.town.person({ scopes: [] });
    const page = await here.phone(person, `/procedures/${copies}/book`);
    await chooseTime(page);
    await page.getByLabel('Họ và tên của ông/bà').fill('Hoàng Thị Mận');
    await page.getByRole('button', { name: 'Lấy số từ Zalo' }).tap();
    await page.getByRole('button', { name: 'Tiếp tục, để Zalo hỏi tôi' }).tap();
    await page.getByRole('button', { name: 'Từ chối', exact: true }).tap();
    await page.getByText('Không sao. Có thể gõ số vào ô bên dưới, hoặc để trống.').waitFor();
    await page.getByLabel('Hoặc gõ số điện thoại').fill('12');
    await pressMain(page, 'Xem lại');
    await page.getByText('Số điện thoại chưa đúng.').waitFor();
    await page.getByLabel('Hoặc gõ số điện thoại').fill('0912 345 678');
    await pressMain(page, 'Xem lại');
    await pressMain(page, 'Đặt lịch');
    await slipShown(page);
    await page.getByRole('button', { name: 'Nhận giấy hẹn và nhắc lịch qua Zalo' }).tap();
    await page.getByRole('button', { name: 'Để sau', exact: true }).tap();
    await page.getByText('Không sao. Lịch hẹn vẫn giữ nguyên, xem lại ở mục Lịch hẹn.').waitFor();
  });

  it('when allowed is kept, shown half hidden, and can be taken back', async () => {
    const person = await here.town.person({ phone: '0950123456' });
    const page = await here.phone(person, '/me');
    await page.getByRole('button', { name: 'Lấy số từ Zalo' }).tap();
    await page.getByRole('button', { name: 'Tiếp tục, để Zalo hỏi tôi' }).tap();
    await page.getByRole('button', { name: 'Cho phép', exact: true }).tap();
    await page.getByText('09xx xxx 456').waitFor();
    await page.getByRole('button', { name: 'Xóa số' }).tap();
    await page.getByRole('button', { name: 'Lấy số từ Zalo' }).waitFor();
    expect((await (await here.town.as(person)).call(readMe, {})).phoneMasked).toBeNull();
  });

  it('each consent stands alone', async () => {
    const person = await here.town.person();
    const page = await here.phone(person, '/me');
    await page.getByRole('switch', { name: 'Mời góp ý' }).tap();
    await page.getByText('Đã bật: Mời góp ý.').waitFor();
    const me = await (await here.town.as(person)).call(readMe, {});
    expect(me.consents).toMatchObject({ commune_news: false, surveys: true });
  });

  it('is all taken back at once: what was booked, what is known, what lies on the phone', async () => {
    const person = await here.town.person();
    const slip = await booked(await here.town.as(person), { code: copies });
    const page = await here.phone(person, `/slip/${slip.id}`);
    await slipShown(page);
    await page.goto(here.town.address(person, '/me'));
    await page.getByRole('button', { name: 'Xóa dữ liệu của tôi' }).tap();
    await page.getByRole('dialog').getByRole('button', { name: 'Xóa dữ liệu của tôi' }).tap();
    await page.getByRole('dialog', { name: 'Đã xóa dữ liệu của ông/bà' }).waitFor();
    expect(await page.evaluate((key) => localStorage.getItem(key), `xa-phu-lac.slip.${slip.id}`)).toBeNull();
    expect(await openOf(person)).toEqual([]);
  });
});
