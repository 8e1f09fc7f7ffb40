import type { ReportStatus } from '../../contracts/feedback.js';
import type { Day } from '../../contracts/primitives.js';
import type { ReportsStore } from './reports.store.js';

/** The category in which people complain of how they were treated. */
const attitudeCategory = 'thai-do';
/** Not answered here: given to somebody else, shown to be something else, or the same as another. */
const elsewhere: readonly ReportStatus[] = ['declined', 'merged', 'redirected'];
const found: readonly ReportStatus[] = ['answered', 'fixed'];

export type FeedbackFigures = ReturnType<typeof feedbackFigures>;

/** What the scorecard of the one-stop section reads from reports. */
export function feedbackFigures({ store }: { store: Pick<ReportsStore, 'outcomes'> }) {
  return {
    /**
     * Feedback on procedures: answered in time and late, what is overdue counting as late, and what is not due yet. Complaints of attitude: answered ones
     * that were not declined, and open ones.
     */
    async between(from: Day, to: Day, today: Day) {
      const rows = await store.outcomes(from, to, { kind: 'procedure_feedback', categoryKey: attitudeCategory });
      const procedures = rows.filter(({ kind, status }) => kind === 'procedure_feedback' && !elsewhere.includes(status));
      const isOverdue = (dueOn: Day | null) => dueOn !== null && dueOn < today;
      const inTime = procedures.filter((row) => row.inTime === true).length;
      const late = procedures.filter((row) => row.inTime === false || (row.inTime === null && isOverdue(row.dueOn))).length;
      const attitude = rows.filter(({ categoryKey, status }) => categoryKey === attitudeCategory && !elsewhere.includes(status));
      const answered = attitude.filter(({ status }) => found.includes(status)).length;
      return {
        procedures: { inTime, late, notDue: procedures.length - inTime - late },
        attitude: { answered, open: attitude.length - answered },
      };
    },
  };
}
