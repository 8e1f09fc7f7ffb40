import type { FeedbackSettings } from '../../contracts/feedback-settings.js';
import { mayDo } from '../../contracts/permissions.js';
import type { Day } from '../../contracts/primitives.js';
import type { Doer } from '../../domain/report-flow.js';
import type { ReportRecord } from '../../domain/report-record.js';
import { standsInFor } from '../../domain/report-terms.js';
import type { OfficerIdentity } from '../../http/who.js';

/** What an officer may see: dispatchers all, others what was given to them or to whom they stand in for; nobody what names themselves. */
export type Access = { officerId: string; standsInFor: string[]; dispatches: boolean };

export function accessOf(who: OfficerIdentity, { covers }: Pick<FeedbackSettings, 'covers'>, today: Day): Access {
  return {
    officerId: who.officerId,
    standsInFor: standsInFor(who.officerId, covers, today),
    dispatches: mayDo(who.roles, 'feedback.dispatch'),
  };
}

/** What the flow of reports wants to know of an officer. */
export const doerOf = ({ officerId, name, title, roles }: OfficerIdentity): Doer => ({
  officerId,
  name,
  title,
  powers: {
    handles: mayDo(roles, 'feedback.handle'),
    dispatches: mayDo(roles, 'feedback.dispatch'),
    approves: mayDo(roles, 'feedback.approve'),
    moderates: mayDo(roles, 'feedback.moderate'),
  },
});

export function maySee(record: ReportRecord, { officerId, standsInFor: officers, dispatches }: Access): boolean {
  if (record.queue === 'sealed' || record.excluded.includes(officerId)) return false;
  return dispatches || (record.assignee !== null && officers.includes(record.assignee.officerId));
}
