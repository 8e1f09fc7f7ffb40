import type { FormSlug } from '../contracts/guidance.js';
import { chairmanOf } from './guidance-text.js';

/** A part of a blank form, from top to bottom. */
export type FormPart =
  /** A label and dotted lines to write on; `lines` counts the label's own. */
  | { kind: 'lines'; label: string; lines: number }
  /** Several short ones side by side; `share` of the width. */
  | { kind: 'row'; fields: { label: string; share: number }[] }
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'boxes'; label: string; choices: string[] };

export type PetitionForm = {
  slug: FormSlug;
  title: string;
  /** Null: whoever fills it in writes to whom. */
  addressee: string | null;
  parts: FormPart[];
  signer: string;
  signHint: string;
  /** Small, at the foot: what to know when filling it in. */
  notes: string[];
};

type Commune = { officeName: string; address: string; hotline: string; higherAuthority: { name: string } | null };

const identity = 'Số căn cước/định danh cá nhân/hộ chiếu:';
const issued: FormPart = {
  kind: 'row',
  fields: [
    { label: 'Ngày cấp:', share: 0.4 },
    { label: 'Nơi cấp:', share: 0.6 },
  ],
};
const line = (label: string, lines = 1): FormPart => ({ kind: 'lines', label, lines });
const heading = (text: string): FormPart => ({ kind: 'heading', text });
const byHand = 'Có thể viết tay trên giấy trắng, miễn đủ những nội dung trên. Không viết được thì đến trụ sở, cán bộ ghi giúp.';

/** The blank forms people print or are given at the counter; addressed as the commune is called today. */
export const petitionForms: Readonly<Record<FormSlug, (commune: Commune) => PetitionForm>> = {
  /** After Mẫu số 01 of NĐ 155/2026/NĐ-CP, with the address and the wish that Luật Khiếu nại Art. 8(1) asks for. */
  'don-khieu-nai': ({ officeName }) => ({
    slug: 'don-khieu-nai',
    title: 'Đơn khiếu nại',
    addressee: chairmanOf(officeName),
    parts: [
      heading('1. Thông tin người khiếu nại'),
      line('- Họ và tên:'),
      line(`- ${identity}`),
      issued,
      line('- Địa chỉ:'),
      line('- Số điện thoại:'),
      heading('2. Thông tin người được ủy quyền khiếu nại (nếu có)'),
      line('- Họ và tên:'),
      line(`- ${identity}`),
      issued,
      heading('3. Tên, địa chỉ cơ quan, tổ chức, cá nhân bị khiếu nại'),
      line('', 2),
      heading('4. Khiếu nại về việc'),
      line('', 2),
      heading('5. Nội dung, lý do khiếu nại'),
      line('', 17),
      heading('6. Yêu cầu giải quyết'),
      line('', 4),
      heading('7. Tài liệu, chứng cứ kèm theo (nếu có)'),
      line('', 3),
    ],
    signer: 'Người khiếu nại',
    signHint: '(Ký hoặc điểm chỉ, ghi rõ họ tên)',
    notes: [byHand, 'Làm hai bản: nộp một bản, giữ một bản. Khi nộp, xin giấy biên nhận có ghi ngày.'],
  }),
  /** What a denunciation must contain: Luật Tố cáo 25/2018/QH14 Art. 23(1). */
  'don-to-cao': ({ officeName, higherAuthority }) => ({
    slug: 'don-to-cao',
    title: 'Đơn tố cáo',
    addressee: null,
    parts: [
      heading('1. Người tố cáo'),
      line('- Họ và tên:'),
      line('- Địa chỉ:'),
      line('- Cách liên hệ (điện thoại hoặc cách khác):'),
      heading('2. Người, cơ quan, tổ chức bị tố cáo'),
      line('- Họ và tên, hoặc tên cơ quan, tổ chức:'),
      line('- Chức vụ, nơi làm việc, địa chỉ:'),
      heading('3. Hành vi bị tố cáo (đã làm gì, ở đâu, lúc nào, ai biết)'),
      line('', 20),
      heading('4. Tài liệu, chứng cứ kèm theo (nếu có)'),
      line('', 3),
      heading('5. Yêu cầu'),
      line('', 3),
      {
        kind: 'text',
        text: 'Tôi cam đoan những điều trên đúng với những gì tôi biết và chịu trách nhiệm trước pháp luật nếu cố ý tố cáo sai sự thật. Đề nghị giữ bí mật họ tên, địa chỉ, bút tích của tôi theo Luật Tố cáo.',
      },
    ],
    signer: 'Người tố cáo',
    signHint: '(Ký hoặc điểm chỉ, ghi rõ họ tên)',
    notes: [
      `Kính gửi: tố cáo cán bộ, công chức của xã thì ghi “${chairmanOf(officeName)}”; tố cáo lãnh đạo xã thì ghi ${
        higherAuthority === null ? 'tên cơ quan cấp trên của xã' : `“${higherAuthority.name}”`
      }. Không gửi cho người bị tố cáo.`,
      'Nên để đơn trong phong bì dán kín, nộp tận tay và xin giấy biên nhận.',
      byHand,
    ],
  }),
  /** What a request must contain: Luật Tiếp cận thông tin 104/2016/QH13 Art. 24(2). */
  'phieu-yeu-cau-cung-cap-thong-tin': ({ officeName }) => ({
    slug: 'phieu-yeu-cau-cung-cap-thong-tin',
    title: 'Phiếu yêu cầu cung cấp thông tin',
    addressee: officeName.normalize('NFC').replace(/^UBND(?=\s|$)/i, 'Ủy ban nhân dân'),
    parts: [
      line('1. Họ và tên người yêu cầu:'),
      line('2. Họ và tên người đại diện (nếu có):'),
      line(`3. ${identity}`),
      issued,
      line('4. Nơi cư trú, địa chỉ:'),
      {
        kind: 'row',
        fields: [
          { label: '5. Số điện thoại:', share: 0.5 },
          { label: 'Thư điện tử:', share: 0.5 },
        ],
      },
      line('6. Thông tin yêu cầu cung cấp, tên văn bản, hồ sơ, tài liệu (nếu biết):', 3),
      {
        kind: 'boxes',
        label: '7. Yêu cầu này là:',
        choices: ['lần đầu', 'lần sau; những lần trước đã yêu cầu vào ngày: ..........................'],
      },
      line('8. Lý do, mục đích yêu cầu:', 2),
      {
        kind: 'boxes',
        label: '9. Cách nhận thông tin:',
        choices: ['đọc, nghe, xem tại trụ sở', 'nhận bản sao tại trụ sở, số bản: ..........', 'gửi qua bưu điện', 'gửi qua mạng'],
      },
    ],
    signer: 'Người yêu cầu',
    signHint: '(Ký, ghi rõ họ tên)',
    notes: [byHand],
  }),
};
