import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, faultsOf, phone } from './desk.js';
import { pressMain } from './residents.js';
import { townForTests } from './town.js';

const here = townForTests();
const head = 'truong-xom-1';

/** Pictures for whoever wants to look at them; kept out of the repository. */
async function check(page: Page, name: string): Promise<void> {
  expect(await faultsOf(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(0);
  const folder = process.env.HOUSEHOLD_PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: name.endsWith('whole') });
}

async function desk(path: string, screen = computer): Promise<Page> {
  const { page, context } = await here.town.phone(head, { path, screen, touch: false });
  onTestFinished(() => context.close());
  return page;
}

const hamlet = 'Xóm 1 (mẫu), khu vực Tân Linh';
const file = [
  'Mã hộ;Xóm;Chủ hộ;Địa chỉ;Đại diện hộ;Năm sinh đại diện;Số nhân khẩu',
  `H-01;${hamlet};Nông Văn Bảy;Tổ 1;Nông Thị Thơm;1958;5`,
  `H-02;${hamlet};Lý Văn Tám;Tổ 2;Lý Văn Tám;1970;4`,
  `H-03;${hamlet};Ma Thị Chín;Tổ 2;;;3`,
  `H-04;Xóm 2;Vi Văn Mười;Tổ 3;;;`,
  `H-05;${hamlet};Vi Văn Tư;Tổ 3;Vi Văn Tư;2015;`,
].join('\r\n');

it('takes the book over from a file, links a resident by a code, another by asking, and tells who represents no more', async () => {
  const page = await desk('/console/households');
  await page.getByText('Sổ chưa có hộ nào').waitFor();
  await check(page, 'console-empty');

  // From Excel: what is wrong is said row by row, and nothing is written before it is asked for.
  await page.getByRole('link', { name: 'Nạp từ Excel' }).click();
  await page.getByLabel('Tệp sổ hộ').setInputFiles({ name: 'so-ho.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  const faults = page.getByRole('region', { name: 'Cần sửa' }).getByRole('row');
  await faults.filter({ hasText: 'Xóm này không thuộc phạm vi được giao' }).waitFor();
  expect(await faults.allTextContents()).toEqual([
    'DòngCộtSai ở đâu',
    '5XómXóm này không thuộc phạm vi được giao.',
    '6Năm sinh đại diệnNgười đại diện hộ phải đủ 18 tuổi.',
  ]);
  const apply = page.getByRole('button', { name: 'Nạp 3 hộ vào sổ' });
  expect(await apply.isDisabled()).toBe(true);
  await page.getByLabel('Bỏ qua 2 dòng sai, nạp phần còn lại').check();
  await check(page, 'console-import-whole');
  await apply.click();
  await page.getByText('Đã ghi 3 hộ mới, sửa 0 hộ').waitFor();
  await page.getByRole('button', { name: 'Xem sổ hộ' }).click();

  await page.getByLabel('Tìm theo tên, mã hộ').fill('nong thom');
  await page.getByRole('link', { name: /H-01/ }).click();
  await page.getByRole('heading', { name: 'Hộ H-01' }).waitFor();
  await check(page, 'console-household');
  await page.getByRole('button', { name: 'Mời liên kết Nông Thị Thơm' }).click();
  await page.getByRole('button', { name: 'Tạo mã mời' }).click();
  const invitation = page.getByRole('dialog', { name: 'Mã mời của Nông Thị Thơm' });
  await invitation.getByRole('img', { name: /Mã QR mời Nông Thị Thơm/ }).waitFor();
  const code = (await invitation.locator('.number').textContent()) ?? '';
  expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  await check(page, 'console-invitation');
  await invitation.getByRole('button', { name: 'Xong' }).click();

  // The grandmother types it from paper.
  const grandma = await here.phone(grandmother.zaloId, '/me');
  await grandma.getByRole('link', { name: /Hộ của tôi/ }).tap();
  await grandma.getByLabel('Mã mời của trưởng xóm').fill('AAAA-AAAA');
  await pressMain(grandma, 'Xem mã này của hộ nào');
  await grandma.getByText('Mã mời không đúng').waitFor();
  await check(grandma, 'resident-wrong-code');
  await grandma.getByLabel('Mã mời của trưởng xóm').fill(` ${code.toLowerCase().replace('-', ' ')}`);
  await pressMain(grandma, 'Xem mã này của hộ nào');
  await grandma.getByText('Có đúng hộ này không?').waitFor();
  await check(grandma, 'resident-found');
  await pressMain(grandma, 'Đúng, liên kết với hộ này');
  await grandma.getByText('Nông Thị Thơm đại diện hộ').waitFor();
  await check(grandma, 'resident-linked-whole');

  // Somebody scans the used code; then asks.
  const lan = await here.town.person({ name: 'Lý Thị Lan' });
  const phoneOfLan = await here.phone(lan, `/household/claim/${code}`);
  await phoneOfLan.getByText('Mã mời không đúng').waitFor();
  await phoneOfLan.getByRole('button', { name: 'Chưa có mã? Gửi yêu cầu cho trưởng xóm' }).tap();
  await phoneOfLan.getByLabel('Xóm').selectOption({ label: hamlet });
  await phoneOfLan.getByLabel('Mã hộ, hoặc tên chủ hộ').fill('ông Tám');
  await check(phoneOfLan, 'resident-ask-whole');
  await pressMain(phoneOfLan, 'Gửi cho trưởng xóm');
  await phoneOfLan.getByText('Đang chờ trưởng xóm xác nhận').waitFor();
  await check(phoneOfLan, 'resident-waits');

  await page.goto(page.url().replace(/\/console\/households.*/, '/console/households/requests'));
  await page.getByRole('button', { name: 'Xác nhận… Lý Thị Lan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Lý Thị Lan là ai trong sổ?' });
  await dialog.getByRole('button', { name: /Hộ H-02, Lý Văn Tám/ }).click();
  await dialog.getByRole('radio', { name: /Người chưa có trong sổ/ }).check();
  await check(page, 'console-confirm');
  await dialog.getByRole('button', { name: 'Xác nhận liên kết' }).click();
  await page.getByText('Không có ai đang chờ.').waitFor();
  await phoneOfLan.reload();
  await phoneOfLan.getByText('Lý Văn Tám đại diện hộ').waitFor();
  await check(phoneOfLan, 'resident-member-whole');

  // On the head's own phone: another represents, with a reason; the one before reads it.
  const small = await desk('/console/households', phone);
  await small.getByRole('link', { name: /H-01/ }).waitFor();
  await check(small, 'console-phone');
  await small.getByRole('link', { name: /H-01/ }).click();
  await small.getByRole('button', { name: 'Sửa thông tin' }).click();
  await small.getByRole('button', { name: 'Thêm thành viên' }).click();
  await small.getByLabel('Họ và tên').last().fill('Nông Văn Út');
  await small.getByLabel('Năm sinh').last().fill('1985');
  await small.getByLabel('Lý do sửa').fill('Ghi thêm con trai út');
  await check(small, 'console-edit-phone-whole');
  await small.getByRole('button', { name: 'Lưu thay đổi' }).click();
  await small.getByRole('button', { name: 'Chọn đại diện… Nông Văn Út' }).click();
  await small.getByRole('dialog').getByLabel('Lý do').fill('Bà Thơm tuổi cao, nhờ con thay');
  await check(small, 'console-represent-phone');
  await small.getByRole('button', { name: 'Đổi người đại diện' }).click();
  await small.getByText('Đổi người đại diện', { exact: true }).waitFor();
  await check(small, 'console-household-phone-whole');

  await grandma.reload();
  await grandma.getByText('Ông/bà không còn là đại diện của hộ H-01').waitFor();
  await grandma.getByText('Lý do: Bà Thơm tuổi cao, nhờ con thay').first().waitFor();
  await check(grandma, 'resident-told-whole');
  await grandma.getByRole('button', { name: 'Đã đọc' }).tap();
  await grandma.getByText('Ông/bà không còn là đại diện').waitFor({ state: 'detached' });
});
