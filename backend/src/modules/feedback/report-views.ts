import type { Report, ReportRow } from '../../contracts/feedback.js';
import type { DeskReport, DeskReportRow, Lateness } from '../../contracts/feedback-desk.js';
import type { FeedbackSettings, ReportTerms } from '../../contracts/feedback-settings.js';
import type { Day } from '../../contracts/primitives.js';
import type { ReportMedia } from '../../contracts/report-media.js';
import { lateness } from '../../domain/report-clock.js';
import { isOpen, type ReportRecord } from '../../domain/report-record.js';
import { residentMay } from '../../domain/report-resident-flow.js';
import type { PublicCalendar } from '../../domain/working-days.js';

/** What every view of reports needs to know besides the report. */
export type ViewContext = {
  now: Date;
  today: Day;
  calendar: PublicCalendar;
  settings: FeedbackSettings;
  terms: ReportTerms;
  hamlets: readonly { key: string; name: string }[];
};

const excerptLength = 140;

export function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const letters = [...line];
  return letters.length <= excerptLength
    ? line
    : `${letters
        .slice(0, excerptLength - 1)
        .join('')
        .trimEnd()}…`;
}

export const categoryNameOf = ({ settings }: Pick<ViewContext, 'settings'>, key: string): string =>
  settings.categories.find((category) => category.key === key)?.name ?? 'Ý kiến';
export const hamletNameOf = ({ hamlets }: Pick<ViewContext, 'hamlets'>, key: string): string =>
  hamlets.find((hamlet) => hamlet.key === key)?.name ?? '';

export const peopleOf = (record: ReportRecord): number => record.followers.length + 1;

export function latenessOf(record: ReportRecord, { today, calendar }: ViewContext): Lateness {
  if (!isOpen(record) || record.clock === null) return { kind: 'none' };
  const pause = record.clock.pauses.find(({ to }) => to === null);
  if (pause) return { kind: 'paused', reason: pause.reason };
  const found = lateness(record.dueOn, today, calendar);
  return found.kind === 'paused' ? { kind: 'none' } : found;
}

function lateDaysOf(record: ReportRecord, context: ViewContext): number {
  const late = latenessOf(record, context);
  return late.kind === 'late' ? late.workingDays : 0;
}

const mediaOf = (ids: readonly string[], shown: ReadonlyMap<string, ReportMedia>): ReportMedia[] =>
  ids.flatMap((id) => shown.get(id) ?? []);

/** As whoever sent it, or joined it, sees it: no officer is named but the signer of an answer, and the joined see only what is public. */
export function reportView(
  record: ReportRecord,
  context: ViewContext,
  of: { isReporter: boolean; rated: boolean; media: ReadonlyMap<string, ReportMedia> },
): Report {
  const { isReporter, rated, media } = of;
  const may = residentMay(record, { ...context, isReporter });
  const onBoard = record.board.state === 'published';
  return {
    id: record.id,
    code: record.code,
    kind: record.kind,
    categoryName: categoryNameOf(context, record.categoryKey),
    text: isReporter ? record.text : onBoard ? record.board.text : '',
    hamletName: hamletNameOf(context, record.hamletKey),
    landmark: isReporter ? record.landmark : '',
    hasLocation: isReporter && record.location !== null,
    privacy: record.privacy,
    shownName: isReporter && record.privacy === 'public' ? (record.reporter?.name ?? null) : null,
    status: record.status,
    filedAt: record.filedAt.toISOString(),
    promisedOn: record.promisedOn,
    lateDays: lateDaysOf(record, context),
    media: isReporter ? mediaOf(record.mediaIds, media) : [],
    timeline: isReporter
      ? record.events
          .filter(({ shown }) => shown)
          .map(({ at, by, text }) => ({ at: at.toISOString(), text: by === 'Người gửi' ? `Tôi bổ sung: ${text}` : text }))
      : [],
    question: isReporter && record.question ? { text: record.question.text, askedAt: record.question.askedAt.toISOString() } : null,
    answers: record.answers.map(({ text, publicText, signedBy, publishedAt }) => ({
      text: isReporter ? text : publicText,
      signedBy,
      publishedAt: publishedAt.toISOString(),
    })),
    people: peopleOf(record),
    isMine: isReporter,
    onBoard,
    redirected: record.redirected,
    may: { ...may, rate: may.rate && !rated },
  };
}

export function reportRow(record: ReportRecord, context: ViewContext, of: { isReporter: boolean; hasNews: boolean }): ReportRow {
  return {
    id: record.id,
    code: record.code,
    kind: record.kind,
    categoryName: categoryNameOf(context, record.categoryKey),
    hamletName: hamletNameOf(context, record.hamletKey),
    status: record.status,
    filedAt: record.filedAt.toISOString(),
    promisedOn: record.promisedOn,
    lateDays: lateDaysOf(record, context),
    people: peopleOf(record),
    isMine: of.isReporter,
    excerpt: of.isReporter ? excerptOf(record.text) : record.board.state === 'published' ? excerptOf(record.board.text) : '',
    hasNews: of.isReporter && of.hasNews,
  };
}

export function deskRow(record: ReportRecord, context: ViewContext): DeskReportRow {
  return {
    id: record.id,
    code: record.code,
    revision: record.revision,
    kind: record.kind,
    categoryKey: record.categoryKey,
    categoryName: categoryNameOf(context, record.categoryKey),
    hamletName: hamletNameOf(context, record.hamletKey),
    excerpt: excerptOf(record.text),
    status: record.status,
    answerState: record.answer.state,
    assignee: record.assignee,
    filedAt: record.filedAt.toISOString(),
    dueOn: record.dueOn,
    lateness: latenessOf(record, context),
    veryOverdue: isOpen(record) && record.veryOverdueOn !== null && context.today >= record.veryOverdueOn,
    people: peopleOf(record),
    hasMedia: record.mediaIds.length > 0,
    suspicions: record.suspicions,
  };
}

const signature = (by: { name: string; at: Date } | null) => by && { name: by.name, at: by.at.toISOString() };

export function deskView(
  record: ReportRecord,
  context: ViewContext,
  of: {
    reporter: DeskReport['reporter'];
    information: DeskReport['information'];
    media: DeskReport['media'];
    mergedInto: DeskReport['mergedInto'];
    merged: DeskReport['merged'];
    may: DeskReport['may'];
  },
): DeskReport {
  const { answer, board } = record;
  return {
    ...deskRow(record, context),
    ...of,
    text: record.text,
    hamletKey: record.hamletKey,
    landmark: record.landmark,
    location: record.location,
    privacy: record.privacy,
    complex: record.complex,
    promisedOn: record.promisedOn,
    veryOverdueOn: record.veryOverdueOn,
    pauses: record.clock?.pauses.map((pause) => ({ ...pause })) ?? [],
    extended: (record.clock?.extraDays ?? 0) > 0,
    question: record.question?.text ?? null,
    answer: {
      state: answer.state,
      text: answer.text,
      author: signature(answer.author),
      returned: answer.returned && { name: answer.returned.name, at: answer.returned.at.toISOString(), note: answer.returned.note },
      approved: signature(answer.approved),
    },
    answers: record.answers.map(({ text, signedBy, publishedAt }) => ({ text, signedBy, publishedAt: publishedAt.toISOString() })),
    board: {
      state: board.state,
      text: board.text,
      pictureIds: board.pictureIds,
      editedBy: signature(board.edited),
      reason: board.reason,
    },
    reopened: record.reopened,
    redirected: record.redirected,
    events: record.events.map(({ at, by, text, shown }) => ({ at: at.toISOString(), by, text, shown })),
  };
}
