/** A length of time as the law gives it. */
export type Term = { count: number; unit: 'day' | 'working_day' };
/** What the law says from a day on, and where. */
export type Rule<T> = { from: string; value: T; source: string };

const days = (count: number): Term => ({ count, unit: 'day' });
const workingDays = (count: number): Term => ({ count, unit: 'working_day' });

const complaintLaw = 'Luật Khiếu nại 02/2011/QH13';
const denunciationLaw = 'Luật Tố cáo 25/2018/QH14';
const informationLaw = 'Luật Tiếp cận thông tin 104/2016/QH13';
const complaintsFrom = '2012-07-01';
const denunciationsFrom = '2019-01-01';
const informationFrom = '2018-07-01';

/**
 * Every term the guidance names, by the day from which it holds. The law changes here and nowhere else: a new rule is a new line, the old one
 * stays for what was filed before.
 */
export const terms = {
  complaint_lodge: [{ from: complaintsFrom, value: days(90), source: `${complaintLaw}, Điều 9` }],
  complaint_accept: [
    { from: complaintsFrom, value: days(10), source: `${complaintLaw}, Điều 27` },
    {
      from: '2026-07-01',
      value: workingDays(7),
      source: 'Nghị định 124/2020/NĐ-CP, Điều 16 khoản 1 (sửa đổi tại Nghị định 155/2026/NĐ-CP, Điều 10)',
    },
  ],
  complaint_resolve: [{ from: complaintsFrom, value: days(30), source: `${complaintLaw}, Điều 28` }],
  complaint_resolve_complex: [{ from: complaintsFrom, value: days(45), source: `${complaintLaw}, Điều 28` }],
  complaint_resolve_remote: [{ from: complaintsFrom, value: days(45), source: `${complaintLaw}, Điều 28` }],
  complaint_resolve_remote_complex: [{ from: complaintsFrom, value: days(60), source: `${complaintLaw}, Điều 28` }],
  complaint_second: [{ from: complaintsFrom, value: days(30), source: `${complaintLaw}, Điều 33` }],
  denunciation_classify: [{ from: denunciationsFrom, value: workingDays(7), source: `${denunciationLaw}, Điều 24` }],
  denunciation_classify_complex: [{ from: denunciationsFrom, value: workingDays(10), source: `${denunciationLaw}, Điều 24` }],
  denunciation_forward: [{ from: denunciationsFrom, value: workingDays(5), source: `${denunciationLaw}, Điều 24` }],
  denunciation_tell_accepted: [{ from: denunciationsFrom, value: workingDays(5), source: `${denunciationLaw}, Điều 29` }],
  denunciation_resolve: [{ from: denunciationsFrom, value: days(30), source: `${denunciationLaw}, Điều 30` }],
  denunciation_extend_complex: [{ from: denunciationsFrom, value: days(30), source: `${denunciationLaw}, Điều 30` }],
  denunciation_extend_special: [{ from: denunciationsFrom, value: days(60), source: `${denunciationLaw}, Điều 30` }],
  information_office: [{ from: informationFrom, value: workingDays(10), source: `${informationLaw}, Điều 29` }],
  information_online_simple: [{ from: informationFrom, value: workingDays(3), source: `${informationLaw}, Điều 30` }],
  information_online: [{ from: informationFrom, value: workingDays(15), source: `${informationLaw}, Điều 30` }],
} as const satisfies Record<string, readonly Rule<Term>[]>;

export type TermName = keyof typeof terms;

/** How somebody proves that they complain for another person. */
export const authorisation: readonly Rule<string>[] = [
  {
    from: complaintsFrom,
    value: 'giấy ủy quyền có công chứng hoặc chứng thực',
    source: 'Nghị định 124/2020/NĐ-CP, Điều 5 khoản 3 (sửa đổi tại Nghị định 155/2026/NĐ-CP, Điều 3)',
  },
  {
    from: '2027-01-01',
    value: 'giấy ủy quyền có chứng thực',
    source: 'Nghị định 124/2020/NĐ-CP, Điều 5 khoản 3 (sửa đổi tại Nghị định 155/2026/NĐ-CP, Điều 3 và Điều 21 khoản 2)',
  },
];

/** The rule that holds on a day: the last that began by then. Throws a RangeError for a day before the first. */
export function ruleOn<T>(rules: readonly Rule<T>[], day: string): Rule<T> {
  const held = rules.filter(({ from }) => from <= day).sort((one, other) => one.from.localeCompare(other.from));
  const rule = held.at(-1);
  if (!rule) throw new RangeError(`no rule holds on ${day}`);
  return rule;
}

/** "07 ngày làm việc", "90 ngày". */
export function termText({ count, unit }: Term): string {
  const number = count < 10 ? `0${count}` : String(count);
  return unit === 'day' ? `${number} ngày` : `${number} ngày làm việc`;
}
