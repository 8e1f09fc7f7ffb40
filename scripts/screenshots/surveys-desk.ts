import type { Question, SurveyAnswers, SurveyForm } from 'backend/contracts/survey-questions';
import { readSurvey, sendSurvey } from 'backend/contracts/surveys';
import { closeSurvey, createSurvey, noQuotas, readDeskSurvey, type SurveyDraft } from 'backend/contracts/surveys-desk';
import type { Page } from 'playwright-core';
import { publishedSurvey } from '../../miniapp/test/surveys.js';
import { until } from '../system/until.js';
import { residents } from './sample.js';
import { type Shooting, settled, shoot } from './shoot.js';

const office = 'quan-tri';

const common = { help: '', required: false, when: null };
const option = (key: string, label: string, exclusive = false) => ({ key, label, exclusive, next: null });
const waterQuestions: Question[] = [
  {
    ...common,
    type: 'single',
    key: 'cau-1',
    title: 'Nhà ông/bà lấy nước sinh hoạt ở đâu là chính?',
    required: true,
    allowOther: true,
    options: [option('y-1', 'Giếng khoan, giếng đào'), option('y-2', 'Nước máy'), option('y-3', 'Nước suối, nước mó')],
  },
  {
    ...common,
    type: 'multiple',
    key: 'cau-2',
    title: 'Nước nhà mình có những điều gì dưới đây?',
    help: 'Nghĩ về khoảng ba tháng gần đây.',
    allowOther: false,
    min: 0,
    max: null,
    options: [
      option('y-4', 'Đục, có cặn'),
      option('y-5', 'Có mùi'),
      option('y-6', 'Thiếu vào mùa khô'),
      option('y-7', 'Không có điều nào', true),
    ],
  },
  {
    ...common,
    type: 'scale',
    key: 'cau-3',
    title: 'Ông/bà hài lòng với nước đang dùng ở mức nào?',
    required: true,
    from: 1,
    to: 5,
    lowLabel: '',
    highLabel: '',
    allLabels: ['Rất không hài lòng', 'Không hài lòng', 'Bình thường', 'Hài lòng', 'Rất hài lòng'],
  },
  {
    ...common,
    type: 'long_text',
    key: 'cau-4',
    title: 'Điều gì làm ông/bà chưa hài lòng?',
    when: {
      kind: 'any',
      of: [
        { kind: 'compare', question: 'cau-3', operator: '<=', value: 2 },
        { kind: 'includes', question: 'cau-2', option: 'y-6' },
      ],
    },
  },
  {
    ...common,
    type: 'ranking',
    key: 'cau-5',
    title: 'Việc nào nên làm trước?',
    most: null,
    options: [
      { key: 'y-8', label: 'Khoan thêm giếng chung' },
      { key: 'y-9', label: 'Kéo đường ống từ nguồn mó' },
      { key: 'y-10', label: 'Xây bể lọc' },
    ],
  },
];
const waterForm: SurveyForm = {
  sections: [
    { key: 'phan-1', title: 'Nước nhà mình', intro: '', when: null, questions: waterQuestions.slice(0, 4) },
    { key: 'phan-2', title: 'Việc nên làm', intro: '', when: null, questions: waterQuestions.slice(4) },
  ],
};
const water: Pick<SurveyDraft, 'title' | 'intro' | 'form'> = {
  title: 'Nước sinh hoạt của các xóm',
  intro: 'Xã đang lập kế hoạch nước sạch năm tới và muốn nghe nhà mình đang dùng nước thế nào.',
  form: waterForm,
};

/** What the person with this number says: not all the same, and always alike. */
const answersOf = (number: number): SurveyAnswers => ({
  'cau-1': { type: 'single', choice: ['y-1', 'y-3', 'y-3', 'y-2'][number % 4] ?? 'y-1', other: '' },
  'cau-2': { type: 'multiple', choices: number % 5 === 0 ? ['y-7'] : number % 2 === 0 ? ['y-4', 'y-6'] : ['y-6'], other: '' },
  'cau-3': { type: 'scale', value: [1, 2, 2, 4, 3, 5, 2, 4][number % 8] ?? 3 },
  'cau-4': { type: 'long_text', text: number % 2 === 0 ? 'Mùa khô thiếu nước, phải đi gánh.' : 'Đường ống hay vỡ, nước đục mấy ngày.' },
  'cau-5': { type: 'ranking', order: number % 3 === 0 ? ['y-8', 'y-9', 'y-10'] : ['y-9', 'y-8', 'y-10'] },
});

async function answered({ town }: Shooting, id: string): Promise<void> {
  const known = residents.slice(1).map(({ zaloId }) => zaloId);
  const newcomers = await Promise.all(Array.from({ length: 14 }, () => town.person({ name: 'Hoàng Thị Mận' })));
  for (const [number, zaloId] of [...known, ...newcomers].entries()) {
    const person = await town.as(zaloId);
    const { version } = await person.call(readSurvey, { params: { id } });
    await person.call(sendSurvey, { params: { id }, body: { version, answers: answersOf(number), mediaDraft: null, change: false } });
  }
}

type Samples = { draft: string; open: string; closed: string };

/** One survey being written, one that runs, and one that is over. */
async function samplesOf(shooting: Shooting): Promise<Samples> {
  const { town } = shooting;
  const officer = await town.as(office);
  const [open, closed] = [
    await publishedSurvey(town, { ...water, title: 'Nước sinh hoạt, đợt hai' }),
    await publishedSurvey(town, { ...water, title: 'Nước sinh hoạt, đợt một' }),
  ];
  await answered(shooting, open);
  await answered(shooting, closed);
  const { revision } = await officer.call(readDeskSurvey, { params: { id: closed } });
  await officer.call(closeSurvey, { params: { id: closed }, body: { revision, reason: 'Đã đủ để lập kế hoạch.' } });
  await until(async () => (await officer.call(readDeskSurvey, { params: { id: closed } })).resultsReady);
  const { now } = (await town.control('GET', '/clock')) as { now: string };
  const body: SurveyDraft = {
    ...water,
    mode: 'confidential',
    audience: { kind: 'commune' },
    opensAt: null,
    closesAt: new Date(Date.parse(now) + 14 * 86_400_000).toISOString(),
    quotas: noQuotas,
  };
  return { draft: (await officer.call(createSurvey, { body })).id, open, closed };
}

const opened = (key: string) => async (page: Page) => {
  await settled(page);
  await page.locator(`[data-key="${key}"]`).click();
  await page.evaluate('document.activeElement.blur()');
};

async function asked(page: Page): Promise<void> {
  await settled(page);
  await page.getByText('Không còn chỗ nào phải sửa').waitFor();
  await page.getByRole('button', { name: 'Phát hành khảo sát' }).click();
  await page.getByRole('dialog').waitFor();
}

/** Surveys at the desk, in their states. */
export async function surveyDeskShots(shooting: Shooting): Promise<void> {
  const names = ['surveys', 'survey-draft', 'survey-condition', 'survey-settings', 'survey-publish', 'survey-open', 'survey-results'];
  if (!names.some((name) => shooting.wanted(`console/${name}.full`))) return;
  const { draft, open, closed } = await samplesOf(shooting);
  const pages = [
    { name: 'surveys', path: '/console/surveys' },
    { name: 'survey-draft', path: `/console/surveys/${draft}` },
    { name: 'survey-settings', path: `/console/surveys/${draft}?part=settings` },
    { name: 'survey-open', path: `/console/surveys/${open}` },
    { name: 'survey-results', path: `/console/surveys/${closed}/results` },
  ];
  const onComputer = { personId: office, computer: true };
  for (const { name, path } of pages) {
    for (const state of ['full', 'loading', 'error', 'large'] as const)
      await shoot(shooting, { ...onComputer, name: `console/${name}.${state}`, path, state });
    await shoot(shooting, { name: `console/${name}.phone`, personId: office, path });
  }
  const path = `/console/surveys/${draft}`;
  await shoot(shooting, { ...onComputer, name: 'console/survey-condition.full', path, screenOnly: true, act: opened('cau-4') });
  await shoot(shooting, { ...onComputer, name: 'console/survey-publish.full', path: `${path}?part=publish`, screenOnly: true, act: asked });
}

/** The pictures of the guide on surveys. */
export async function surveyDeskGuideShots(shooting: Shooting): Promise<void> {
  const names = ['khao-sat-soan', 'khao-sat-phat-hanh', 'khao-sat-theo-doi', 'khao-sat-ket-qua'];
  if (!names.some(shooting.wanted)) return;
  const { draft, open, closed } = await samplesOf(shooting);
  const onComputer = { personId: office, computer: true, screenOnly: true };
  await shoot(shooting, { ...onComputer, name: 'khao-sat-soan', path: `/console/surveys/${draft}`, act: opened('cau-4') });
  await shoot(shooting, { ...onComputer, name: 'khao-sat-phat-hanh', path: `/console/surveys/${draft}?part=publish`, act: asked });
  await shoot(shooting, { ...onComputer, name: 'khao-sat-theo-doi', path: `/console/surveys/${open}` });
  await shoot(shooting, {
    ...onComputer,
    name: 'khao-sat-ket-qua',
    path: `/console/surveys/${closed}/results`,
    act: async (page) => {
      await settled(page);
      await page.evaluate('document.querySelector("#result-cau-3").closest("section").scrollIntoView()');
      await page.evaluate('scrollBy(0, -72)');
    },
  });
}
