import type { SheetCell, SheetColumn } from '../../adapters/spreadsheet.js';
import type { ReplyOf } from '../../contracts/endpoint.js';
import { periodName } from '../../contracts/periods.js';
import type { readSatisfactionResults, SatisfactionCell, SatisfactionIndex } from '../../contracts/satisfaction.js';
import {
  factorKeys,
  factQuestions,
  lateChoices,
  questionSets,
  satisfactionLabel,
  tripChoices,
  yesNo,
} from '../../contracts/satisfaction-questions.js';

type Results = ReplyOf<typeof readSatisfactionResults>;

export const resultsTitle = (period: string): string => `${periodName(period)}. ${satisfactionLabel}. Không phải Chỉ số SIPAS.`;

export const resultsColumns: readonly SheetColumn[] = [
  { header: 'Phần', width: 22 },
  { header: 'Nội dung', width: 56 },
  { header: 'Số người trả lời', width: 16 },
  { header: 'Số người được hỏi', width: 16 },
  { header: 'Chỉ số hài lòng (%)', width: 18 },
  { header: 'Khoảng tin cậy 95 % từ (%)', width: 18 },
  { header: 'đến (%)', width: 12 },
];

const hiddenWords = 'ít người trả lời, không nêu';
const indexCells = (index: SatisfactionIndex | null): SheetCell[] =>
  index === null ? [hiddenWords, null, null] : [index.percent, index.low, index.high];

/** Names of factors and criteria, the latest wording. */
const wordings = new Map<string, string>(
  questionSets.flatMap((set) => set.factors.flatMap((factor) => factor.criteria.map(({ key, statement }) => [key, statement] as const))),
);
const factorNames = new Map(questionSets.flatMap((set) => set.factors.map(({ key, name }) => [key, name] as const)));

const row = (part: string, name: string, cell: SatisfactionCell): SheetCell[] =>
  cell.state === 'hidden'
    ? [part, name, hiddenWords, null, null, null, null]
    : [part, name, cell.answers, cell.invited, ...indexCells(cell.total)];

const choiceNames = { trips: tripChoices, trouble: yesNo, extraPayment: yesNo, late: lateChoices, apology: yesNo } as const;

/** The lines of the sheet: the same numbers as on the screen, no more. */
export function resultsRows(results: Results): SheetCell[][] {
  const { total, months, procedures, hamlets, facts } = results;
  const rows: SheetCell[][] = [row('Chung', 'Cả Bộ phận Một cửa', total)];
  if (total.state === 'shown') {
    for (const factor of factorKeys)
      rows.push(['Yếu tố', factorNames.get(factor) ?? factor, null, null, ...indexCells(total.factors[factor] ?? null)]);
    for (const [key, index] of Object.entries(total.criteria))
      rows.push(['Tiêu chí', wordings.get(key) ?? key, index.people, null, ...indexCells(index)]);
  }
  for (const { name, cell } of procedures) rows.push(row('Thủ tục', name, cell));
  for (const { name, cell } of hamlets) rows.push(row('Xóm', name ?? 'Chưa cho biết xóm', cell));
  for (const { month, cell } of months) rows.push(row('Tháng', `${month.slice(5)}/${month.slice(0, 4)}`, cell));
  for (const key of Object.keys(facts) as (keyof Results['facts'])[])
    for (const { value, name } of choiceNames[key])
      rows.push(['Thực tế', `${factQuestions[key]} ${name}`, facts[key]?.[value] ?? hiddenWords, null, null, null, null]);
  return rows;
}
