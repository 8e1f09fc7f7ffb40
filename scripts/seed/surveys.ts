import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import type { SurveyAnswers } from 'backend/contracts/survey-questions';
import { sendSurvey } from 'backend/contracts/surveys';
import {
  closeSurvey,
  createSurvey,
  noQuotas,
  publishSurvey,
  readDeskSurvey,
  type Survey,
  type SurveyDraft,
} from 'backend/contracts/surveys-desk';
import type { CallOptions } from '../../miniapp/src/api.js';

type Person = { call<E extends Endpoint>(endpoint: E, request: RequestOf<E>, options?: CallOptions): Promise<ReplyOf<E>> };
type Form = RequestOf<typeof createSurvey>['body']['form'];

const day = 86_400_000;

/** Asks on where something is wrong, and leaves out what does not concern who answers. */
export const environment: Form = {
  sections: [
    {
      key: 'rac',
      title: 'Rác thải',
      intro: 'Các câu về việc thu gom rác ở xóm của ông/bà.',
      questions: [
        {
          key: 'thu-gom',
          type: 'single',
          title: 'Xóm của ông/bà đã có xe thu gom rác chưa?',
          required: true,
          options: [
            { key: 'deu', label: 'Có, đều đặn hằng tuần' },
            { key: 'khong-deu', label: 'Có, nhưng không đều' },
            { key: 'chua', label: 'Chưa có' },
          ],
        },
        {
          key: 'hai-long',
          type: 'scale',
          title: 'Ông/bà thấy việc thu gom rác hiện nay thế nào?',
          required: true,
          from: 1,
          to: 5,
          lowLabel: 'Rất kém',
          highLabel: 'Rất tốt',
          when: { kind: 'not', of: { kind: 'equals', question: 'thu-gom', value: 'chua' } },
        },
        {
          key: 'chua-tot',
          type: 'multiple',
          title: 'Chỗ nào chưa tốt?',
          help: 'Chọn được nhiều ý.',
          options: [
            { key: 'cham', label: 'Thu gom chậm' },
            { key: 'rac-vai', label: 'Rác rơi vãi trên đường' },
            { key: 'xa', label: 'Điểm tập kết xa nhà' },
            { key: 'khong', label: 'Không có ý kiến', exclusive: true },
          ],
          allowOther: true,
          when: { kind: 'compare', question: 'hai-long', operator: '<=', value: 3 },
        },
        {
          key: 'cach-xu-ly',
          type: 'single',
          title: 'Nhà ông/bà đang xử lý rác bằng cách nào?',
          options: [
            { key: 'dot', label: 'Đốt' },
            { key: 'chon', label: 'Chôn trong vườn' },
            { key: 'mang-di', label: 'Mang ra điểm tập kết' },
          ],
          allowOther: true,
          when: { kind: 'equals', question: 'thu-gom', value: 'chua' },
        },
      ],
    },
    {
      key: 'duong-den',
      title: 'Đường và đèn',
      questions: [
        {
          key: 'viec-truoc',
          type: 'ranking',
          title: 'Xã nên làm việc nào trước? Xin xếp từ cần nhất.',
          options: [
            { key: 'den', label: 'Lắp thêm đèn chiếu sáng' },
            { key: 'duong', label: 'Sửa đường xuống cấp' },
            { key: 'ranh', label: 'Nạo vét rãnh thoát nước' },
          ],
        },
        { key: 'y-kien', type: 'long_text', title: 'Ông/bà còn ý kiến gì khác?', help: 'Xin không ghi tên, số điện thoại.' },
      ],
    },
  ],
};

export const meetings: Form = {
  sections: [
    {
      key: 'hop-xom',
      questions: [
        {
          key: 'luc-nao',
          type: 'single',
          title: 'Họp xóm nên họp vào lúc nào?',
          required: true,
          options: [
            { key: 'toi-trong-tuan', label: 'Buổi tối trong tuần' },
            { key: 'toi-thu-bay', label: 'Tối thứ Bảy' },
            { key: 'sang-chu-nhat', label: 'Sáng Chủ nhật' },
          ],
          allowOther: true,
        },
        {
          key: 'bao-hop',
          type: 'multiple',
          title: 'Ông/bà muốn được báo họp bằng cách nào?',
          options: [
            { key: 'loa', label: 'Loa truyền thanh' },
            { key: 'zalo', label: 'Tin Zalo' },
            { key: 'den-nha', label: 'Trưởng xóm đến nhà' },
          ],
        },
        {
          key: 'huu-ich',
          type: 'scale',
          title: 'Các buổi họp xóm vừa qua có ích với ông/bà đến đâu?',
          from: 1,
          to: 5,
          lowLabel: 'Không có ích',
          highLabel: 'Rất có ích',
        },
        { key: 'gop-y', type: 'short_text', title: 'Ông/bà góp ý gì cho việc họp xóm?', help: 'Xin không ghi tên, số điện thoại.' },
      ],
    },
  ],
};

/** How many residents answer the one that is over: enough for numbers, too few of each hamlet to tell them apart. */
export const answering = 34;

const wishes = [
  'Họp ngắn gọn, đúng giờ.',
  'Nên gửi nội dung họp trước để bà con đọc.',
  'Họp ngắn gọn hơn, gửi nội dung trước.',
  'Mong thông báo sớm hơn vài ngày.',
  'Gửi nội dung trước qua Zalo.',
  'Họp đúng giờ, không kéo dài.',
] as const;

/** The same in every run; most like Saturday evening and read Zalo. */
export function meetingAnswers(place: number): SurveyAnswers {
  const when = (['toi-thu-bay', 'toi-thu-bay', 'sang-chu-nhat', 'toi-trong-tuan', 'toi-thu-bay'] as const)[place % 5] ?? 'toi-thu-bay';
  const told = [['zalo'], ['zalo', 'loa'], ['loa'], ['zalo', 'den-nha']][place % 4] ?? ['zalo'];
  const wish = place % 2 === 0 ? wishes[(place / 2) % wishes.length] : undefined;
  return {
    'luc-nao': { type: 'single', choice: when, other: '' },
    'bao-hop': { type: 'multiple', choices: told, other: '' },
    'huu-ich': { type: 'scale', value: [4, 3, 5, 4, 2, 4, 5][place % 7] ?? 4 },
    ...(wish !== undefined && { 'gop-y': { type: 'short_text', text: wish } }),
  };
}

type Draft = Omit<SurveyDraft, 'form'> & { form: Form };
const draft = (written: Pick<Draft, 'title' | 'intro' | 'mode' | 'form'>, closesAt: Date): Draft => ({
  ...written,
  audience: { kind: 'commune' },
  opensAt: null,
  closesAt: closesAt.toISOString(),
  quotas: noQuotas,
});

async function published(writer: Person, publisher: Person, written: Draft, key: string): Promise<Survey> {
  const survey = await writer.call(createSurvey, { body: written }, { idempotencyKey: key });
  if (survey.status !== 'draft') return survey;
  return publisher.call(publishSurvey, { params: { id: survey.id }, body: { revision: survey.revision } });
}

/** One survey that is open to everybody, and an anonymous one that residents have answered and an officer has closed. May be run again. */
export async function ask({
  writer,
  publisher,
  residents,
  now,
}: {
  writer: Person;
  publisher: Person;
  /** At least `answering` of them; they sign in only when they have something to answer. */
  residents: readonly (() => Promise<Person>)[];
  now: Date;
}): Promise<void> {
  const inDays = (count: number) => new Date(now.getTime() + count * day);
  await published(
    writer,
    publisher,
    draft(
      {
        title: 'Rác thải, đường và đèn ở xóm của ông/bà',
        intro: 'UBND xã hỏi ý kiến để sắp xếp việc thu gom rác, sửa đường, lắp đèn trong năm tới. Kết quả sẽ được công khai.',
        mode: 'confidential',
        form: environment,
      },
      inDays(14),
    ),
    'seed-survey-environment',
  );
  const over = await published(
    writer,
    publisher,
    draft(
      {
        title: 'Họp xóm vào lúc nào thì tiện',
        intro: 'Xã hỏi để các xóm chọn giờ họp và cách báo họp hợp với bà con.',
        mode: 'anonymous',
        form: meetings,
      },
      inDays(7),
    ),
    'seed-survey-meetings',
  );
  if (over.status !== 'open') return;
  const left = residents.slice(0, answering).entries();
  const turn = async () => {
    for (const [place, signIn] of left)
      await (await signIn()).call(sendSurvey, { params: { id: over.id }, body: { version: over.version, answers: meetingAnswers(place) } });
  };
  await Promise.all([turn(), turn(), turn(), turn()]);
  const { revision } = await publisher.call(readDeskSurvey, { params: { id: over.id } });
  await publisher.call(closeSurvey, { params: { id: over.id }, body: { revision, reason: 'Đã đủ ý kiến để các xóm chọn giờ họp.' } });
}
