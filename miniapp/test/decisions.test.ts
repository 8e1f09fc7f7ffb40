import { mkdirSync } from 'node:fs';
import { castVote, consentToOnline } from 'backend/contracts/decisions';
import {
  actOnDecision,
  createDecision,
  type DecisionAct,
  type DecisionDraft,
  markHousehold,
  readDeskDecision,
} from 'backend/contracts/decisions-desk';
import { addHousehold, claimHousehold, inviteMember } from 'backend/contracts/households';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { addDays, dayOf } from '../../backend/src/domain/vietnam-time.js';
import { faultsOf } from './desk.js';
import { pressMain } from './residents.js';
import { townForTests } from './town.js';

const here = townForTests();
const headId = 'truong-xom-1';
const frontId = 'mat-tran-xom-1';
const hamletKey = 'tan-linh-xom-1';

/** Pictures for whoever wants to look at them; kept out of the repository. */
async function check(page: Page, name: string): Promise<void> {
  expect(await faultsOf(page), name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), name).toBeLessThanOrEqual(0);
  const folder = process.env.DECISION_PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

function draftOn(now: Date): DecisionDraft {
  const today = dayOf(now);
  return {
    item: 6,
    scope: 'hamlet',
    hamletKeys: [hamletKey],
    way: 'online',
    meetingVote: null,
    style: 'agreement',
    title: 'Mở cửa nhà văn hóa các tối thứ Bảy',
    summary: 'Nhà văn hóa xóm mở cửa đến 21 giờ các tối thứ Bảy để bà con sinh hoạt, các cháu đọc sách.',
    text: 'Mỗi tối có hai hộ trông coi, theo lịch luân phiên.\n\nTiền điện lấy từ quỹ sinh hoạt của xóm, dự tính 60.000 đồng một tháng.',
    question: 'Hộ có đồng ý mở cửa nhà văn hóa các tối thứ Bảy không?',
    alternatives: [],
    candidates: [],
    candidateMeeting: null,
    seats: 1,
    papers: [],
    meetings: [],
    team: [
      { name: 'Lương Thị Thơm', capacities: ['front'], head: true },
      { name: 'Bế Văn Thảo', capacities: ['hamlet'], head: false },
      { name: 'Nông Văn Sáng', capacities: ['household', 'technician'], head: false },
    ],
    steps: {
      reportedOn: addDays(today, -5),
      reportNumber: '',
      noticeOn: addDays(today, -4),
      noticeChannels: ['network'],
      noticePosted: true,
      documentsOn: null,
      planOn: null,
      planSentOn: null,
      clusterPlanOn: null,
      communeBallotOn: null,
      failedMeetingOn: null,
      failedMeetingAttended: null,
      draftPostedOn: null,
      electionPlanOn: null,
      electionTeamOn: null,
      listPostedOn: null,
      candidatesSentOn: null,
    },
    opensAt: new Date(now.getTime() + 3_600_000).toISOString(),
    closesAt: new Date(now.getTime() + 3 * 86_400_000).toISOString(),
  };
}

it('lets a household consent, vote once over a weak network, and find its vote in the box', async () => {
  const { town } = here;
  const head = await town.as(headId);
  const people = [await town.person({ name: 'Vi Văn Ân' }), await town.person({ name: 'Lý Thị Hoa' })];
  const households: string[] = [];
  for (const [place, person] of people.entries()) {
    const name = place === 0 ? 'Vi Văn Ân' : 'Lý Thị Hoa';
    const made = await head.call(addHousehold, {
      body: { code: `X1-0${place + 1}`, hamletKey, headName: name, members: [{ name, birthYear: 1960, isRepresentative: true }] },
    });
    households.push(made.id);
    const { code } = await head.call(inviteMember, { params: { id: made.id }, body: { memberId: made.members[0]?.id ?? '' } });
    await (await town.as(person)).call(claimHousehold, { body: { code } });
  }
  const [author = '', neighbour = ''] = people;
  const { now } = (await town.control('GET', '/clock')) as { now: string };
  const { id } = await head.call(createDecision, { body: draftOn(new Date(now)) });
  // Days pass here, and sessions with them: everybody signs in anew.
  const act = async (who: string, action: DecisionAct) => {
    const { call } = await town.as(who);
    const { revision } = await call(readDeskDecision, { params: { id } });
    await call(actOnDecision, { params: { id }, body: { revision, action } });
  };
  const until = async (wanted: string) => {
    const { call } = await town.as(headId);
    await expect.poll(async () => (await call(readDeskDecision, { params: { id } })).status, { timeout: 30_000 }).toBe(wanted);
  };
  await act(headId, { act: 'propose' });
  await act(frontId, { act: 'agree' });
  await act(headId, { act: 'announce' });

  // Whether to vote in the app at all comes first, and is no vote.
  const page = await here.phone(author, '/decisions');
  await page.getByText('Hộ X1-01 chưa trả lời có biểu quyết qua ứng dụng hay không.').waitFor();
  await check(page, 'list-consent');
  await page.getByRole('link', { name: /Mở cửa nhà văn hóa/ }).tap();
  await page.getByRole('radio', { name: 'Đồng ý biểu quyết trên ứng dụng' }).check();
  await page.getByText('Đã có 1 hộ đồng ý; cần ít nhất 2 trong 2 hộ').waitFor();
  await check(page, 'consent');
  await (await town.as(neighbour)).call(consentToOnline, { params: { id }, body: { choice: 'agree' } });
  await town.advance(3_700_000);
  await until('open');

  // Two steps, kept on the phone when it is closed in between; the network goes away at the last press.
  await page.reload();
  await page.getByText('Hộ X1-01 chưa biểu quyết.').waitFor();
  await check(page, 'open');
  await pressMain(page, 'Mở phiếu của hộ');
  await page.getByText('Bước 1 trong 2').waitFor();
  await pressMain(page, 'Tiếp tục');
  await page.getByText('Xin chọn, rồi bấm Tiếp tục.').waitFor();
  await check(page, 'ballot-fault');
  await page.getByRole('radio', { name: 'Đồng ý', exact: true }).check();
  await page.getByLabel('Ý kiến thêm (không bắt buộc)').fill('Nên có thêm đèn ở sân');
  await page.reload();
  expect(await page.getByRole('radio', { name: 'Đồng ý', exact: true }).isChecked()).toBe(true);
  await pressMain(page, 'Tiếp tục');
  await page.getByText('Mỗi hộ một phiếu. Gửi rồi không đổi, không rút lại được.').waitFor();
  await check(page, 'ballot-check');
  await page.context().setOffline(true);
  await pressMain(page, 'Gửi phiếu của hộ');
  await page.getByText('Mạng yếu nên phiếu chưa gửi được.').waitFor();
  await check(page, 'ballot-offline');
  await page.context().setOffline(false);
  await pressMain(page, 'Gửi lại phiếu của hộ');
  await page.getByText('Đã nhận phiếu của hộ X1-01').waitFor();
  const receipt = (await page.locator('.decision-receipt').textContent()) ?? '';
  expect(receipt).toMatch(/^[A-Z0-9]{4}(-[A-Z0-9]{4}){4}$/);
  await check(page, 'receipt');
  // A family shares the phone: what was chosen is nowhere on it.
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Nên có thêm đèn');
  await page.getByRole('link', { name: 'Về nội dung biểu quyết' }).tap();
  await page.getByText('Hộ X1-01 đã biểu quyết.').waitFor();
  expect(await page.getByRole('button', { name: 'Mở phiếu của hộ' }).count()).toBe(0);
  await page.getByText('Đã có 1 trong 2 hộ tham gia.').waitFor();
  await check(page, 'voted');

  // Their ballot came on paper while they looked at it on the phone: it says that what was sent does not count, and whom to tell.
  const other = await here.phone(neighbour, `/decisions/${id}/vote`);
  await other.getByRole('radio', { name: 'Ý kiến khác', exact: true }).check();
  await pressMain(other, 'Tiếp tục');
  await other.getByText('Xin ghi ý kiến khác của hộ.').waitFor();
  await expect.poll(() => other.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await check(other, 'ballot-words-missing');
  await other.getByLabel('Ý kiến khác của hộ').fill('Mở cả tối Chủ nhật');
  await pressMain(other, 'Tiếp tục');
  const onPaper = async (body: { mark: 'returned' } | { mark: 'not_returned'; reason: string }) =>
    (await town.as(headId)).call(markHousehold, { params: { id, householdId: households[1] ?? '' }, body });
  await onPaper({ mark: 'returned' });
  await pressMain(other, 'Gửi phiếu của hộ');
  await other.getByText('Phiếu vừa gửi không được tính').waitFor();
  await other.getByText('Hộ X1-02 đã nộp phiếu giấy. Không đúng thì xin báo ngay trưởng xóm.').waitFor();
  await check(other, 'ballot-refused');
  await onPaper({ mark: 'not_returned', reason: 'Ghi nhầm của hộ khác' });

  await (await town.as(neighbour)).call(castVote, { params: { id }, body: { choices: ['agree'] } });
  await town.advance(3 * 86_400_000);
  await until('counting');
  const witnesses = ['X1-01', 'X1-02'].map((householdCode) => ({ name: `Đại diện ${householdCode}`, householdCode }));
  await act(frontId, { act: 'start_closing', witnesses, explanation: '' });
  await act(headId, { act: 'confirm_closing' });
  await page.reload();
  await page.getByRole('heading', { name: 'Kết quả: được thông qua' }).waitFor();
  await page.getByRole('button', { name: 'Kiểm tra phiếu có trong hòm không' }).tap();
  await page.getByText('Có trong hòm phiếu, cùng 2 phiếu đã kiểm.').waitFor();
  await check(page, 'result');
  expect(await page.getByText('Nên có thêm đèn ở sân').count()).toBe(1);

  // Somebody of no household reads, and is shown the way in.
  const visitor = await here.phone(await town.person({ name: 'Khách' }), '/decisions');
  await visitor.getByText('Được thông qua').waitFor();
  await check(visitor, 'list-visitor');
}, 120_000);
