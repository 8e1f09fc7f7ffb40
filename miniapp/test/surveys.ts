import type { Question, SurveyForm } from 'backend/contracts/survey-questions';
import { createSurvey, noQuotas, publishSurvey, type SurveyDraft } from 'backend/contracts/surveys-desk';
import type { Town } from './phone.js';

const writer = 'can-bo-van-hoa';
const publisher = 'chu-tich';
const day = 24 * 3_600_000;

const common = { help: '', required: false, when: null };
const option = (key: string, label: string, exclusive = false) => ({ key, label, exclusive, next: null });
const ifUsed = { kind: 'equals', question: 'hay-di', value: 'co' } as const;

/** Every kind of question that somebody meets about the market of the commune; who never goes there is asked less. */
const marketQuestions: Question[] = [
  {
    ...common,
    type: 'single',
    key: 'hay-di',
    title: 'Ông/bà có hay đi chợ xã không?',
    required: true,
    allowOther: false,
    options: [option('co', 'Có, ít nhất mỗi tháng một lần'), option('khong', 'Không đi')],
  },
  {
    ...common,
    type: 'multiple',
    key: 'mua-gi',
    title: 'Ông/bà đi chợ để làm gì?',
    when: ifUsed,
    required: true,
    allowOther: true,
    min: 0,
    max: 3,
    options: [
      option('mua-rau-thit', 'Mua rau, thịt'),
      option('mua-do-dung', 'Mua đồ dùng'),
      option('ban-hang', 'Bán hàng nhà làm ra'),
      option('chi-xem', 'Chỉ đi xem', true),
    ],
  },
  { ...common, type: 'rating', key: 'sach-se', title: 'Chợ có sạch sẽ không?', help: '5 sao là sạch nhất.', when: ifUsed, required: true },
  {
    ...common,
    type: 'scale',
    key: 'gui-xe',
    title: 'Chỗ gửi xe ở chợ có thuận tiện không?',
    when: ifUsed,
    from: 1,
    to: 5,
    lowLabel: 'Rất bất tiện',
    highLabel: 'Rất tiện',
    allLabels: [],
  },
  {
    ...common,
    type: 'matrix',
    key: 'tung-viec',
    title: 'Từng việc ở chợ thì sao?',
    when: ifUsed,
    rows: [
      { key: 'nha-ve-sinh', label: 'Nhà vệ sinh' },
      { key: 'thu-gom-rac', label: 'Thu gom rác' },
    ],
    columns: [
      { key: 'tot', label: 'Tốt' },
      { key: 'duoc', label: 'Được' },
      { key: 'kem', label: 'Kém' },
    ],
  },
  {
    ...common,
    type: 'ranking',
    key: 'lam-truoc',
    title: 'Việc nào nên làm trước?',
    options: [
      { key: 'mai-che', label: 'Làm mái che' },
      { key: 'thoat-nuoc', label: 'Sửa rãnh thoát nước' },
      { key: 'den', label: 'Thêm đèn' },
    ],
    most: 2,
  },
  {
    ...common,
    type: 'number',
    key: 'may-lan',
    title: 'Một tháng ông/bà đi mấy lần?',
    when: ifUsed,
    min: 0,
    max: 31,
    decimals: 0,
    unit: 'lần',
  },
  { ...common, type: 'photo', key: 'anh', title: 'Có ảnh chỗ hỏng thì gửi giúp xã', max: 2 },
  { ...common, type: 'long_text', key: 'gop-y', title: 'Ông/bà muốn xã làm gì thêm cho chợ?' },
];

/** The ordinary survey of the tests and of the pictures. */
export const marketForm: SurveyForm = {
  sections: [
    { key: 'cho', title: 'Đi chợ', intro: '', when: null, questions: marketQuestions.slice(0, 5) },
    { key: 'sua-cho', title: 'Sửa chợ', intro: 'Xã dự định sửa chợ trong năm tới.', when: null, questions: marketQuestions.slice(5) },
  ],
};

/** Four questions, quickly answered. */
export const shortForm: SurveyForm = {
  sections: [
    {
      key: 'chung',
      title: '',
      intro: '',
      when: null,
      questions: [
        { ...common, type: 'rating', key: 'hai-long', title: 'Ông/bà hài lòng thế nào về loa truyền thanh của xóm?', required: true },
        { ...common, type: 'short_text', key: 'gio-nao', title: 'Nên phát vào giờ nào?' },
        { ...common, type: 'date', key: 'tu-ngay', title: 'Nên đổi giờ từ ngày nào?', min: null, max: null },
        {
          ...common,
          type: 'consent',
          key: 'dong-y',
          title: 'Về câu trả lời của ông/bà',
          statement: 'Tôi đồng ý để xã dùng câu trả lời này khi làm kế hoạch truyền thanh.',
          required: true,
        },
      ],
    },
  ],
};

/** Writes a survey as an officer and publishes it as the chairman; answers its id. */
export async function publishedSurvey(town: Pick<Town, 'as' | 'control'>, change: Partial<SurveyDraft> = {}): Promise<string> {
  const { now } = (await town.control('GET', '/clock')) as { now: string };
  const body: SurveyDraft = {
    title: 'Ý kiến về chợ xã',
    intro: 'Xã sắp sửa chợ và muốn nghe bà con trước khi làm.',
    mode: 'confidential',
    audience: { kind: 'commune' },
    opensAt: null,
    closesAt: new Date(Date.parse(now) + 10 * day).toISOString(),
    quotas: noQuotas,
    form: marketForm,
    ...change,
  };
  const { id, revision } = await (await town.as(writer)).call(createSurvey, { body });
  await (await town.as(publisher)).call(publishSurvey, { params: { id }, body: { revision } });
  return id;
}
