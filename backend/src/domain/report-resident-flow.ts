import type { ReportTerms } from '../contracts/feedback-settings.js';
import type { Day } from '../contracts/primitives.js';
import { type Decision, eventOf, noticeOf, type Refused, resumed } from './report-flow.js';
import { isOpen, nothingAnswered, type ReportRecord } from './report-record.js';
import { datesOf } from './report-terms.js';
import { addDays, dayOf } from './vietnam-time.js';
import type { PublicCalendar } from './working-days.js';

export type ResidentContext = { now: Date; today: Day; calendar: PublicCalendar; terms: ReportTerms; isReporter: boolean };

const mostReopened = 2;
/** Far more than anybody needs to say; a report is one document. */
const mostSupplements = 30;
const reporter = 'Người gửi';
const notOpen = (): Refused => ({ problem: 'report_not_open', message: 'Phản ánh không còn ở bước này. Xin tải lại trang.' });

/** What whoever sent it may do now. Rating is decided beside it, since ratings are kept apart. */
export function residentMay(record: ReportRecord, { today, terms, isReporter }: ResidentContext) {
  const answered = record.status === 'answered';
  const last = record.answers[0];
  return {
    supplement: isReporter && isOpen(record),
    rate: answered || record.status === 'fixed',
    reopen:
      isReporter &&
      answered &&
      record.reopened < mostReopened &&
      last !== undefined &&
      today <= addDays(dayOf(last.publishedAt), terms.reopenWithinDays),
    confirmFixed: isReporter && answered,
  };
}

/** More words or pictures; while the commune waits for them the clock goes on. The same words again change nothing. */
export function supplemented(
  record: ReportRecord,
  text: string,
  mediaIds: readonly string[],
  context: ResidentContext,
): Decision | 'already' {
  const last = record.events.findLast(({ by }) => by === reporter);
  const fresh = mediaIds.filter((id) => !record.mediaIds.includes(id));
  if (last?.text === text && fresh.length === 0) return 'already';
  if (!residentMay(record, context).supplement) return notOpen();
  if (record.events.filter(({ by }) => by === reporter).length >= mostSupplements)
    return { problem: 'report_not_open', message: 'Phản ánh này đã được bổ sung nhiều lần. Xin đợi xã trả lời, hoặc gọi điện cho xã.' };
  return {
    change: {
      ...(record.status === 'waiting' ? { status: 'in_progress', ...resumed(record, context) } : {}),
      mediaIds: [...record.mediaIds, ...fresh],
      events: [eventOf(context.now, reporter, text, true)],
      notices: record.assignee === null ? [] : [noticeOf(record, 'supplemented', 'assignee', context.now)],
    },
  };
}

/** The work begins anew, with a clock of its own; what was answered stays. */
export function reopened(record: ReportRecord, reason: string, context: ResidentContext): Decision | 'already' {
  if (record.status === 'reopened') return 'already';
  if (!residentMay(record, context).reopen) return notOpen();
  const clock = record.clock && { startedOn: context.today, workingDays: record.clock.workingDays, extraDays: 0, pauses: [] };
  return {
    change: {
      status: 'reopened',
      queue: 'inbox',
      clock,
      ...datesOf(clock, null, context.terms, context.calendar),
      answer: nothingAnswered,
      answeredOn: null,
      inTime: null,
      tookWorkingDays: null,
      reopened: record.reopened + 1,
      check: record.check && { ...record.check, state: 'used' },
      events: [eventOf(context.now, reporter, `Mở lại: ${reason}`, true)],
      notices: [noticeOf(record, 'reopened', record.assignee === null ? 'chairmen' : 'assignee', context.now)],
    },
  };
}

export function confirmedFixed(record: ReportRecord, context: ResidentContext): Decision | 'already' {
  if (record.status === 'fixed') return 'already';
  if (!residentMay(record, context).confirmFixed) return notOpen();
  return {
    change: {
      status: 'fixed',
      check: record.check && { ...record.check, state: 'used' },
      events: [eventOf(context.now, reporter, 'Đã khắc phục.', true)],
      notices: [],
    },
  };
}
