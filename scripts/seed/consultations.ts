import {
  type ConsultationDraft,
  createConsultation,
  groupOpinions,
  listDeskConsultations,
  listDeskOpinions,
  moderateOpinion,
  publishConsultation,
  readDeskConsultation,
  saveSynthesis,
  typeOpinion,
} from 'backend/contracts/consultation-desk';
import { textParts } from 'backend/contracts/consultation-text';
import { giveOpinion, type Stance, supportOpinion, takeStance } from 'backend/contracts/consultations';
import type { Endpoint, ReplyOf, RequestOf } from 'backend/contracts/endpoint';
import type { CallOptions } from '../../miniapp/src/api.js';
import { hamlets } from './hamlets.js';
import { samplePdf } from './sample-pdf.js';

type Person = { call<E extends Endpoint>(endpoint: E, request: RequestOf<E>, options?: CallOptions): Promise<ReplyOf<E>> };

/** Targets, places and numbers are invented. */
export const draftText = `I. MỤC TIÊU

Trồng mới 20 ha chè giống LDP1, thay diện tích chè già cỗi; hỗ trợ một nửa tiền giống cho hộ nghèo, hộ cận nghèo.

Làm 2 km đường bê tông liên xóm. Nhà nước hỗ trợ xi măng; phần công và cát sỏi do các xóm bàn và quyết định riêng.

Sửa mái và nhà vệ sinh của trạm y tế xã trước mùa mưa.

II. CÁCH LÀM

Ưu tiên làm trước đoạn đường học sinh đi lại nhiều. Danh sách đoạn đường công khai ở nhà văn hóa các xóm.

Hằng quý xã báo cáo kết quả trên loa truyền thanh và trong Mini App.`;

const paper = 'Dự thảo kế hoạch đầy đủ (bản mẫu)';

/** What residents say; counted among the sample people. `shown` false waits for an officer. */
export const opinions: readonly { by: number; paragraph: number | null; text: string; named: boolean; stance: Stance; shown: boolean }[] = [
  { by: 4, paragraph: 1, text: 'Nên hỗ trợ cả hộ vừa thoát nghèo, vì vốn vẫn còn thiếu.', named: true, stance: 'agree', shown: true },
  {
    by: 7,
    paragraph: 2,
    text: 'Đoạn qua cầu xóm 2 hay ngập, xin làm cống trước khi đổ bê tông.',
    named: false,
    stance: 'agree',
    shown: true,
  },
  { by: 11, paragraph: 2, text: 'Xe chở vật liệu xin đi ngoài giờ học sinh tới trường.', named: true, stance: 'agree', shown: true },
  { by: 15, paragraph: null, text: 'Kế hoạch nhiều việc quá, nên chọn việc gấp làm trước.', named: false, stance: 'other', shown: true },
  { by: 19, paragraph: 3, text: 'Trạm y tế cần thêm ghế chờ và mái che chỗ để xe.', named: true, stance: 'agree', shown: false },
  { by: 22, paragraph: 1, text: 'Giống chè lấy ở đâu, xin xã công khai giá.', named: false, stance: 'disagree', shown: false },
];

const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** What is asked, ready to be published on that day. */
export function sampleConsultation(today: string, papers: ConsultationDraft['papers']): ConsultationDraft {
  const sent = { on: dayBefore(today), documentNumber: '45/KH-UBND' };
  return {
    matter: 1,
    title: 'Kế hoạch phát triển kinh tế – xã hội của xã năm tới (dự thảo mẫu)',
    summary:
      'Xã định trồng thêm 20 ha chè, làm 2 km đường bê tông, sửa trạm y tế.\nHộ nghèo, cận nghèo được hỗ trợ giống.\nXin bà con cho biết việc nào nên làm trước.',
    parts: textParts(draftText).map((part) => ({ key: null, ...part })),
    papers,
    forms: ['network', 'hamlet_meeting', 'box_hotline', 'portal'],
    responsible: 'Hoàng Thiện Bách, Chủ tịch UBND xã',
    planCouncil: sent,
    planFront: sent,
    affected: '',
    decidedAbove: null,
    special: null,
    closesOn: null,
  };
}

type Cast = {
  writer: Person;
  publisher: Person;
  /** Whoever speaks, by the number in `opinions`. */
  speakers: ReadonlyMap<number, Person>;
  today: string;
};

/** Publishes it, says what people say and a meeting said, reads some of it and makes the first group. Answers its id. */
export async function askAndAnswer({ writer, publisher, speakers, today }: Cast, body: ConsultationDraft): Promise<string> {
  const draft = await writer.call(createConsultation, { body }, { idempotencyKey: 'seed-consultation-1' });
  const { id, current } = await publisher.call(publishConsultation, { params: { id: draft.id }, body: { revision: draft.revision } });
  const paragraphs = (current?.content.parts ?? []).filter(({ kind }) => kind === 'text').map(({ key }) => key);
  const keyOf = (paragraph: number | null) => (paragraph === null ? null : (paragraphs[paragraph - 1] ?? null));

  for (const { by, paragraph, text, named, stance, shown } of opinions) {
    const speaker = speakers.get(by);
    if (speaker === undefined) continue;
    const said = { version: 1, paragraph: keyOf(paragraph), text, named, tellHamlet: named, tellMe: true };
    const opinion = await speaker.call(giveOpinion, { params: { id }, body: said });
    await speaker.call(takeStance, { params: { id }, body: { version: 1, stance } });
    if (shown) await writer.call(moderateOpinion, { params: { id: opinion.id }, body: { decision: 'approve', revision: 0 } });
  }
  const { opinions: read } = await writer.call(listDeskOpinions, { params: { id }, query: { state: 'shown' } });
  for (const [place, speaker] of [...speakers.values()].entries())
    for (const opinion of read.slice(0, place % 3)) await speaker.call(supportOpinion, { params: { id, opinionId: opinion.id } });

  const meeting = await writer.call(typeOpinion, {
    params: { id },
    body: {
      channel: 'hamlet_meeting',
      on: today,
      text: 'Đề nghị làm trước đoạn đường từ nhà văn hóa tới trường tiểu học.',
      people: 34,
      stance: 'agree',
      paragraph: keyOf(2),
      hamletKey: hamlets[0]?.key ?? null,
      note: 'Biên bản họp xóm 1 (mẫu)',
    },
  });
  const { revision } = await writer.call(readDeskConsultation, { params: { id } });
  const points = [{ key: null, title: 'Thứ tự các đoạn đường', decision: null, reason: '' }];
  await writer.call(saveSynthesis, { params: { id }, body: { revision, text: '', points, sentAbove: null } });
  await writer.call(groupOpinions, { params: { id }, body: { opinionIds: [meeting.id], group: 'n1' } });
  return id;
}

type Officer = Person & { upload(name: string, file: Blob): Promise<string> };

/** One consultation that is open, with opinions read and unread. Its end lies beyond any seeding: the days of the law are not shortened for samples. */
export async function consult(cast: Cast & { writer: Officer }): Promise<void> {
  const { consultations } = await cast.writer.call(listDeskConsultations, { query: {} });
  if (consultations.length > 0) return;
  const papers = [{ fileId: await cast.writer.upload(paper, await samplePdf(paper)), label: paper }];
  await askAndAnswer(cast, sampleConsultation(cast.today, papers));
}
