import type { Recognition } from '../contracts/decisions.js';
import type { DecisionDraft } from '../contracts/decisions-desk.js';
import { workingDaysLate } from './reception-days.js';
import { addWorkingDays, type PublicCalendar } from './working-days.js';

/** Working days of Luật 10/2022/QH15 Art. 20(3) (sending) and Art. 21(2) (recognising, from when it was received). */
const daysToSend = 5;
const daysToRecognise = 5;

const after = (day: string, count: number, calendar: PublicCalendar): string => addWorkingDays(day, count, calendar).day;

/** The last day on which what was decided must reach the commune and the Front. */
export const sendBy = (closedOn: string, calendar: PublicCalendar): string => after(closedOn, daysToSend, calendar);

/** Who recognises it: the commune items 3 and 4, the Front item 5, nobody the others. */
export function recogniser(item: DecisionDraft['item']): 'commune' | 'front' | null {
  if (item === 3 || item === 4) return 'commune';
  return item === 5 ? 'front' : null;
}

export const recogniseBy = (sentOn: string, calendar: PublicCalendar): string => after(sentOn, daysToRecognise, calendar);

type Closed = {
  draft: Pick<DecisionDraft, 'item' | 'scope'>;
  passed: boolean;
  closedOn: string;
  sentOn: string | null;
  answer: { recognised: boolean; on: string; documentNumber: string; reason: string | null } | null;
  effectiveOn: string | null;
};

export function recognitionOf({ draft, passed, sentOn, answer }: Closed, calendar: PublicCalendar): Recognition | null {
  const by = passed ? recogniser(draft.item) : null;
  return by === null ? null : { by, dueOn: sentOn === null ? null : recogniseBy(sentOn, calendar), answer };
}

/** From when it holds: the day it passed; the day of recognition; at commune scope the day the commune set (Art. 21(2)). */
export function effectiveDay({ draft, passed, closedOn, answer, effectiveOn }: Closed): string | null {
  if (!passed) return null;
  if (draft.scope === 'commune') return effectiveOn;
  if (recogniser(draft.item) === null) return closedOn;
  return answer?.recognised ? answer.on : null;
}

/** The clock that runs now, if any. */
export function runningClock(
  closed: Closed,
  today: string,
  calendar: PublicCalendar,
): { what: string; dueOn: string; late: boolean; lateDays: number } | null {
  const clock = (what: string, dueOn: string) => ({
    what,
    dueOn,
    late: today > dueOn,
    lateDays: workingDaysLate(dueOn, today, calendar),
  });
  if (closed.sentOn === null) return clock('Gửi kết quả tới UBND xã và Mặt trận', sendBy(closed.closedOn, calendar));
  const recognition = recognitionOf(closed, calendar);
  if (recognition?.dueOn && recognition.answer === null)
    return clock(recognition.by === 'front' ? 'Mặt trận công nhận kết quả' : 'UBND xã công nhận kết quả', recognition.dueOn);
  return null;
}
