import type { RequestOf } from 'backend/contracts/endpoint';
import type { addProcedureVersion } from 'backend/contracts/procedures';

export type NewProcedure = RequestOf<typeof addProcedureVersion>['body'];
type Processing = NewProcedure['processing'];
type Fee = NewProcedure['fees'][number];
type Document = NewProcedure['documents'][number];

/** What every row says for itself. `documents` and `fees` beyond what was read in a source are marked by `certainty`. */
type Row = Pick<
  NewProcedure,
  'code' | 'name' | 'plainName' | 'synonyms' | 'processing' | 'fees' | 'documents' | 'channels' | 'resultName' | 'legalBasis' | 'certainty'
> &
  Partial<NewProcedure>;

/** The day the two-tier commune began; an older version would never be in force here. */
const inForceFrom = '2025-07-01';

/** The National Public Service Portal. Its pages of single procedures changed address, so only the entrance is sure. */
const portal = 'https://dichvucong.gov.vn/';

const rules = { leadMinutes: 120, horizonWorkingDays: 14, cutOffMinutes: 120 };
/** Half an hour at a counter. */
export const oneSlot: NewProcedure['booking'] = { ...rules, slotsNeeded: 1 };
/** An hour: files with many papers, or several people who sign. */
export const twoSlots: NewProcedure['booking'] = { ...rules, slotsNeeded: 2 };

/** Places that most files of a counter share. */
export const only = (counter: string): NewProcedure['places'] => ({ counter, home: null, out_of_hours: null });
export const alsoOutOfHours = (counter: string): NewProcedure['places'] => ({ counter, home: null, out_of_hours: 'ngoai-gio' });
export const alsoAtHome = (counter: string): NewProcedure['places'] => ({ counter, home: 'tai-nha', out_of_hours: null });
export const everyWay = (counter: string): NewProcedure['places'] => ({ counter, home: 'tai-nha', out_of_hours: 'ngoai-gio' });

/** Received by 15:00 the result is given the same day (Luật Hộ tịch 60/2014/QH13 Art. 5(3); NĐ 23/2015 Art. 7). */
export const sameDay: Processing = { kind: 'same_day', cutOff: '15:00' };
export const workingDays = (days: number, extraDays?: number, extraWhen?: string): Processing => ({
  kind: 'working_days',
  days,
  ...(extraDays !== undefined && { extraDays }),
  ...(extraWhen !== undefined && { extraWhen }),
});
export const days = (count: number, extraDays?: number, extraWhen?: string): Processing => ({
  kind: 'days',
  days: count,
  ...(extraDays !== undefined && { extraDays }),
  ...(extraWhen !== undefined && { extraWhen }),
});
export const time = (text: string): Processing => ({ kind: 'text', text });

export const fee = (label: string, amount: number | null, more: Partial<Fee> = {}): Fee => ({
  label,
  amount,
  per: null,
  channel: null,
  note: null,
  ...more,
});
export const free = (label = 'Lệ phí', note: string | null = null): Fee => fee(label, 0, { note });
/** Set by the provincial council, whose resolution is not loaded yet. */
export const byCouncil = (label = 'Lệ phí', note: string | null = null): Fee => fee(label, null, { note });
export const usualExemption = 'Miễn lệ phí cho người thuộc gia đình có công với cách mạng; người thuộc hộ nghèo; người khuyết tật.';

type Condition = Partial<Pick<Document, 'neededIf' | 'notNeededIf' | 'formName' | 'originals' | 'copies'>>;
const paper = (action: Document['action'], name: string, more: Condition): Document => ({
  name,
  action,
  originals: 1,
  copies: 0,
  neededIf: null,
  notNeededIf: null,
  formName: null,
  ...more,
});
/** Kept by the office. */
export const submit = (name: string, more: Condition = {}): Document => paper('submit', name, more);
export const submitCopy = (name: string, more: Condition = {}): Document => paper('submit', name, { originals: 0, copies: 1, ...more });
/** Shown and handed back. */
export const present = (name: string, more: Condition = {}): Document => paper('present', name, more);

export const form = (name: string, formName: string | null = null): Document => submit(name, { formName });

/** Giving the personal number is enough when the national database answers. */
export const identity: Document = present('Thẻ căn cước, hộ chiếu hoặc giấy tờ tùy thân có ảnh', {
  notNeededIf: 'đã cung cấp số định danh cá nhân và tra cứu được trong Cơ sở dữ liệu quốc gia về dân cư',
});
/** Certified, except between close relatives. */
export const authorisation: Document = submit(
  'Văn bản ủy quyền (phải chứng thực, trừ khi ủy quyền cho ông, bà, cha, mẹ, con, vợ, chồng hoặc anh, chị, em ruột)',
  { neededIf: 'nhờ người khác làm thay' },
);

function stepsOf(processing: Processing): string[] {
  const start = ['Đặt lịch hẹn và chuẩn bị giấy tờ theo danh mục.', 'Đến quầy đúng giờ hẹn, đọc mã lịch hẹn cho cán bộ.'];
  return processing.kind === 'same_day'
    ? [
        ...start,
        'Nộp và xuất trình giấy tờ, cán bộ kiểm tra ngay tại quầy.',
        'Nhận kết quả trong ngày; nếu nộp sau 15 giờ thì nhận vào ngày làm việc tiếp theo.',
      ]
    : [...start, 'Nộp hồ sơ, nhận Giấy tiếp nhận hồ sơ và hẹn trả kết quả.', 'Nhận kết quả theo ngày ghi trên giấy hẹn.'];
}

/** Fills in what the rows of one field share. */
export function procedures(field: NewProcedure['field'], places: NewProcedure['places'], rows: readonly Row[]): NewProcedure[] {
  return rows.map((row) => ({
    otherCodes: [],
    validFrom: inForceFrom,
    field,
    feeExemption: null,
    steps: stepsOf(row.processing),
    presence: 'anyone',
    portalUrl: row.channels.includes('online') ? portal : null,
    certaintyNote: null,
    places,
    booking: oneSlot,
    ...row,
  }));
}
