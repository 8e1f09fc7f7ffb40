import type { SheetCell, SheetColumn } from '../../adapters/spreadsheet.js';
import { answerWords, receptionKindWords, refusalWords, secretWords } from '../../contracts/reception-words.js';
import { dayOf, shortDate } from '../../domain/vietnam-time.js';
import type { Kept } from './entry-views.js';
import type { EntryRecord } from './register.store.js';

/** Mẫu 03/TCD (NĐ 154/2026/NĐ-CP Art. 27). */
export const registerColumns: readonly SheetColumn[] = [
  { header: 'STT', width: 8 },
  { header: 'Ngày tiếp', width: 12 },
  { header: 'Họ tên, địa chỉ', width: 36 },
  { header: 'Số CCCD/định danh', width: 18 },
  { header: 'Nội dung', width: 60 },
  { header: 'Loại đơn', width: 14 },
  { header: 'Số người', width: 10 },
  { header: 'Cơ quan đã giải quyết', width: 24 },
  { header: 'Thuộc thẩm quyền', width: 16 },
  { header: 'Hướng dẫn', width: 36 },
  { header: 'Cơ quan thụ lý', width: 24 },
  { header: 'Theo dõi kết quả', width: 40 },
  { header: 'Ghi chú', width: 30 },
];

const sentences = (...parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (/[.!?)]$/u.test(part) ? part : `${part}.`))
    .join(' ');

/** The last four digits: enough to tell two people apart, and nothing to misuse in a file that is mailed around (domain-vn.md 6.2). */
const maskedNumber = (number: string): string => (number === '' ? '' : `••••${number.slice(-4)}`);

/** One line of the sheet. What is secret leaves its number and day. */
export function registerCells(entry: EntryRecord, kept: Kept, secret: boolean): SheetCell[] {
  const head = [entry.sequence, shortDate(entry.day)];
  if (secret) return [...head, ...Array.from({ length: registerColumns.length - head.length }, () => secretWords)];
  const { fields } = kept;
  const answer = kept.answers.at(-1);
  const answered = answer && `${answerWords[answer.kind]} ngày ${shortDate(dayOf(new Date(answer.at)))}`;
  return [
    ...head,
    `${fields.name}, ${fields.address}`,
    maskedNumber(fields.identityNumber),
    fields.content,
    receptionKindWords[fields.kind],
    fields.people,
    fields.settledBy,
    fields.competent === null ? '' : fields.competent ? 'Có' : 'Không',
    fields.guidance,
    fields.acceptedBy === '' ? (answer?.forwardedTo ?? '') : fields.acceptedBy,
    sentences(answered ?? '', fields.result),
    sentences(fields.refusal === null ? '' : `Từ chối tiếp: ${refusalWords[fields.refusal.ground]}. ${fields.refusal.note}`, fields.note),
  ];
}
