import { mkdirSync } from 'node:fs';
import { addHousehold, claimHousehold, inviteMember } from 'backend/contracts/households';
import { listDeskInitiatives, listInitiatives } from 'backend/contracts/initiatives';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { grandmother } from '../../scripts/seed/people.js';
import { computer, faultsOf, phone } from './desk.js';
import { pressMain } from './residents.js';
import { townForTests } from './town.js';

const here = townForTests();
const head = 'truong-xom-1';
const hamletKey = 'tan-linh-xom-1';

/** Pictures for whoever wants to look at them; kept out of the repository. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.PARTICIPATION_PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: name.endsWith('whole') });
}

async function check(page: Page, name: string): Promise<void> {
  expect(await faultsOf(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(0);
  await shoot(page, name);
}

async function console(personId: string, path: string, screen = computer): Promise<Page> {
  const { page, context } = await here.town.phone(personId, { path, screen, touch: false });
  onTestFinished(() => context.close());
  return page;
}

/** Eleven households of the first hamlet, of which two must agree; each of these people represents one. */
async function withHouseholds(people: readonly string[]): Promise<void> {
  const office = await here.town.as('quan-tri');
  for (let number = 1; number <= 11; number += 1) {
    const person = people[number - 1];
    const { id, members } = await office.call(addHousehold, {
      body: {
        code: `X1-${number}`,
        hamletKey,
        headName: `Vi Văn ${['Ân', 'Bình', 'Chiến', 'Dũng', 'Ích', 'Giang', 'Hải', 'Khánh', 'Lộc', 'Mạnh', 'Nghĩa'][number - 1]}`,
        members: person === undefined ? [] : [{ name: `Người ${person}`, birthYear: 1980, isRepresentative: true }],
      },
    });
    const [member] = members;
    if (person === undefined || member === undefined) continue;
    const { code } = await office.call(inviteMember, { params: { id }, body: { memberId: member.id } });
    await (await here.town.as(person)).call(claimHousehold, { body: { code } });
  }
}

it('leads from the first screen to all that asks people, and from an idea to a tenth of the households', async () => {
  const { town } = here;
  const author = await town.person({ name: 'Vi Văn Ân' });
  const neighbour = await town.person({ name: 'Lý Thị Hoa' });
  await withHouseholds([author, neighbour]);

  // Whoever is in no household yet reads, and is told how to take part.
  const visitor = await here.phone(grandmother.zaloId, '/initiatives');
  await visitor.getByText('Chưa biết hộ của ông/bà').waitFor();
  expect(await visitor.getByRole('button', { name: 'Đề xuất một việc' }).count()).toBe(0);
  await check(visitor, 'no-household-360');

  const page = await here.phone(author);
  await page.getByRole('link', { name: 'Lấy ý kiến', exact: true }).tap();
  await page.getByRole('heading', { name: 'Hộ gia đình biểu quyết' }).waitFor();
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
    'Hộ gia đình biểu quyết',
    'Khảo sát',
    'Góp ý dự thảo',
    'Sáng kiến của người dân',
  ]);
  await page.getByText('Mỗi hộ một phiếu. Kết quả có giá trị thực hiện.').waitFor();
  await page.getByText('Ý kiến tham khảo của từng người, không phải biểu quyết.').waitFor();
  await check(page, 'hub-empty-360-whole');

  await page.getByRole('link', { name: 'Đề xuất một việc, xem các sáng kiến' }).tap();
  await page.getByText('Chưa có sáng kiến nào đang lấy đồng thuận.').waitFor();
  await check(page, 'list-empty-360');
  await pressMain(page, 'Đề xuất một việc');
  await page.getByText('Bước 1 trong 3').waitFor();
  await pressMain(page, 'Tiếp tục');
  await page.getByText('Xin nói rõ làm gì, ở đâu.').waitFor();
  await page.getByLabel('Việc muốn đề xuất').fill('Làm đèn chiếu sáng đường xóm');
  await page.getByLabel('Làm gì, ở đâu?').fill('Lắp 12 cột đèn từ nhà văn hóa tới ngã ba chợ. Gọi tôi số 0912 345 678.');
  await page.getByLabel('Vì sao nên làm?').fill('Tôi tố cáo trưởng xóm tham ô tiền quỹ 5 triệu đồng.');
  await page.getByRole('alert').getByText('Đây là tố cáo, ứng dụng không nhận được').waitFor();
  expect(await page.getByRole('button', { name: 'Tiếp tục' }).isDisabled()).toBe(true);
  await check(page, 'stopped-360-whole');
  await page.getByLabel('Vì sao nên làm?').fill('Đường tối, các cháu đi học thêm về không an toàn.');
  await page.getByText('Đây là tố cáo').waitFor({ state: 'detached' });
  await check(page, 'what-360-whole');
  await pressMain(page, 'Tiếp tục');
  await page.getByText('Bước 2 trong 3').waitFor();
  await page.getByLabel('Kinh phí dự tính').fill('Khoảng 36 triệu đồng');
  // Closed and opened again on this phone: nothing is lost.
  await page.reload();
  await page.getByText('Bước 2 trong 3').waitFor();
  expect(await page.getByLabel('Kinh phí dự tính').inputValue()).toBe('Khoảng 36 triệu đồng');
  await page.getByRole('radio', { name: /Chủ trương, mức đóng góp/ }).check();
  await check(page, 'who-360-whole');
  await pressMain(page, 'Tiếp tục');
  await page.getByText('Bước 3 trong 3').waitFor();
  await pressMain(page, 'Gửi đề xuất');
  await page.getByText('Xin đánh dấu đồng ý').waitFor();
  await page.getByRole('checkbox').check();
  await check(page, 'check-360-whole');
  // The network goes away in the middle: the same press again sends it once.
  await page.context().setOffline(true);
  await pressMain(page, 'Gửi đề xuất');
  await page.getByText('Mạng yếu').waitFor();
  await page.context().setOffline(false);
  await pressMain(page, 'Gửi đề xuất');
  await page.getByText('Đã gửi đề xuất').waitFor();
  await check(page, 'sent-360-whole');
  const { mine } = await (await town.as(author)).call(listInitiatives, { query: {} });
  expect(mine).toHaveLength(1);
  const id = mine[0]?.id ?? '';

  // The head of the hamlet looks only whether it is theirs to decide, and sees it as people will.
  const desk = await console(head, '/console/initiatives');
  await desk.getByRole('link', { name: /Làm đèn chiếu sáng/ }).waitFor();
  await check(desk, 'desk-list-1366');
  await desk.getByRole('link', { name: /Làm đèn chiếu sáng/ }).click();
  await desk.getByText('0912 345 678').waitFor();
  await check(desk, 'desk-check-1366');
  await desk.getByRole('button', { name: 'Cho lấy đồng thuận' }).click();
  const dialog = desk.getByRole('dialog');
  expect(await dialog.textContent()).not.toContain('345');
  await check(desk, 'desk-admit-1366');
  await dialog.getByRole('button', { name: 'Cho lấy đồng thuận' }).click();
  await desk.getByText('Đã có 0 trong 2 hộ cần (10 % của 11 hộ)').waitFor();

  // A household of the hamlet agrees, and may take its word back.
  const hers = await here.phone(neighbour);
  await hers.getByRole('link', { name: 'Lấy ý kiến (1)' }).tap();
  await hers.getByRole('link', { name: /Làm đèn chiếu sáng/ }).waitFor();
  await check(hers, 'hub-360-whole');
  await hers.getByRole('link', { name: /Làm đèn chiếu sáng/ }).tap();
  await hers.getByText('Ông/bà đại diện hộ X1-2').waitFor();
  expect(await hers.getByText('345').count()).toBe(0);
  await check(hers, 'initiative-360-whole');
  await hers.context().setOffline(true);
  await pressMain(hers, 'Hộ tôi đồng thuận');
  await hers.getByText('bấm mấy lần hộ cũng chỉ được tính một lần').waitFor();
  await hers.context().setOffline(false);
  await pressMain(hers, 'Hộ tôi đồng thuận');
  await hers.getByText('Hộ X1-2 đã đồng thuận').waitFor();
  await hers.getByText('Đã có 1 trong 2 hộ cần').waitFor();
  await check(hers, 'signed-360-whole');
  await hers.getByRole('button', { name: 'Rút lại đồng thuận' }).tap();
  await hers.getByRole('dialog').getByRole('button', { name: 'Rút lại', exact: true }).tap();
  await hers.getByText('Đã có 0 trong 2 hộ cần').waitFor();
  await pressMain(hers, 'Hộ tôi đồng thuận');
  await hers.getByText('Đã có 1 trong 2 hộ cần').waitFor();

  // Another signed on paper; with it there are enough.
  await desk.reload();
  await desk.getByText('Ghi hộ ký trên giấy').click();
  await desk.getByLabel(/^Tìm hộ theo mã hộ/).fill('ich');
  await desk.getByRole('button', { name: 'Ghi hộ này' }).waitFor();
  await check(desk, 'desk-paper-1366-whole');
  await desk.getByRole('button', { name: 'Ghi hộ này' }).click();
  await desk.getByText('Đủ hộ, chờ trả lời').waitFor();
  await desk.getByText('Danh sách hộ đã đồng thuận').click();
  await desk.getByText('trên giấy, ngày').waitFor();
  await check(desk, 'desk-reached-1366-whole');
  const small = await console(head, `/console/initiatives/${id}`, phone);
  await small.getByText('Đủ hộ, chờ trả lời').waitFor();
  await check(small, 'desk-reached-360-whole');
  await desk.getByRole('button', { name: 'Đưa ra bàn, quyết định' }).click();
  await desk.getByRole('dialog').getByLabel('Nói thêm với bà con').fill('Họp tại nhà văn hóa, 19 giờ.');
  await check(desk, 'desk-forward-1366');
  await desk.getByRole('dialog').getByRole('button', { name: 'Đưa ra bàn', exact: true }).click();
  await desk.getByText('Được đưa ra bàn, quyết định').first().waitFor();
  await hers.reload();
  await hers.getByText('Họp tại nhà văn hóa, 19 giờ.').waitFor();
  await check(hers, 'forwarded-360-whole');
  const shelf = await (await town.as(head)).call(listDeskInitiatives, { query: { shelf: 'ended' } });
  expect(shelf.initiatives).toMatchObject([{ id, state: 'forwarded', progress: { signed: 2, households: 11 } }]);

  const terms = await console('quan-tri', '/console/initiatives/terms');
  await terms.getByText('Đang áp dụng từ').waitFor();
  await check(terms, 'desk-terms-1366');
}, 170_000);
