import { mkdirSync, readFileSync } from 'node:fs';
import type { SurveyAnswers, SurveyForm } from 'backend/contracts/survey-questions';
import { readSurvey, sendSurvey } from 'backend/contracts/surveys';
import {
  createSurvey,
  listDeskSurveys,
  publishSurvey,
  readDeskSurvey,
  type Survey,
  type SurveyDraft,
  updateSurvey,
} from 'backend/contracts/surveys-desk';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { computer, type Desk, faultsOf, type Person, phone, startDesk, until } from './desk.js';

const office = 'quan-tri';
const resident = (number: number) => `nguoi-dan-${String(number).padStart(3, '0')}`;

let desk: Desk;
let officer: Person;
const opened: Page[] = [];

async function open(address: string, viewport = computer): Promise<Page> {
  const page = await desk.open(office, address, viewport);
  opened.push(page);
  return page;
}

/** Fits the screen and has nothing axe finds; a picture for whoever asks for them, kept out of the repository. */
async function looksRight(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  expect(await faultsOf(page)).toEqual([]);
  const folder = process.env.PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

const common = { help: '', required: false, when: null };
const option = (key: string, label: string) => ({ key, label, exclusive: false, next: null });
const waterForm: SurveyForm = {
  sections: [
    {
      key: 'phan-1',
      title: '',
      intro: '',
      when: null,
      questions: [
        {
          ...common,
          key: 'cau-1',
          type: 'single',
          title: 'Nhà mình có đủ nước không?',
          required: true,
          options: [option('y-1', 'Đủ'), option('y-2', 'Thiếu')],
          allowOther: false,
        },
        {
          ...common,
          key: 'cau-2',
          type: 'scale',
          title: 'Hài lòng với nước ở mức nào?',
          from: 1,
          to: 5,
          lowLabel: '',
          highLabel: '',
          allLabels: ['Rất không hài lòng', 'Không hài lòng', 'Bình thường', 'Hài lòng', 'Rất hài lòng'],
        },
        { ...common, key: 'cau-3', type: 'long_text', title: 'Thiếu vào lúc nào?' },
      ],
    },
  ],
};
const waterDraft = (title: string, closesAt: string | null): SurveyDraft => ({
  title,
  intro: '',
  mode: 'confidential',
  audience: { kind: 'commune' },
  opensAt: null,
  closesAt,
  quotas: { total: null, hamlets: [], options: null },
  form: waterForm,
});

const read = (id: string): Promise<Survey> => officer.call(readDeskSurvey, { params: { id } });

/** As far ahead as that many days by the clock of the commune. */
async function daysAhead(days: number): Promise<string> {
  const { now } = (await desk.zalo('/clock')) as { now: string };
  return new Date(Date.parse(now) + days * 86_400_000).toISOString();
}

async function answer(id: string, number: number, answers: SurveyAnswers): Promise<void> {
  const person = await desk.person(resident(number));
  const { version } = await person.call(readSurvey, { params: { id } });
  await person.call(sendSurvey, { params: { id }, body: { version, answers, mediaDraft: null, change: false } });
}

beforeAll(async () => {
  desk = await startDesk();
  officer = await desk.person(office);
}, 240_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await desk?.close();
});

it('lets an officer build a survey with a branch, try it on the phone beside it, and publish it', async () => {
  const page = await open('console/surveys');
  await page.getByRole('button', { name: /^Soạn khảo sát/ }).waitFor();
  await page.keyboard.press('n');
  await page.getByLabel('Tên khảo sát').fill('Nhà văn hóa các xóm');
  await looksRight(page, 'surveys-new-1366');
  await page.getByRole('button', { name: 'Bắt đầu soạn' }).click();
  await page.getByText('Khảo sát chưa có câu hỏi nào').waitFor();

  const add = async (type: string, title: string) => {
    await page.getByRole('button', { name: 'Thêm câu hỏi', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: type }).click();
    await page.getByLabel('Câu hỏi', { exact: true }).fill(title);
  };
  await add('Chọn một ý', 'Xóm mình có nhà văn hóa chưa?');
  await page.getByText('Phải sửa trước khi phát hành').waitFor();
  await page.getByLabel('Ý 1', { exact: true }).fill('Có rồi');
  await page.getByLabel('Ý 2', { exact: true }).fill('Chưa có');
  await page.getByText('Phải sửa trước khi phát hành').waitFor({ state: 'detached' });
  await add('Thang mức', 'Ông/bà hài lòng với nhà văn hóa ở mức nào?');
  await page.getByLabel('Tên các mức').selectOption({ label: 'Đặt tên từng mức' });
  await page.getByRole('button', { name: 'Hài lòng', exact: true }).click();
  await page.getByText('Khi nào hỏi câu này').click();
  await page.getByRole('button', { name: 'Chỉ hỏi khi…' }).click();
  await page.locator('[data-key="cau-2"]').getByText('Chỉ hỏi khi câu 1 là “Có rồi”').waitFor();
  await add('Viết dài', 'Xã nên làm gì?');
  await looksRight(page, 'surveys-builder-1366');

  // A condition may only rest on what stands before: moved up, the question says so at once.
  await page.locator('[data-key="cau-2"]').click();
  await page.getByRole('button', { name: 'Chuyển câu này lên (phím u)' }).click();
  await page.getByText('Điều kiện chỉ được dựa vào câu đứng trước').waitFor();
  await page.getByRole('button', { name: 'Chuyển câu này xuống (phím d)' }).click();
  await page.getByText('Điều kiện chỉ được dựa vào câu đứng trước').waitFor({ state: 'detached' });

  // What is deleted comes back where it stood.
  await page.locator('[data-key="cau-3"]').click();
  await page.keyboard.press('Delete');
  await page.getByText('Đã xóa câu 3.').waitFor();
  await page.keyboard.press('z');
  await page.locator('[data-key="cau-3"]').waitFor();

  // The phone goes the way that is answered: "Chưa có" leads past the second question.
  await page.locator('[data-key="cau-1"]').click();
  const screen = page.getByRole('region', { name: 'Xem thử trên điện thoại' });
  await screen.getByLabel('Chưa có').check();
  await screen.getByRole('button', { name: 'Tiếp' }).click();
  await screen.getByText('Xã nên làm gì?').waitFor();
  await screen.getByRole('button', { name: 'Quay lại' }).click();
  await screen.getByLabel('Có rồi').check();
  await screen.getByRole('button', { name: 'Tiếp' }).click();
  await screen.getByLabel('Rất hài lòng').check();
  await screen.getByText('Câu 2 trong 3').waitFor();
  await page.getByRole('button', { name: 'Thử lại từ đầu' }).click();
  await screen.getByRole('button', { name: 'Bắt đầu' }).waitFor();

  await page.getByRole('button', { name: '3. Kiểm tra, phát hành' }).click();
  await page.getByText('Chưa chọn giờ đóng khảo sát.').waitFor();
  expect(await page.getByRole('button', { name: 'Phát hành khảo sát' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: '2. Ai trả lời, khi nào' }).click();
  const closes = await daysAhead(10);
  await page.getByLabel('Đóng ngày').fill(closes.slice(0, 10));
  await looksRight(page, 'surveys-settings-1366');
  await page.getByRole('button', { name: '3. Kiểm tra, phát hành' }).click();
  await page.getByText('Không còn chỗ nào phải sửa').waitFor();
  await page.getByRole('button', { name: 'Phát hành khảo sát' }).click();
  await page
    .getByRole('dialog')
    .getByText(/^\d+ người sẽ thấy khảo sát ngay bây giờ/)
    .waitFor();
  await looksRight(page, 'surveys-publish-1366');
  await page.getByRole('dialog').getByRole('button', { name: 'Phát hành', exact: true }).click();
  await page.getByText('Trong lúc mở không ai xem được kết quả').waitFor();

  const { surveys } = await officer.call(listDeskSurveys, { query: { show: 'running' } });
  const published = await read(surveys.find(({ title }) => title === 'Nhà văn hóa các xóm')?.id ?? '');
  expect(published.form.sections[0]?.questions.map(({ type, when }) => [type, when])).toEqual([
    ['single', null],
    ['scale', { kind: 'equals', question: 'cau-1', value: 'y-1' }],
    ['long_text', null],
  ]);
}, 90_000);

it('keeps both versions when a colleague stored another one meanwhile, and stores the one that is chosen', async () => {
  const made = await officer.call(createSurvey, { body: waterDraft('Nước sạch', null) });
  const page = await open(`console/surveys/${made.id}`, phone);
  await page.locator('[data-key="cau-1"]').waitFor();
  await looksRight(page, 'surveys-list-360');
  await page.locator('[data-key="cau-1"]').click();
  await looksRight(page, 'surveys-edit-360');
  const theirs = { ...waterDraft('Nước sạch các xóm', null), revision: made.revision };
  await officer.call(updateSurvey, { params: { id: made.id }, body: theirs });

  await page.getByLabel('Giải thích thêm (có thể bỏ trống)').fill('Nghĩ về mùa khô năm nay.');
  await page.getByText('Đồng nghiệp vừa sửa khảo sát này').first().waitFor();
  expect((await read(made.id)).title).toBe('Nước sạch các xóm');
  await page.getByRole('button', { name: 'Giữ bản của tôi' }).click();
  await page.getByText(/^Đã lưu lúc/).waitFor();
  const stored = await read(made.id);
  expect([stored.title, stored.form.sections[0]?.questions[0]?.help]).toEqual(['Nước sạch', 'Nghĩ về mùa khô năm nay.']);
  await page.getByRole('button', { name: 'Xem thử' }).click();
  await looksRight(page, 'surveys-phone-360');
});

it('shows how many answer while it is open, and what they said only after closing, with small cells hidden', async () => {
  const draft = await officer.call(createSurvey, { body: waterDraft('Nước sinh hoạt', await daysAhead(5)) });
  const { id } = await officer.call(publishSurvey, { params: { id: draft.id }, body: { revision: draft.revision } });
  for (let number = 40; number < 54; number += 1)
    await answer(id, number, {
      'cau-1': { type: 'single', choice: number < 52 ? 'y-2' : 'y-1', other: '' },
      'cau-2': { type: 'scale', value: (number % 2) + 1 },
      'cau-3': { type: 'long_text', text: `Mùa khô thiếu nước, gọi 0912345678.` },
    });

  const page = await open(`console/surveys/${id}`);
  await page.getByText(/^trên [\d.]+ người được hỏi/).waitFor();
  expect(await page.locator('.desk-survey-count .number').textContent()).toBe('14');
  await looksRight(page, 'surveys-turnout-1366');
  await page.getByRole('button', { name: 'Đóng sớm' }).click();
  await page.getByRole('dialog').getByText('14 người đã trả lời. Đóng rồi thì không mở lại được').waitFor();
  await page.getByLabel('Lý do (được ghi lại)').fill('Đã đủ để lập kế hoạch.');
  await page.getByRole('button', { name: 'Đóng khảo sát' }).click();
  await page.getByRole('heading', { name: 'Khảo sát đã đóng' }).waitFor();
  await until(async () => (await read(id)).resultsReady);
  const again = page.getByRole('button', { name: 'Xem đã xong chưa' });
  if (await again.isVisible()) await again.click();
  await page.getByRole('link', { name: 'Xem kết quả (14 người trả lời)' }).click();

  const first = page.getByRole('region', { name: '1. Nhà mình có đủ nước không?' });
  await first.getByText('12 người (86 %)').waitFor();
  await page.getByRole('region', { name: '2. Hài lòng với nước ở mức nào?' }).getByText('Dưới mức giữa 100 %').waitFor();
  const words = page.getByRole('region', { name: '3. Thiếu vào lúc nào?' });
  await words.getByText('Đọc từng ý kiến').click();
  await words.getByText('Mùa khô thiếu nước, gọi 09••••••78.').first().waitFor();
  await page.getByLabel('Cột', { exact: true }).selectOption({ label: 'Hài lòng với nước ở mức nào?' });
  await page.getByRole('button', { name: 'Lập bảng' }).click();
  await page.getByRole('region', { name: 'Bảng chéo, số người' }).getByText('–').first().waitFor();
  await looksRight(page, 'surveys-results-1366');

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Câu trả lời (CSV)' }).click()]);
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\n');
  expect(lines).toHaveLength(15);
  expect(lines.join()).not.toContain('0912345678');

  const narrow = await open(`console/surveys/${id}/results`, phone);
  await narrow.getByText('12 người (86 %)').waitFor();
  await looksRight(narrow, 'surveys-results-360');

  await page.getByRole('button', { name: 'Soạn bản công khai' }).click();
  await page.getByLabel('Tiêu đề').waitFor();
  expect((await read(id)).disclosure?.status).toBe('draft');
}, 90_000);
