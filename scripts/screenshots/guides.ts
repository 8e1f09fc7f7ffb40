import { everybody } from 'backend/contracts/audience';
import { approveBroadcast, type BroadcastDraft, createBroadcast, submitBroadcast } from 'backend/contracts/broadcasts';
import type { Page } from 'playwright-core';
import { birth, copies } from '../../miniapp/test/phone.js';
import { wellKnown } from '../seed/seed.js';
import { boardGuideShots } from './board.js';
import { consultationGuideShots } from './consultations.js';
import { decisionGuideShots } from './decisions.js';
import { feedbackDeskShots } from './feedback-desk.js';
import { householdGuideShots } from './households.js';
import { initiativeGuideShots } from './initiatives.js';
import { reportGuideShots } from './reports.js';
import { chooseTime } from './resident.js';
import { openDesk, type Sample } from './sample.js';
import { type Shooting, settled, shoot } from './shoot.js';
import { surveyGuideShots } from './surveys.js';
import { surveyDeskGuideShots } from './surveys-desk.js';

/** The pictures of the Vietnamese guides, under the names the guides call them by. */
export async function guideShots(shooting: Shooting, sample: Sample): Promise<void> {
  const { grandmother, desk } = sample;
  const onPhone = { personId: grandmother.id, screenOnly: true, sharpness: 1.5 };
  await shoot(shooting, { ...onPhone, name: 'trang-chu', path: '/' });
  await shoot(shooting, { ...onPhone, name: 'thu-tuc', path: `/procedures/${birth}` });
  await shoot(shooting, {
    ...onPhone,
    name: 'chon-gio',
    path: `/procedures/${copies}/book`,
    act: async (page) => {
      await settled(page);
      await page.locator('.day[data-state="open"]').nth(1).tap();
      await page.evaluate('document.querySelector(".strip").closest("fieldset").scrollIntoView()');
      await page.evaluate('scrollBy(0, -72)');
    },
  });
  await shoot(shooting, { ...onPhone, name: 'dien-thong-tin', path: `/procedures/${copies}/book`, act: chooseTime });
  await shoot(shooting, { ...onPhone, name: 'giay-hen', path: `/slip/${grandmother.slip.id}` });
  await shoot(shooting, {
    ...onPhone,
    name: 'tin-zalo',
    inbox: true,
    only: '#chat',
    screen: { width: 360, height: 860 },
    act: async (page) => {
      await page.locator('.message', { hasText: grandmother.forChild.code }).waitFor();
      await page.evaluate(
        `[...document.querySelectorAll('.message')].find(({ textContent }) => textContent.includes('${grandmother.slip.code}')).scrollIntoView()`,
      );
    },
  });

  await reportGuideShots(shooting, sample.reports);
  await feedbackDeskShots(shooting, sample.reports);
  await surveyGuideShots(shooting, grandmother.id);
  await surveyDeskGuideShots(shooting);
  await boardGuideShots(shooting, grandmother.id);
  await householdGuideShots(shooting, sample.household);
  await initiativeGuideShots(shooting, sample.initiative);
  await decisionGuideShots(shooting, sample.decisions);
  await consultationGuideShots(shooting, sample.consultation);

  await openDesk(shooting.town, sample);
  const onComputer = { personId: wellKnown.officer.zaloId, computer: true, screenOnly: true };
  await shoot(shooting, { ...onComputer, name: 'can-bo-hom-nay', path: '/console' });
  await shoot(shooting, { ...onComputer, name: 'can-bo-chi-tiet', path: `/console?code=${desk.opened}` });
  await shoot(shooting, { ...onComputer, name: 'can-bo-dat-ho', path: '/console/book', act: bookByTelephone });
  await shoot(shooting, { ...onComputer, name: 'can-bo-huy', path: '/console/revoke-day', act: chooseReason });
  await shoot(shooting, { ...onComputer, personId: wellKnown.chairman.zaloId, name: 'chu-tich-hom-nay', path: '/console' });
  await broadcastShots(shooting);
}

/** A greeting that waits for the chairman, and a notice that was sent. */
async function broadcastShots(shooting: Shooting): Promise<void> {
  const { town } = shooting;
  const author = 'can-bo-van-hoa';
  const writer = await town.as(author);
  const chairman = await town.as(wellKnown.chairman.zaloId);
  const submit = async (draft: Pick<BroadcastDraft, 'kind' | 'content'>) => {
    const body = { ...draft, audience: everybody, modes: { article: false, groups: false, paid: false }, sendAt: null };
    const { id, revision } = await writer.call(createBroadcast, { body });
    return writer.call(submitBroadcast, { params: { id }, body: { revision } });
  };
  const notice = await submit({
    kind: 'notice',
    content: {
      title: 'Lịch tiêm phòng cho trâu bò',
      text: 'Kính gửi {xung_ho} {ten},\n\nSáng Thứ Bảy này, thú y xã tiêm phòng lở mồm long móng tại nhà văn hóa {xom}. Xin dắt trâu bò đến trước 9 giờ. Tiêm miễn phí.',
      pictureId: null,
      button: null,
    },
  });
  await chairman.call(approveBroadcast, { params: { id: notice.id }, body: { revision: notice.revision } });
  const greeting = await submit({
    kind: 'greeting',
    content: {
      title: 'Chúc mừng năm mới {nam}',
      text: 'Kính gửi {xung_ho} {ten},\n\nNhân dịp năm mới, thay mặt Đảng ủy, HĐND, UBND xã {ten_xa}, tôi xin chúc {xung_ho} và gia đình mạnh khỏe, bình an, làm ăn thuận lợi.\n\nCảm ơn bà con đã cùng xã làm xong con đường mới. Năm tới, xã mong tiếp tục được bà con góp ý.',
      pictureId: null,
      button: { title: 'Xem tin của xã', path: '/news' },
    },
  });
  const planned = async (page: Page) => {
    await settled(page);
    await page.getByText('Dự tính', { exact: true }).waitFor();
  };
  const onPhone = { screenOnly: true, sharpness: 1.5 };
  const onComputer = { personId: author, computer: true, screenOnly: true };
  await shoot(shooting, { ...onComputer, name: 'gui-tin-soan', path: `/console/broadcasts/${greeting.id}?edit=1`, act: planned });
  await shoot(shooting, {
    ...onComputer,
    name: 'gui-tin-theo-doi',
    path: `/console/broadcasts/${notice.id}`,
    act: async (page) => {
      await page.getByText('Đã gửi xong').first().waitFor({ timeout: 60_000 });
      await page.locator('.desk-recipients').waitFor();
    },
  });
  await shoot(shooting, { ...onComputer, name: 'gui-tin-le-tet', path: '/console/occasions' });
  await shoot(shooting, {
    ...onPhone,
    personId: wellKnown.chairman.zaloId,
    name: 'chu-tich-duyet',
    path: `/console/broadcasts/${greeting.id}/approve`,
    act: planned,
  });
  await shoot(shooting, { ...onPhone, personId: 'truong-xom-1', name: 'truong-xom-chua-nhan', path: '/console/unreached' });
}

async function bookByTelephone(page: Page): Promise<void> {
  await page.getByLabel('Người dân cần làm gì?').fill('sao y');
  await page.getByRole('button', { name: /Chứng thực bản sao/ }).click();
  await page.locator('.desk-time:not([disabled])').first().click();
  await page.getByLabel('Họ và tên').fill('Lương Văn Quý');
  await page.getByLabel('Số điện thoại').fill('0950 000 321');
  await page.evaluate('document.activeElement.blur()');
  await page.evaluate('scrollTo(0, 0)');
}

async function chooseReason(page: Page): Promise<void> {
  await settled(page);
  await page.getByRole('radio').first().check();
  await page.getByText('Người dân sẽ nhận trên Zalo').waitFor();
  await page.evaluate('document.activeElement.blur()');
}
