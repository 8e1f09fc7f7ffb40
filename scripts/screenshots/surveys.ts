import { closeSurvey, noQuotas, readDeskSurvey } from 'backend/contracts/surveys-desk';
import type { Page } from 'playwright-core';
import { publishedSurvey, shortForm } from '../../miniapp/test/surveys.js';
import { roadPicture } from './reports.js';
import { type Shooting, settled, shoot } from './shoot.js';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).tap();
const states = ['full', 'large', 'zoomed'] as const;

/** From the first question up to the one wanted, each answered; 10 is the last page. */
export const upToQuestion =
  (wanted: number) =>
  async (page: Page): Promise<void> => {
    const answers: ((page: Page) => Promise<void>)[] = [
      (shown) => shown.getByRole('radio', { name: /^Có/ }).check(),
      async (shown) => {
        await shown.getByRole('checkbox', { name: 'Mua rau, thịt' }).check();
        await shown.getByRole('checkbox', { name: 'Bán hàng nhà làm ra' }).check();
      },
      (shown) => shown.getByRole('radio', { name: '2 sao' }).check(),
      (shown) => shown.getByRole('radio', { name: /^3/ }).check(),
      async (shown) => {
        await shown.getByRole('radiogroup', { name: 'Nhà vệ sinh' }).getByRole('radio', { name: 'Được' }).check();
        await shown.getByRole('radiogroup', { name: 'Thu gom rác' }).getByRole('radio', { name: 'Kém' }).check();
      },
      async (shown) => {
        await shown.getByRole('button', { name: /Sửa rãnh thoát nước/ }).tap();
        await shown.getByRole('button', { name: /Thêm đèn/ }).tap();
      },
      (shown) => shown.getByLabel('Một tháng ông/bà đi mấy lần?').fill('8'),
      async (shown) => {
        await shown.setInputFiles('input[type="file"]', await roadPicture());
        await shown.getByRole('img', { name: 'Ảnh 1 đã chọn' }).waitFor();
      },
      (shown) => shown.getByLabel('Ông/bà muốn xã làm gì thêm cho chợ?').fill('Làm mái che trước mùa mưa, thêm chỗ để xe.'),
    ];
    await settled(page);
    await page.getByRole('button', { name: /^(Bắt đầu trả lời|Tiếp tục từ câu)/ }).tap();
    for (const [place, answer] of answers.entries()) {
      await page.getByRole('heading', { name: new RegExp(`^Câu ${place + 1} trong`), level: 1 }).waitFor();
      await answer(page);
      if (place + 1 === wanted) break;
      await page.getByRole('button', { name: /^(Đi tiếp|Xem lại câu trả lời)$/ }).tap();
    }
    await page.evaluate('document.activeElement.blur()');
    await page.evaluate('scrollTo(0, 0)');
    await settled(page);
  };

async function sendShort(page: Page): Promise<void> {
  await settled(page);
  await press(page, 'Bắt đầu trả lời');
  await page.getByRole('radio', { name: '4 sao' }).check();
  await press(page, 'Đi tiếp');
  await press(page, 'Bỏ qua câu này');
  await page.getByRole('heading', { name: 'Câu 3 trong 4', level: 1 }).waitFor();
  await press(page, 'Bỏ qua câu này');
  await page.getByRole('radio', { name: 'Tôi đồng ý', exact: true }).check();
  await press(page, 'Xem lại câu trả lời');
  await press(page, 'Gửi câu trả lời');
  await page.getByText('Xã đã nhận câu trả lời').waitFor();
}

/** Answering surveys, in its states. */
export async function surveyShots(shooting: Shooting, personId: string): Promise<void> {
  const { town } = shooting;
  const parts = ['surveys', 'survey', 'survey-question-1', 'survey-check', 'survey-all', 'survey-thanks', 'survey-unsent', 'survey-fault'];
  if (!parts.some((part) => shooting.wanted(`resident/${part}.full`))) return;
  await shoot(shooting, { name: 'resident/surveys.empty', personId, path: '/surveys' });
  const market = await publishedSurvey(town);
  const anonymous = await publishedSurvey(town, { title: 'Loa truyền thanh của xóm', mode: 'anonymous', form: shortForm });
  const path = `/surveys/${market}`;
  const pages = [
    { name: 'surveys', path: '/surveys' },
    { name: 'survey', path },
  ];
  for (const page of pages)
    for (const state of ['full', 'large', 'zoomed', 'loading', 'error', 'offline'] as const)
      await shoot(shooting, { ...page, name: `resident/${page.name}.${state}`, personId, state });
  for (const state of states)
    for (const question of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const who = await town.person({ name: 'Hoàng Thị Mận' });
      const name = question === 10 ? 'survey-check' : `survey-question-${question}`;
      await shoot(shooting, { name: `resident/${name}.${state}`, personId: who, path, state, act: upToQuestion(question) });
    }
  const who = await town.person({ name: 'Lý Thị Sen' });
  await shoot(shooting, {
    name: 'resident/survey-fault.full',
    personId: who,
    path,
    act: async (page) => {
      await settled(page);
      await press(page, 'Bắt đầu trả lời');
      await press(page, 'Đi tiếp');
      await page.getByText('Xin trả lời câu này.').waitFor();
    },
  });
  for (const state of states)
    await shoot(shooting, {
      name: `resident/survey-all.${state}`,
      personId: who,
      path,
      state,
      act: async (page) => {
        await settled(page);
        await page.getByRole('switch', { name: 'Xem tất cả câu hỏi' }).tap();
        await press(page, 'Bắt đầu trả lời');
        await page.getByRole('radio', { name: /^Có/ }).check();
        await press(page, 'Xem lại câu trả lời');
        await page.getByText(/câu cần trả lời hoặc sửa/).waitFor();
      },
    });
  await shoot(shooting, {
    name: 'resident/survey-offline-question.full',
    personId: who,
    path,
    act: async (page, context) => {
      await settled(page);
      await page.getByRole('button', { name: /^(Bắt đầu trả lời|Tiếp tục từ câu)/ }).tap();
      await context.setOffline(true);
      await page.getByText('Máy đang không có mạng.').waitFor();
    },
  });
  await shoot(shooting, {
    name: 'resident/survey-unsent.full',
    personId: await town.person({ name: 'Lý Thị Sen' }),
    path,
    act: async (page, context) => {
      await upToQuestion(10)(page);
      await context.setOffline(true);
      await press(page, 'Gửi câu trả lời');
      await page.getByText('Chưa gửi được', { exact: true }).waitFor();
    },
  });
  const quick = await town.person({ name: 'Lý Thị Sen' });
  await shoot(shooting, { name: 'resident/survey-thanks.full', personId: quick, path: `/surveys/${anonymous}`, act: sendShort });
  await shoot(shooting, { name: 'resident/survey-answered.anonymous', personId: quick, path: `/surveys/${anonymous}` });
  const named = await publishedSurvey(town, { title: 'Giờ mở nhà văn hóa', mode: 'named', form: shortForm });
  await shoot(shooting, { name: 'resident/survey-thanks.named', personId: quick, path: `/surveys/${named}`, act: sendShort });
  await shoot(shooting, { name: 'resident/survey-answered.named', personId: quick, path: `/surveys/${named}` });
  await shoot(shooting, { name: 'resident/surveys.answered', personId: quick, path: '/surveys' });
  const office = await town.as('chu-tich');
  const { revision } = await office.call(readDeskSurvey, { params: { id: named } });
  await office.call(closeSurvey, { params: { id: named }, body: { revision, reason: 'Đủ ý kiến rồi.' } });
  await shoot(shooting, { name: 'resident/survey.closed', personId, path: `/surveys/${named}` });
  const full = await publishedSurvey(town, {
    title: 'Hỏi nhanh một người',
    mode: 'named',
    form: shortForm,
    quotas: { ...noQuotas, total: 1 },
  });
  await shoot(shooting, { name: 'resident/survey-thanks.one', personId: quick, path: `/surveys/${full}`, act: sendShort });
  await shoot(shooting, { name: 'resident/survey.quota', personId, path: `/surveys/${full}` });
  const roles = await publishedSurvey(town, {
    title: 'Hỏi trưởng xóm',
    form: shortForm,
    audience: { kind: 'roles', roles: ['hamlet_head'] },
  });
  await shoot(shooting, { name: 'resident/survey.not-for-you', personId, path: `/surveys/${roles}` });
}

/** The pictures of the chapter on surveys. */
export async function surveyGuideShots(shooting: Shooting, personId: string): Promise<void> {
  if (!['khao-sat', 'khao-sat-cau', 'khao-sat-xem-lai'].some(shooting.wanted)) return;
  const onPhone = { personId, screenOnly: true, sharpness: 1.5, path: `/surveys/${await publishedSurvey(shooting.town)}` };
  await shoot(shooting, { ...onPhone, name: 'khao-sat' });
  await shoot(shooting, { ...onPhone, name: 'khao-sat-cau', act: upToQuestion(2) });
  await shoot(shooting, { ...onPhone, name: 'khao-sat-xem-lai', act: upToQuestion(10) });
}
