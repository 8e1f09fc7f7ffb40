import { randomBytes } from 'node:crypto';
import {
  actOnReport,
  fileReport,
  findSimilarReports,
  joinReport,
  type ReportDraft,
  readReport,
  readReportForm,
} from 'backend/contracts/feedback';
import { actOnDeskReport, type DeskAct, readDeskReport } from 'backend/contracts/feedback-desk';
import type { ProblemCode } from 'backend/contracts/problem';
import type { SignedIn } from '../system/signed-in.js';
import type { Received } from '../system/zalo-control.js';
import { claim, type Story } from './story.js';

type Somebody = SignedIn & { name: string };

export type ReportTeller = {
  story: Story;
  run: string;
  resident: Somebody;
  neighbour: Somebody;
  /** Who divides the work, and who approves answers. */
  office: SignedIn;
  chairman: SignedIn;
  receives(who: Pick<Somebody, 'zaloId' | 'name'>, ...words: string[]): Promise<Received>;
  refused(work: Promise<unknown>, status: number, code: ProblemCode): Promise<string>;
};

const mark = () => randomBytes(16).toString('hex');

/** A resident speaks up, a neighbour joins, the office asks back and answers, the chairman approves; both are told. */
export async function tellReport({ story, run, resident, neighbour, office, chairman, receives, refused }: ReportTeller): Promise<void> {
  const { chapter, step } = story;
  chapter('Người dân phản ánh, xã trả lời');
  const { hamlets } = await resident.call(readReportForm, {});
  const place = { hamletKey: hamlets.at(-1)?.key ?? '', landmark: `cột điện số ${run.slice(-4)}`, location: null };
  const body: ReportDraft = {
    kind: 'reflection',
    categoryKey: 'duong-dien-nuoc',
    text: `Đèn đường ở cột điện số ${run.slice(-4)} tắt đã một tuần, buổi tối đi lại rất khó.`,
    place,
    draft: null,
    mediaIds: [],
    confirmed: [],
    device: mark(),
    privacy: 'officers_only',
    name: null,
    information: null,
  };
  await step(
    'Nội dung tố cáo bị dừng lại, không lưu gì',
    () =>
      refused(
        resident.call(
          fileReport,
          { body: { ...body, text: 'toi to cao can bo nhan tien cua dan de lam so do' } },
          { idempotencyKey: `${run}-stopped` },
        ),
        422,
        'denunciation_not_here',
      ),
    (said) => said,
  );
  const filed = await step(
    'Gửi phản ánh, bấm hai lần chỉ thành một',
    async () => {
      const send = () => resident.call(fileReport, { body }, { idempotencyKey: `${run}-report` });
      const [first, second] = await Promise.all([send(), send()]);
      claim(first.id === second.id, 'thành hai phản ánh');
      await receives(resident, first.code);
      return first;
    },
    ({ code, promisedOn }) => `mã ${code}, hẹn trả lời ${promisedOn}`,
  );
  await step(
    'Người hàng xóm thấy đã có người phản ánh và cùng phản ánh',
    async () => {
      const { similar } = await neighbour.call(findSimilarReports, { body: { categoryKey: body.categoryKey, place, text: body.text } });
      claim(
        similar.some(({ id }) => id === filed.id),
        'không gợi ý phản ánh tương tự',
      );
      return neighbour.call(joinReport, { params: { id: filed.id } });
    },
    ({ people }) => `${people} người`,
  );
  const act = async (who: SignedIn, action: DeskAct) => {
    const { revision } = await office.call(readDeskReport, { params: { id: filed.id } });
    return who.call(actOnDeskReport, { params: { id: filed.id }, body: { revision, action } });
  };
  await step('Cán bộ hỏi thêm, thời hạn tạm dừng; người dân trả lời', async () => {
    const asked = await act(office, { act: 'ask', question: 'Tắt cả đêm hay chập chờn ạ?' });
    claim(asked.lateness.kind === 'paused', 'thời hạn không tạm dừng');
    await receives(resident, filed.code, 'hỏi thêm');
    const supplement = { act: 'supplement' as const, text: 'Tắt hẳn cả đêm.', draft: null, mediaIds: [] };
    const after = await resident.call(actOnReport, { params: { id: filed.id }, body: { action: supplement } });
    claim(after.status === 'in_progress', 'phản ánh chưa trở lại xử lý');
  });
  await step('Cán bộ soạn, Chủ tịch duyệt và công bố; cả hai người nhận câu trả lời', async () => {
    await act(office, { act: 'write_answer', text: 'Xã đã thay bóng đèn và kiểm tra dây điện. Cảm ơn ông/bà đã báo.', submit: true });
    await act(chairman, { act: 'approve_answer', publish: true });
    for (const somebody of [resident, neighbour]) await receives(somebody, filed.code, 'trả lời');
  });
  await step('Người dân đánh giá và báo đã khắc phục', async () => {
    const say = (action: { act: 'rate'; score: number; comment: string } | { act: 'confirm_fixed' }) =>
      resident.call(actOnReport, { params: { id: filed.id }, body: { action } });
    await say({ act: 'rate', score: 5, comment: '' });
    await say({ act: 'confirm_fixed' });
    const { status, may } = await resident.call(readReport, { params: { id: filed.id } });
    claim(status === 'fixed' && !may.rate, 'phản ánh chưa khép lại');
  });
}
