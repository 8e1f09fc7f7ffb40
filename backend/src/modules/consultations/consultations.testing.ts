import { type House, house, type Person } from '../../../testing/house.js';
import * as desk from '../../contracts/consultation-desk.js';
import * as contract from '../../contracts/consultations.js';
import type { RequestOf } from '../../contracts/endpoint.js';

type Given = RequestOf<typeof contract.giveOpinion>['body'];
type Typed = RequestOf<typeof desk.typeOpinion>['body'];

export const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

export const draft: desk.ConsultationDraft = {
  matter: 1,
  title: 'Kế hoạch phát triển kinh tế – xã hội năm 2027',
  summary: 'Xã định trồng thêm 20 ha chè.\nLàm 2 km đường bê tông.\nXin bà con cho ý kiến.',
  parts: [
    { key: null, kind: 'heading', text: 'I. Mục tiêu' },
    { key: null, kind: 'text', text: 'Trồng mới 20 ha chè giống LDP1 ở xóm 1 và xóm 2.' },
    { key: null, kind: 'text', text: 'Làm 2 km đường bê tông liên xóm.' },
  ],
  papers: [],
  forms: ['network', 'hamlet_meeting'],
  responsible: 'Hoàng Thiện Bách, Chủ tịch UBND xã',
  planCouncil: { on: '2026-11-25', documentNumber: '45/KH-UBND' },
  planFront: { on: '2026-11-25', documentNumber: '45/KH-UBND' },
  affected: '',
  decidedAbove: null,
  special: null,
  closesOn: null,
};

/** A commune with its hamlets, who writes, who publishes, and short ways to what they do. */
export async function asking() {
  const commune: House = await house();
  await commune.composed.communes.saveHamlets(
    ['xom-1', 'xom-2'].map((key, order) => ({
      key,
      name: `Xóm ${order + 1}`,
      communeKey: 'phu-lac',
      validFrom: '2025-07-01',
      validTo: null,
      sample: true,
      order,
    })),
  );
  const writer = await commune.officer('van-phong', ['office_officer']);
  const chairman = await commune.officer('chu-tich', ['chairman']);
  const create = (change: Partial<desk.ConsultationDraft> = {}, by: Person = writer) =>
    by.call(desk.createConsultation, { body: { ...draft, ...change } });
  const read = (id: string, by: Person = writer) => by.call(desk.readDeskConsultation, { params: { id } });
  const publish = async (id: string, by: Person = chairman) =>
    by.call(desk.publishConsultation, { params: { id }, body: { revision: (await read(id)).revision } });
  const open = async (change: Partial<desk.ConsultationDraft> = {}) => publish((await create(change)).id);
  const give = (person: Person, id: string, change: Partial<Given> = {}, idempotencyKey?: string) =>
    person.call(
      contract.giveOpinion,
      {
        params: { id },
        body: { version: 1, paragraph: null, text: 'Tôi thấy hợp lý.', named: false, tellHamlet: false, tellMe: false, ...change },
      },
      idempotencyKey === undefined ? {} : { idempotencyKey },
    );
  const list = async (id: string, query: Parameters<typeof writer.call<typeof desk.listDeskOpinions>>[1]['query'] = {}) =>
    (await writer.call(desk.listDeskOpinions, { params: { id }, query })).opinions;
  const approve = ({ id, revision }: { id: string; revision: number }, by: Person = writer) =>
    by.call(desk.moderateOpinion, { params: { id }, body: { decision: 'approve', revision } });
  const type = (id: string, change: Partial<Typed> = {}, idempotencyKey?: string) =>
    writer.call(
      desk.typeOpinion,
      {
        params: { id },
        body: {
          channel: 'hamlet_meeting',
          on: '2026-12-05',
          text: 'Họp xóm đề nghị làm thêm đoạn qua nhà văn hóa.',
          people: 35,
          stance: 'agree',
          paragraph: null,
          hamletKey: 'xom-1',
          note: 'Biên bản họp xóm 1',
          ...change,
        },
      },
      idempotencyKey === undefined ? {} : { idempotencyKey },
    );
  const rows = async (collection: string) => commune.composed.database.connection.collection(collection).find().toArray();
  return { commune, writer, chairman, create, read, publish, open, give, list, approve, type, rows };
}
