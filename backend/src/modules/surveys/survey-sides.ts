import { otherChoice } from '../../contracts/survey-paths.js';
import type { Question, SurveyAnswer, SurveyAnswers } from '../../contracts/survey-questions.js';
import { protectedCross, type ToldTable } from '../../domain/survey-cross.js';
import { stepLabel } from '../../domain/survey-results.js';

/** An answer that counts, opened. */
export type Given = { id: string; residentId: string | null; hamlet: string | null; sentOn: string | null; answers: SurveyAnswers };

export const answerTo = ({ answers }: Given, key: string): SurveyAnswer | undefined =>
  Object.hasOwn(answers, key) ? answers[key] : undefined;

const agreed = 'dong-y';
const declined = 'khong-dong-y';

/** One side of a cross-table: its lines, and in which of them somebody stands. */
export type Side = { title: string; lines: { key: string; label: string }[]; several: boolean; keysOf: (given: Given) => string[] };

/** Null for a question of which no table can be made. */
export function questionSide(question: Question): Side | null {
  const { key, title } = question;
  const side = (lines: Side['lines'], keysOf: (answer: SurveyAnswer) => string[], several = false): Side => ({
    title,
    lines,
    several,
    keysOf: (given) => {
      const answer = answerTo(given, key);
      return answer === undefined ? [] : keysOf(answer);
    },
  });
  switch (question.type) {
    case 'single':
    case 'multiple': {
      const lines = [
        ...question.options.map((option) => ({ key: option.key, label: option.label })),
        ...(question.allowOther ? [{ key: otherChoice, label: 'Khác' }] : []),
      ];
      return side(
        lines,
        (answer) => (answer.type === 'single' ? [answer.choice] : answer.type === 'multiple' ? answer.choices : []),
        question.type === 'multiple',
      );
    }
    case 'scale':
    case 'rating': {
      const [from, to] = question.type === 'rating' ? [1, 5] : [question.from, question.to];
      const lines = Array.from({ length: to - from + 1 }, (_, place) => from + place).map((value) => {
        const label = stepLabel(question, value);
        return {
          key: String(value),
          label: label === '' || label.startsWith(`${value} `) ? label || String(value) : `${value} – ${label}`,
        };
      });
      return side(lines, (answer) => (answer.type === 'scale' || answer.type === 'rating' ? [String(answer.value)] : []));
    }
    case 'consent':
      return side(
        [
          { key: agreed, label: 'Đồng ý' },
          { key: declined, label: 'Không đồng ý' },
        ],
        (answer) => (answer.type === 'consent' ? [answer.agreed ? agreed : declined] : []),
      );
    default:
      return null;
  }
}

/** A side of which everybody stands in exactly one line; the first `told` of its lines are shown. */
type Part = { lines: Side['lines']; told: number; placeOf: (given: Given) => number | null };

const notAnswered = { key: '', label: 'Không được hỏi, hoặc không trả lời' };

/** Of several choices each is set against all who did not choose it; whoever chose nothing at all stands apart where `withOthers`. */
function partsOf(side: Side, given: readonly Given[], withOthers: boolean): Part[] {
  const isUsed = ({ key }: { key: string }) => given.some((each) => side.keysOf(each).includes(key));
  const used = side.lines.filter(isUsed);
  if (side.several)
    return used.map((line) => ({
      lines: [line, notAnswered],
      told: 1,
      placeOf: (each) => {
        const keys = side.keysOf(each);
        return keys.includes(line.key) ? 0 : keys.length > 0 || withOthers ? 1 : null;
      },
    }));
  const lines = withOthers && given.some((each) => side.keysOf(each).length === 0) ? [...used, notAnswered] : used;
  const places = new Map(lines.map(({ key }, place) => [key, place]));
  return [{ lines, told: lines.length, placeOf: (each) => places.get(side.keysOf(each)[0] ?? notAnswered.key) ?? null }];
}

/**
 * One side across the other, with small numbers hidden. Everybody is in it, also who was not asked: else the totals, set against those of another table,
 * would tell how few they were. `dependent`: one question is asked by what was answered to the other, so that it says nothing new who was not asked.
 */
export function crossed(all: readonly Given[], [down, across]: readonly [Side, Side], dependent: boolean, fewest: number) {
  const given = dependent ? all.filter((each) => down.keysOf(each).length > 0 && across.keysOf(each).length > 0) : all;
  const [rowParts, columnParts] = [partsOf(down, given, !dependent), partsOf(across, given, !dependent)];
  const shown = (parts: readonly Part[]) => parts.flatMap(({ lines, told }) => lines.slice(0, told));
  const [rows, columns] = [shown(rowParts), shown(columnParts)];
  const table: ToldTable = { cells: rows.map(() => columns.map(() => null)), rowTotals: [], columnTotals: [], total: null };
  /** A total that one table hides is hidden in all. */
  const keep = (totals: (number | null)[], place: number, value: number | null) => {
    totals[place] = place in totals && totals[place] === null ? null : value;
  };
  let rowStart = 0;
  for (const [rowIndex, row] of rowParts.entries()) {
    let columnStart = 0;
    for (const [columnIndex, column] of columnParts.entries()) {
      const counts = row.lines.map(() => column.lines.map(() => 0));
      for (const each of given) {
        const [at, place] = [row.placeOf(each), column.placeOf(each)];
        const line = at === null ? undefined : counts[at];
        if (line && place !== null) line[place] = (line[place] ?? 0) + 1;
      }
      const told = protectedCross(counts, fewest);
      for (let at = 0; at < row.told; at += 1) {
        for (let place = 0; place < column.told; place += 1)
          (table.cells[rowStart + at] as (number | null)[])[columnStart + place] = told.cells[at]?.[place] ?? null;
        keep(table.rowTotals, rowStart + at, told.rowTotals[at] ?? null);
      }
      for (let place = 0; place < column.told; place += 1) keep(table.columnTotals, columnStart + place, told.columnTotals[place] ?? null);
      const isFirst = rowIndex + columnIndex === 0;
      table.total = isFirst || table.total !== null ? told.total : null;
      columnStart += column.told;
    }
    rowStart += row.told;
  }
  return { rows, columns, ...table, several: down.several || across.several };
}
