import { cancelAppointment, listMyAppointments, readSlip } from 'backend/contracts/appointments';
import { findByCode, revoke } from 'backend/contracts/desk';
import { readMe } from 'backend/contracts/residents';
import { describe, expect, it } from 'vitest';
import { wellKnown } from '../../scripts/seed/seed.js';
import { birth, copies } from './phone.js';
import { booked, chooseTime, fillHomeDay, freeTimes, pressMain, slipShown } from './residents.js';
import { townForTests } from './town.js';

const here = townForTests();

describe('booking', () => {
  it('leads from home to the slip, and the slip arrives in Zalo with buttons that open it', async () => {
    const { zaloId } = wellKnown.resident;
    await here.town.writes(zaloId, 'Chào xã');
    const page = await here.phone(zaloId);
    await page.getByRole('heading', { name: 'Chào ông/bà Thơm' }).waitFor();
    await page.getByRole('link', { name: 'Tìm: khai sinh, sao y…' }).tap();
    await page.getByLabel('Cần làm giấy tờ gì?').fill('sao y');
    await page.getByRole('link', { name: /Chứng thực bản sao/ }).tap();
    await page.getByLabel('Bản chính giấy tờ, văn bản cần sao').check();
    await pressMain(page, 'Đặt lịch');
    await chooseTime(page);
    await page.getByText('Tôi (Nông Thị Thơm)').waitFor();
    await pressMain(page, 'Xem lại');
    await page.getByText('Bước 3 trong 3').waitFor();
    await pressMain(page, 'Đặt lịch');

    const { id, code } = await slipShown(page);
    await page.getByText('Đã đặt lịch xong').waitFor();
    await page.getByRole('img', { name: `Mã QR của lịch hẹn ${code}` }).waitFor();
    const notice = page.getByText('Đây là lịch hẹn, chưa phải nộp hồ sơ');
    expect(await notice.evaluate((element) => Number(getComputedStyle(element).fontWeight))).toBeGreaterThanOrEqual(700);
    expect(await page.getByLabel('Bản chính giấy tờ, văn bản cần sao').isChecked()).toBe(true);
    await page.getByText('Đã gửi giấy hẹn qua Zalo').waitFor();

    await page.getByRole('button', { name: 'Quay lại' }).tap();
    await page.getByRole('heading', { name: 'Lịch hẹn của tôi' }).waitFor();

    const inbox = await here.inbox(zaloId);
    const message = inbox.locator('.message', { hasText: code });
    await message.getByRole('button', { name: 'Xem giấy hẹn' }).tap();
    const inside = inbox.frameLocator('iframe');
    await inside.getByLabel(`Giấy hẹn ${code}`).waitFor();
    await inbox.getByRole('button', { name: /Tin nhắn/ }).tap();
    await message.getByRole('button', { name: 'Đổi giờ' }).tap();
    await inside.getByRole('heading', { name: 'Đổi giờ hẹn' }).waitFor();
    expect((await (await here.town.as(zaloId)).call(readSlip, { params: { id } })).message).toBe('seen');
  });

  it('books for somebody in the family, and offers the name again the next time', async () => {
    const person = await here.town.person();
    const page = await here.phone(person, `/procedures/${birth}/book`);
    await chooseTime(page);
    await page.getByText('Người trong nhà, hàng xóm').tap();
    await page.getByRole('radio', { name: 'Bố, mẹ' }).check();
    await pressMain(page, 'Xem lại');
    const name = page.getByLabel('Họ và tên người cần làm giấy tờ');
    expect(await name.evaluate((element) => element === document.activeElement)).toBe(true);
    await name.fill('Hoàng Văn Lâm');
    await pressMain(page, 'Xem lại');
    await page.getByText('Hoàng Văn Lâm (bố, mẹ)').waitFor();
    await pressMain(page, 'Đặt lịch');
    await slipShown(page);
    expect((await (await here.town.as(person)).call(readMe, {})).family).toEqual([{ name: 'Hoàng Văn Lâm', relation: 'parent' }]);
    await page.goto(here.town.address(person, `/procedures/${copies}/book`));
    await chooseTime(page);
    await page.getByRole('radio', { name: 'Hoàng Văn Lâm' }).check();
  });

  it('takes a visit at home with its reason and address, and says what is missing', async () => {
    const page = await here.phone(await here.town.person(), `/procedures/${birth}/book`);
    await page.getByRole('radio', { name: 'Tại nhà' }).check();
    await chooseTime(page);
    await pressMain(page, 'Xem lại');
    await page.getByText('Xin chọn lý do cần phục vụ tại nhà.').waitFor();
    await page.getByRole('radio', { name: 'Người cao tuổi' }).check();
    await page.getByLabel('Nhà ở đâu?').fill('Xóm 3 (mẫu), sau nhà văn hóa');
    await page.getByLabel('Dặn thêm cán bộ (không bắt buộc)').fill('Xin gọi cổng');
    await pressMain(page, 'Xem lại');
    await page.getByText('Xóm 3 (mẫu), sau nhà văn hóa').waitFor();
    await pressMain(page, 'Đặt lịch');
    await slipShown(page);
    await page.getByText('Xóm 3 (mẫu), sau nhà văn hóa').waitFor();
  });
});

describe('a booked appointment', () => {
  it('moves to another time under the same code, also when opened from a message', async () => {
    const person = await here.town.person();
    const slip = await booked(await here.town.as(person), { code: copies });
    const page = await here.phone(person, `/slip/${slip.id}/reschedule`);
    await page.locator(`.day[aria-pressed="true"]`).waitFor();
    await page.locator('.day[data-state="open"]').nth(2).tap();
    const time = await freeTimes(page).nth(1).locator('.chip-time').textContent();
    await freeTimes(page).nth(1).tap();
    await page.getByRole('dialog').getByRole('button', { name: 'Đổi giờ' }).tap();
    expect((await slipShown(page)).code).toBe(slip.code);
    const moved = await (await here.town.as(person)).call(readSlip, { params: { id: slip.id } });
    expect(moved.start).toBe(time);
    expect(moved.date).not.toBe(slip.date);
  });

  it('is given up from the reminder, whose button opens the question at once', async () => {
    const person = await here.town.person();
    const caller = await here.town.as(person);
    const slip = await booked(caller, { code: copies });
    const page = await here.phone(person, `/slip/${slip.id}?cancel=1`);
    const question = page.getByRole('dialog', { name: 'Không đến được?' });
    await question.getByRole('button', { name: 'Giữ lịch hẹn' }).tap();
    await question.waitFor({ state: 'hidden' });
    expect((await caller.call(readSlip, { params: { id: slip.id } })).status).toBe('booked');
    await page.getByRole('button', { name: 'Tôi không đến được' }).tap();
    await question.getByRole('button', { name: 'Hủy lịch hẹn này' }).tap();
    await page.getByText('Lịch hẹn này đã hủy theo yêu cầu của ông/bà').waitFor();
    expect(await page.getByRole('img', { name: /Mã QR/ }).count()).toBe(0);
    expect((await caller.call(readSlip, { params: { id: slip.id } })).status).toBe('cancelled');
    await page.goto(here.town.address(person, '/appointments'));
    await page.getByText('Chưa có lịch hẹn nào sắp tới.').waitFor();
    await page.getByText(/Đã hủy/).waitFor();
  });

  it('tells the reason when the commune withdraws it, and leads to another time', async () => {
    const person = await here.town.person();
    const slip = await booked(await here.town.as(person), { code: copies });
    const officer = await here.town.as(wellKnown.officer.zaloId);
    const { id, revision } = await officer.call(findByCode, { params: { code: slip.code } });
    await officer.call(revoke, { params: { id }, body: { revision, reason: 'Quầy mất điện cả ngày' } });
    const page = await here.phone(person, `/slip/${slip.id}`);
    await page.getByText('Xã xin lỗi ông/bà, lịch hẹn này phải hủy').waitFor();
    await page.getByText('Lý do: Quầy mất điện cả ngày').waitFor();
    await page.getByRole('button', { name: 'Chọn giờ khác' }).tap();
    await page.getByText('Bước 1 trong 3').waitFor();
  });

  it('belongs to one person: another one is told that it is not theirs', async () => {
    const slip = await booked(await here.town.as(await here.town.person()), { code: copies });
    const page = await here.phone(await here.town.person(), `/slip/${slip.id}`);
    await page.getByText('Không tìm thấy lịch hẹn này trong tài khoản Zalo đang dùng.').waitFor();
  });
});

describe('a full day', () => {
  it('puts people on the waiting list, offers the place that becomes free, and books it', async () => {
    const { neighbour, slips, date } = await fillHomeDay(here.town);
    const person = await here.town.person({ follows: true });
    await here.town.writes(person, 'Chào xã');
    const page = await here.phone(person, `/procedures/${birth}/book`);
    await page.getByRole('radio', { name: 'Tại nhà' }).check();
    await page.locator('.day[data-state="full"]').first().tap();
    await page.getByRole('button', { name: 'Chờ chỗ ngày này' }).tap();
    await page.getByText('Ông/bà đứng đầu danh sách.').waitFor();
    await page.getByRole('link', { name: 'Xem các ngày đang chờ' }).tap();
    await page.getByText('Đứng đầu danh sách chờ.').waitFor();

    await neighbour.call(cancelAppointment, { params: { id: slips.at(-1)?.id ?? '' }, body: {} });
    // A freed place is withheld for up to 20 minutes, so that nobody waits for it with a script.
    await here.town.advance(25 * 60_000);
    const inbox = await here.inbox(person);
    await inbox.locator('.message', { hasText: 'Có chỗ trống cho ông/bà' }).getByRole('button', { name: 'Nhận chỗ' }).tap();
    const inside = inbox.frameLocator('iframe');
    await inside.getByRole('button', { name: 'Nhận chỗ này' }).tap();
    await inside.getByText('Bước 2 trong 3').waitFor();
    await inside.getByRole('radio', { name: 'Mẹ mới sinh con' }).check();
    await inside.getByLabel('Nhà ở đâu?').fill('Xóm 5 (mẫu), nhà đầu ngõ');
    await inside.getByRole('button', { name: 'Xem lại' }).tap();
    await inside.getByText('Bước 3 trong 3').waitFor();
    await inside.getByRole('button', { name: 'Đặt lịch', exact: true }).tap();
    await inside.getByRole('heading', { name: 'Giấy hẹn', level: 2 }).waitFor();
    const { appointments } = await (await here.town.as(person)).call(listMyAppointments, { query: { which: 'upcoming' } });
    expect(appointments).toMatchObject([{ date, start: slips.at(-1)?.start, way: 'home' }]);
  });
});
