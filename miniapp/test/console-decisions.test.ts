import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { castVote } from 'backend/contracts/decisions';
import { listRoll, markHousehold, type RollRow, readDeskDecision } from 'backend/contracts/decisions-desk';
import { addHousehold, claimHousehold, inviteMember } from 'backend/contracts/households';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { computer, deskAt, faultsOf, type Person, phone, until } from './desk.js';
import { openTown, type Town } from './phone.js';

const head = 'truong-xom-1';
const front = 'mat-tran-xom-1';
const hamletKey = 'tan-linh-xom-1';
/** Speaks for the last of the households, on a telephone. */
const voterId = 'dai-dien-ho-thu';
/** Where pictures for the eye are left, when somebody wants them. */
const pictures = process.env.PICTURES;

let town: Town;
let desk: ReturnType<typeof deskAt>;
let headman: Person;
let today: string;

/** All households of the hamlet. */
const ours = ['Nông Văn Sơn', 'Ma Thị Bích', 'Hoàng Văn Đạt', 'Lý Thị Mùi'].map((name, place) => ({ name, code: `BQ-${place + 1}` }));

beforeAll(async () => {
  town = await openTown();
  desk = deskAt(town.system, town.browser);
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  headman = await desk.person(head);
  for (const { name, code } of ours) {
    const members = [{ name, birthYear: 1970, relation: 'Chủ hộ', isRepresentative: true }];
    const { id, members: made } = await headman.call(addHousehold, { body: { code, hamletKey, headName: name, members } });
    if (code !== 'BQ-4') continue;
    const invitation = await headman.call(inviteMember, { params: { id }, body: { memberId: made[0]?.id ?? '' } });
    await desk.zalo('/people', 'POST', [{ id: voterId, name, phone: '0950123050', follows: false, scopes: ['scope.userInfo'] }]);
    await (await desk.person(voterId)).call(claimHousehold, { body: { code: invitation.code } });
  }
  const { now } = (await desk.zalo('/clock')) as { now: string };
  today = new Date(Date.parse(now) + 7 * 3_600_000).toISOString().slice(0, 10);
}, 170_000);

afterAll(() => town?.stop(), 30_000);

const dayIn = (days: number): string => new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** No fault that axe can find, nothing to scroll sideways; a picture when wanted. */
async function isWell(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
  expect([name, await faultsOf(page)]).toEqual([name, []]);
  expect([name, await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)]).toEqual([name, 0]);
}

const open = (zaloId: string, address: string, viewport = computer): Promise<Page> => desk.open(zaloId, address, viewport);
const press = (page: Page | Locator, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** An act is asked about once, with what follows from it. */
async function act(page: Page, button: string, says: string | RegExp): Promise<void> {
  await press(page, button);
  const question = page.getByRole('dialog');
  await question.getByText(says).waitFor();
  await press(question, button);
  await question.waitFor({ state: 'detached' });
}

/** A page of the same decision, in the same browser. */
async function go(page: Page, zaloId: string, address: string): Promise<void> {
  await page.goto(page.url().replace(/console\/.*/, `${address}?person=${zaloId}`));
}

async function rollOf(id: string): Promise<RollRow[]> {
  const rows: RollRow[] = [];
  for (let after: string | undefined; ; ) {
    const page = await headman.call(listRoll, { params: { id }, query: { ...(after !== undefined && { after }) } });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

async function saveDraft(page: Page): Promise<void> {
  await press(page, 'Lưu');
  await page.getByRole('status').getByText('Đã lưu.').waitFor();
}

async function nameTeam(page: Page): Promise<void> {
  const team = [
    ['Lương Thị Thơm', ['Mặt trận']],
    ['Bế Văn Thảo', ['Xóm']],
    ['Nông Văn Sơn', ['Đại diện hộ', 'Thạo công nghệ']],
  ] as const;
  for (const [place, [name, capacities]] of team.entries()) {
    await press(page, 'Thêm người');
    const member = page.getByRole('group', { name: `Người thứ ${place + 1}` });
    await member.getByLabel('Họ và tên').fill(name);
    for (const capacity of capacities) await member.getByLabel(capacity, { exact: true }).check();
  }
}

/** What the first of the two closers does: two witnesses out of the roll. */
async function startClosing(page: Page): Promise<void> {
  await press(page, 'Bắt đầu kiểm phiếu');
  const question = page.getByRole('dialog');
  await press(question, 'Bắt đầu kiểm phiếu');
  await question.getByText('Cần hai đại diện hộ chứng kiến.').waitFor();
  for (const [typed, code] of [
    ['ma thi bich', 'BQ-2'],
    ['BQ-3', 'BQ-3'],
  ] as const) {
    await question.getByLabel(/Đại diện hộ chứng kiến/).fill(typed);
    await question.getByRole('button', { name: new RegExp(`Hộ ${code}`) }).click();
  }
  await isWell(page, 'decision-closing');
  await press(question, 'Bắt đầu kiểm phiếu');
  await page.getByText('Chờ người thứ hai xác nhận').waitFor();
}

async function takesMinutes(page: Page, name: string): Promise<void> {
  for (const kind of ['PDF', 'Word']) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `${kind}: ${name}` }).click()]);
    expect(file.suggestedFilename()).toMatch(kind === 'PDF' ? /\.pdf$/ : /\.docx$/);
  }
}

it('lets a hamlet head and the Front run a vote in the app from the draft to the printed minutes', async () => {
  const page = await open(head, 'console/decisions');
  await page.getByText('Biểu quyết có giá trị thực hiện – mỗi hộ một phiếu').waitFor();
  await page.getByRole('button', { name: /Soạn việc mới/ }).waitFor();
  await isWell(page, 'decisions-list');
  await page.keyboard.press('n');

  // What the law does not allow cannot be chosen, and says why.
  await page.getByLabel('Thuộc nội dung nào của Điều 15').selectOption('1');
  const inApp = page.getByRole('radio', { name: /^Biểu quyết trực tuyến/ });
  expect(await inApp.isDisabled()).toBe(true);
  await page.getByText(/Không được\. Việc thuộc khoản 1 phải họp hoặc phát phiếu.*NĐ 59\/2023\/NĐ-CP, Điều 5/).waitFor();
  await page.getByLabel('Thuộc nội dung nào của Điều 15').selectOption('6');
  await inApp.check();
  await press(page, 'Lưu và xem điều kiện của luật');
  await page.getByText('Xin ghi câu hỏi.').waitFor();
  await isWell(page, 'decision-new');
  await page.getByLabel('Tên việc').fill('Mở cửa nhà văn hóa buổi tối');
  await page.getByLabel('Tóm tắt').fill('Nhà văn hóa xóm mở đến 21 giờ các tối thứ Bảy để bà con tập văn nghệ.');
  await page.getByRole('textbox', { name: 'Câu hỏi' }).fill('Hộ ông/bà có đồng ý mở cửa nhà văn hóa buổi tối không?');
  await page.getByLabel('Ngày bắt đầu').fill(dayIn(3));
  await page.getByLabel('Ngày kết thúc').fill(dayIn(5));
  await page.getByRole('region', { name: 'Phiếu của hộ, xem thử' }).getByRole('radio', { name: 'Không đồng ý' }).waitFor();
  await press(page, 'Lưu và xem điều kiện của luật');
  const gate = page.getByRole('region', { name: 'Điều kiện của luật' });
  await gate.getByText('Tổ lấy ý kiến từ 03 đến 05 người').waitFor();
  await nameTeam(page);
  await page.getByLabel('Báo cáo UBND xã và Mặt trận Tổ quốc xã').fill(today);
  await page.getByLabel('Thông báo đến các hộ').fill(today);
  await page.getByLabel('Nhóm mạng xã hội đã thống nhất').check();
  await page.getByLabel('Đã niêm yết thông báo tại nhà văn hóa').check();
  // Nothing typed is lost by a link pressed too early.
  await page.getByRole('link', { name: 'Bầu cử ở xóm' }).click();
  await press(page.getByRole('dialog'), 'Ở lại để lưu');
  await saveDraft(page);
  await gate.getByText(/^Đã đạt \d+ điều kiện$/).click();
  await gate.getByRole('listitem').filter({ hasText: 'Tổ lấy ý kiến' }).getByText('Đạt:').waitFor();
  await isWell(page, 'decision-edit');
  const id = /decisions\/([0-9a-f]{24})/.exec(page.url())?.[1] ?? '';
  const address = `console/decisions/${id}`;

  // Proposed, agreed, announced: each asked once.
  await go(page, head, address);
  await act(page, 'Đề nghị đưa ra quyết định', /Điều 16/);
  const other = await open(front, address);
  await act(other, 'Mặt trận thống nhất', /NĐ 59\/2023\/NĐ-CP, Điều 5/);
  await page.reload();
  await act(page, 'Thông báo', 'Chốt câu hỏi, phương án và danh sách 4 hộ. Sau bước này không sửa được.');
  await page.getByText('danh sách 4 hộ đã chốt').waitFor();
  await isWell(page, 'decision-announced');

  // Consents on paper, by the queue: a name without its marks, Enter, one key.
  await press(page, 'Ghi danh sách hộ');
  const roll = page.getByRole('table');
  await page.getByLabel('Tìm hộ: tên, mã hộ').fill('nong van son');
  await roll.getByRole('row', { name: /BQ-1/ }).waitFor();
  await roll.getByRole('row', { name: /BQ-2/ }).waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.keyboard.press('d');
  await page.getByRole('status').getByText('Hộ BQ-1: đồng ý biểu quyết trực tuyến.').waitFor();
  await isWell(page, 'decision-consents');
  for (const { householdId, consent } of await rollOf(id))
    if (consent === null) await headman.call(markHousehold, { params: { id, householdId }, body: { mark: 'consent', choice: 'agree' } });

  // It opens by itself at its hour; the app and paper exclude one another.
  await desk.setClock(dayIn(3), '07:01');
  await until(async () => (await (await desk.person(head)).call(readDeskDecision, { params: { id } })).status === 'open');
  const voter = await desk.person(voterId);
  const { receipt } = await voter.call(castVote, { params: { id }, body: { choices: ['agree'] } });
  await go(page, head, `${address}/roll`);
  const voted = roll.getByRole('row', { name: /BQ-4/ });
  await page.getByLabel('Tìm hộ: tên, mã hộ').fill('BQ');
  await voted.getByText('Đã biểu quyết trên ứng dụng').waitFor();
  expect(await voted.getByRole('button').count()).toBe(0);
  await voted.focus();
  await page.keyboard.press('n');
  await page.getByText('Hộ đã biểu quyết trên ứng dụng, không nhận phiếu giấy.').waitFor();
  const ballot = roll.getByRole('row', { name: /BQ-1/ });
  await ballot.focus();
  await page.keyboard.press('p');
  await page.getByRole('status').getByText('Hộ BQ-1: đã phát phiếu.').waitFor();
  await page.getByLabel('Tìm hộ: tên, mã hộ').fill('BQ-1');
  await roll.getByRole('row', { name: /BQ-2/ }).waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.keyboard.press('n');
  await page.getByRole('status').getByText('Hộ BQ-1: đã nộp phiếu.').waitFor();
  await page.getByLabel('Tìm hộ: tên, mã hộ').fill('BQ');
  await ballot.getByText('Đã nộp phiếu giấy').waitFor();
  await isWell(page, 'decision-roll');

  // It ends by itself; the one ballot is typed by two, each on their own.
  await desk.setClock(dayIn(5), '17:01');
  await until(async () => (await (await desk.person(head)).call(readDeskDecision, { params: { id } })).status === 'counting');
  await go(page, head, `${address}/count`);
  await page.getByText(/còn 1 phiếu hộ đã nộp mà chưa ai nhập\.$/).waitFor();
  await isWell(page, 'decision-untyped');
  await page.getByRole('textbox', { name: 'Số phiếu' }).fill('1');
  await page.keyboard.press('Enter');
  await page.keyboard.type('3');
  await page.getByLabel('Ý kiến khác, ghi như trên phiếu').fill('Chỉ mở khi có người trông');
  await page.keyboard.press('Enter');
  await page.getByText('Phiếu X1-0001: Người thứ hai chưa nhập', { exact: true }).waitFor();
  await page.getByText('1 phiếu mới một người nhập').waitFor();
  await isWell(page, 'decision-typing');
  await go(other, front, `${address}/count`);
  await other.getByText('Người khác đã nhập, chờ ông/bà nhập').waitFor();
  expect(await other.getByText('Chỉ mở khi có người trông').count()).toBe(0);
  await other.getByRole('textbox', { name: 'Số phiếu' }).fill('x1-1');
  await other.keyboard.press('Enter');
  await other.keyboard.type('1');
  await other.keyboard.press('Enter');
  await other.getByText('Phiếu X1-0001: Hai người khác nhau, xin cùng xem lại phiếu', { exact: true }).waitFor();
  await press(other, 'Sửa phiếu X1-0001');
  await other.getByLabel('Chọn', { exact: true }).fill('3');
  await other.keyboard.press('Enter');
  await other.getByText('Phiếu X1-0001: Hai người khớp', { exact: true }).waitFor();
  await other.getByText('Đã đủ.').waitFor();

  // Two persons open the box before two households; then everybody reads what came out.
  await go(page, head, address);
  await startClosing(page);
  await page.getByText('Người thứ hai phải là người khác').waitFor();
  await go(other, front, address);
  await act(other, 'Xác nhận, mở hòm phiếu', /Ma Thị Bích \(hộ BQ-2\)/);
  const result = other.getByRole('region', { name: /^Kết quả:/ });
  await result.waitFor();
  await result.getByText('Chỉ mở khi có người trông').waitFor();
  expect(await result.getByRole('row', { name: /^Tổng số hộ/ }).textContent()).toContain('4');
  await isWell(other, 'decision-result');
  await page.reload();
  await act(page, 'Ghi ngày đã gửi', /5 ngày làm việc/);
  await page.getByText('Đã gửi ngày').waitFor();
  await takesMinutes(page, 'Biên bản kiểm phiếu');
  const [receipts] = await Promise.all([page.waitForEvent('download'), press(page, 'CSV: Mã biên nhận')]);
  const stream = await receipts.createReadStream();
  let text = '';
  for await (const chunk of stream) text += chunk;
  expect(text).toContain(receipt);
  await page.context().close();
  await other.context().close();
}, 150_000);

it('writes down who stands for head of a hamlet, and prints it before anything is announced', async () => {
  const { now } = (await desk.zalo('/clock')) as { now: string };
  today = new Date(Date.parse(now) + 7 * 3_600_000).toISOString().slice(0, 10);
  const page = await open(head, 'console/elections');
  await page.getByRole('button', { name: /Chuẩn bị cuộc bầu/ }).click();
  await page.getByLabel('Tên việc').fill('Bầu trưởng xóm nhiệm kỳ mới');
  await page.getByLabel('Tóm tắt').fill('Bầu trưởng xóm vì nhiệm kỳ cũ sắp hết.');
  await page.getByRole('textbox', { name: 'Câu hỏi' }).fill('Ông/bà bầu ai làm trưởng xóm?');
  await press(page, 'Thêm người ứng cử');
  await page.getByRole('group', { name: 'Người ứng cử 1' }).getByLabel('Họ và tên').fill('Hoàng Văn Đạt');
  const meeting = page.getByRole('group').filter({ has: page.getByText('Ghi cuộc họp dự kiến người ứng cử (Mẫu 05)') });
  await page.getByText('Ghi cuộc họp dự kiến người ứng cử (Mẫu 05)').click();
  await meeting.getByLabel('Chủ tọa').fill('Lương Thị Thơm');
  await press(page, 'Lưu và xem điều kiện của luật');
  await meeting.getByText('Xin ghi số người có mặt.').waitFor();
  for (const [label, words] of [
    ['Đã họp ngày', dayIn(-1)],
    ['Nhiệm kỳ (có thể để trống)', '2026 – 2031'],
    ['Bắt đầu lúc', '19:30'],
    ['Kết thúc lúc', '20:45'],
    ['Đã họp tại', 'Nhà văn hóa xóm 1'],
    ['Thư ký', 'Bế Văn Thảo'],
    ['Số người có mặt', '12'],
    ['Số người được mời (có thể để trống)', '15'],
    ['Ý kiến thảo luận', 'Nhất trí giới thiệu một người.'],
  ] as const)
    await meeting.getByLabel(label).fill(words);
  await isWell(page, 'election-candidates-edit');
  await press(page, 'Lưu và xem điều kiện của luật');
  await page.getByRole('region', { name: 'Điều kiện của luật' }).waitFor();
  const id = /elections\/([0-9a-f]{24})/.exec(page.url())?.[1] ?? '';
  await go(page, head, `console/elections/${id}`);
  await takesMinutes(page, 'Biên bản dự kiến người ứng cử (Mẫu 05)');
  await isWell(page, 'election-candidates');
  await page.context().close();
}, 100_000);

it('lets them run the election of a board by show of hands, from a phone as well', async () => {
  const { now } = (await desk.zalo('/clock')) as { now: string };
  today = new Date(Date.parse(now) + 7 * 3_600_000).toISOString().slice(0, 10);
  const page = await open(head, 'console/elections', phone);
  await page.getByRole('button', { name: /Chuẩn bị cuộc bầu/ }).click();
  await page.getByLabel('Thuộc nội dung nào của Điều 15').selectOption('5');
  await page.getByRole('radio', { name: 'Giơ tay' }).check();
  await page.getByLabel('Tên việc').fill('Bầu Ban Giám sát đầu tư của cộng đồng');
  await page.getByLabel('Tóm tắt').fill('Bầu một thành viên thay người vừa chuyển đi nơi khác.');
  await page.getByRole('textbox', { name: 'Câu hỏi' }).fill('Ông/bà bầu ai vào Ban Giám sát đầu tư của cộng đồng?');
  for (const [place, name] of ['Hoàng Văn Đạt', 'Lý Thị Mùi'].entries()) {
    await press(page, 'Thêm người ứng cử');
    const candidate = page.getByRole('group', { name: `Người ứng cử ${place + 1}` });
    await candidate.getByLabel('Họ và tên').fill(name);
    await candidate.getByLabel('Đã xem xét, xác nhận đủ điều kiện ứng cử').check();
  }
  await press(page, 'Thêm cuộc họp');
  await page.getByLabel('Ngày họp').fill(dayIn(3));
  await page.getByLabel('Nơi họp').fill('Nhà văn hóa xóm 1');
  await page.getByLabel('Thông báo đến các hộ').fill(today);
  await page.getByLabel('Loa truyền thanh').check();
  await page.getByLabel('Đã niêm yết thông báo tại nhà văn hóa').check();
  await press(page, 'Lưu và xem điều kiện của luật');
  await page.getByRole('region', { name: 'Điều kiện của luật' }).waitFor();
  await isWell(page, 'election-edit-phone');
  const id = /elections\/([0-9a-f]{24})/.exec(page.url())?.[1] ?? '';
  const address = `console/elections/${id}`;
  await go(page, head, address);
  await act(page, 'Đề nghị đưa ra quyết định', /Điều 16/);
  const other = await open(front, address);
  await act(other, 'Mặt trận thống nhất', /Điều 16/);
  await page.reload();
  await act(page, 'Thông báo', /^Chốt câu hỏi, danh sách ứng cử và danh sách \d+ hộ/);

  // At the meeting, on the phone: one press a household. The rest of the hamlet comes at once.
  await desk.setClock(dayIn(3), '19:31');
  await page.reload();
  await act(page, 'Bắt đầu họp', /trong danh sách \d+ hộ đã chốt/);
  await isWell(page, 'election-open-phone');
  await press(page, 'Ghi danh sách hộ');
  await page.getByRole('button', { name: /^Có mặt c: hộ BQ-1,/ }).click();
  await page.getByRole('status').getByText('Hộ BQ-1: có mặt.').waitFor();
  await isWell(page, 'election-roll-phone');
  headman = await desk.person(head);
  const [meeting] = (await headman.call(readDeskDecision, { params: { id } })).draft.meetings;
  const roll = await rollOf(id);
  for (const { householdId, attended } of roll)
    if (!attended)
      await headman.call(markHousehold, { params: { id, householdId }, body: { mark: 'attended', meetingKey: meeting?.key ?? '' } });
  await go(page, head, address);
  await act(page, 'Kết thúc họp', `Đang ghi ${roll.length} trong ${roll.length} hộ tham gia.`);
  await press(page, 'Ghi các bước, biên bản họp');
  await page.getByText('Ghi biên bản cuộc họp').click();
  for (const [label, words] of [
    ['Chủ tọa', 'Bế Văn Thảo'],
    ['Thư ký', 'Lý Thị Mùi'],
    ['Bắt đầu lúc', '19:30'],
    ['Kết thúc lúc', '21:00'],
    ['Ý kiến thảo luận', 'Hai người ứng cử nói về việc sẽ làm. Không ai có ý kiến khác.'],
  ] as const)
    await page.getByLabel(label).fill(words);
  await saveDraft(page);
  await isWell(page, 'election-minutes-phone');

  // What the hands gave: typed by two, differently first.
  const type = async (who: Page, first: number) => {
    await who.getByLabel('Hoàng Văn Đạt').fill(String(first));
    await who.getByLabel('Lý Thị Mùi').fill('1');
    await who.getByLabel('Không bầu ai trong danh sách').fill('0');
    await who.getByRole('button', { name: /^Lưu/ }).click();
  };
  await go(page, head, `${address}/count`);
  await type(page, roll.length + 1);
  await page.getByText(`Chỉ có ${roll.length} hộ có mặt.`).waitFor();
  await type(page, roll.length - 1);
  await page.getByText('Người thứ hai chưa nhập').waitFor();
  await isWell(page, 'election-hands-phone');
  await go(other, front, `${address}/count`);
  await type(other, roll.length - 2);
  await other.getByText('Hai người khác nhau, xin cùng xem lại biên bản').waitFor();
  await type(other, roll.length - 1);
  await other.getByText('Hai người khớp').waitFor();

  await go(page, head, address);
  await startClosing(page);
  await go(other, front, address);
  await act(other, 'Xác nhận, mở hòm phiếu', /trên toàn bộ \d+ hộ/);
  await page.reload();
  const chosen = page.getByRole('row', { name: /^Hoàng Văn Đạt/ });
  await chosen.getByText('Trúng cử').waitFor();
  expect(await chosen.textContent()).toContain(String(roll.length - 1));
  await page.getByText('Mặt trận xã công nhận').waitFor();
  await isWell(page, 'election-result-phone');
  await takesMinutes(page, 'Biên bản họp, nghị quyết (Mẫu 03)');

  // The Front of the commune recognises what was sent to it.
  await act(page, 'Ghi ngày đã gửi', /5 ngày làm việc/);
  const above = await open('mat-tran-xa', address);
  await press(above, 'Công nhận hoặc không công nhận');
  const question = above.getByRole('dialog');
  await question.getByRole('radio', { name: 'Công nhận', exact: true }).check();
  await question.getByLabel('Số văn bản').fill('05/QĐ-MTTQ');
  await isWell(above, 'election-recognise');
  await press(question, 'Công nhận');
  await above.getByText(/Công nhận, văn bản 05\/QĐ-MTTQ/).waitFor();
  await go(above, 'mat-tran-xa', 'console/elections');
  await press(above, 'Đã xong');
  await above
    .getByRole('link', { name: /Bầu Ban Giám sát đầu tư của cộng đồng/ })
    .first()
    .waitFor();
  await isWell(above, 'elections-list');
}, 150_000);
