import type { DeskAct, DeskActName } from '../contracts/feedback-desk.js';
import type { CategoryRule, ReportTerms } from '../contracts/feedback-settings.js';
import type { Day } from '../contracts/primitives.js';
import type { ProblemCode } from '../contracts/problem.js';
import {
  isOpen,
  type Notice,
  type NoticeKind,
  type NoticeTo,
  nothingAnswered,
  type ReportChange,
  type ReportEvent,
  type ReportRecord,
} from './report-record.js';
import { datesOf, workedDays, workingDaysFor } from './report-terms.js';
import { indexedWords } from './search-words.js';
import { addDays, shortDate } from './vietnam-time.js';
import type { PublicCalendar } from './working-days.js';

/** Who acts, and what their roles let them do: work on reports, divide them, answer for what is published, hold back abuse. */
export type Doer = {
  officerId: string;
  name: string;
  /** What answers are signed with beside the name. */
  title: string | null;
  powers: { handles: boolean; dispatches: boolean; approves: boolean; moderates: boolean };
};

export type FlowContext = {
  who: Doer;
  now: Date;
  today: Day;
  calendar: PublicCalendar;
  terms: ReportTerms;
  /** The category it has, or is to get. */
  category: CategoryRule | null;
  /** Whom the doer stands in for today, themselves included. */
  standsInFor: readonly string[];
  /** Of `assign` and `hand_over`: the other officer; null when they may not have it. */
  other: { officerId: string; name: string } | null;
  /** Hides personal data of what everybody will read. */
  mask: (text: string) => string;
};

export type Refused = { problem: ProblemCode; message: string };
export type Decision = { change: ReportChange } | Refused;

const refused = (problem: ProblemCode, message: string): Refused => ({ problem, message });
const notOpen = (message = 'Phản ánh không còn ở bước này. Xin tải lại trang.') => refused('report_not_open', message);

const nothing: Pick<ReportChange, 'events' | 'notices'> = { events: [], notices: [] };

export const eventOf = (now: Date, by: string, text: string, shown: boolean): ReportEvent => ({ at: now, by, text, shown });
export const noticeOf = (record: ReportRecord, kind: NoticeKind, to: NoticeTo, at: Date, note = ''): Notice => ({
  key: `${kind}-${record.revision + 1}`,
  kind,
  to,
  at,
  note,
});

/** Takes the clock up again: the open pause ends today. */
export function resumed(record: ReportRecord, context: Pick<FlowContext, 'today' | 'terms' | 'calendar'>): Partial<ReportChange> {
  const clock = record.clock && {
    ...record.clock,
    pauses: record.clock.pauses.map((pause) => (pause.to === null ? { ...pause, to: context.today } : pause)),
  };
  return { clock, question: null, ...datesOf(clock, record.promisedOn, context.terms, context.calendar) };
}

/** What is written down when the commune has done its part: whether it was in time, and how long it took. */
function ended(record: ReportRecord, { today, calendar }: FlowContext): Partial<ReportChange> {
  const clock = record.clock && {
    ...record.clock,
    pauses: record.clock.pauses.map((pause) => (pause.to === null ? { ...pause, to: today } : pause)),
  };
  if (record.answeredOn !== null) return { clock, question: null };
  return {
    clock,
    question: null,
    answeredOn: today,
    inTime: clock === null ? null : record.dueOn === null || today <= record.dueOn,
    tookWorkingDays: clock === null ? null : workedDays(clock, today, calendar),
  };
}

/** What somebody with these roles may do with the report now. The API refuses everything else. */
export function mayActs(record: ReportRecord, who: Doer, standsInFor: readonly string[]): DeskActName[] {
  const isMine = record.assignee !== null && standsInFor.includes(record.assignee.officerId);
  const { dispatches, moderates, approves } = who.powers;
  const handles = who.powers.handles && (isMine || dispatches);
  const open = isOpen(record) && record.queue === 'inbox';
  const { state, author } = record.answer;
  const writable = (open && record.status !== 'waiting') || record.status === 'forwarded';
  const onBoard = record.board.state === 'published';
  const mayStandOnBoard =
    record.kind !== 'information_request' && record.queue !== 'aside' && !['declined', 'merged', 'redirected'].includes(record.status);
  const acts: [DeskActName, boolean][] = [
    ['accept', handles && open && (record.status === 'new' || record.status === 'reopened')],
    ['assign', dispatches && open],
    ['hand_over', isMine && !dispatches && open],
    ['ask', handles && open && record.status !== 'waiting'],
    ['resume', handles && open && record.status === 'waiting'],
    ['extend', handles && open && record.status !== 'waiting' && record.clock !== null && record.clock.extraDays === 0],
    ['forward', handles && open],
    ['decline', handles && open],
    ['reclassify', handles && open],
    ['note', handles && record.queue !== 'sealed'],
    ['set_complexity', handles && open && record.kind === 'information_request'],
    ['release', moderates && record.queue === 'aside'],
    ['mark_spam', moderates && (record.queue === 'aside' || (open && record.status === 'new'))],
    ['publish_on_board', (handles || approves) && mayStandOnBoard],
    ['hide_from_board', (handles || approves) && onBoard],
    ['write_answer', handles && writable && state !== 'submitted' && state !== 'approved'],
    ['approve_answer', approves && state === 'submitted' && author?.officerId !== who.officerId],
    ['return_answer', approves && (state === 'submitted' || state === 'approved')],
    ['publish_answer', (handles || approves) && state === 'approved'],
    ['seal', (handles || moderates || approves) && record.queue !== 'sealed' && record.status !== 'merged'],
    ['block', moderates && record.queue !== 'sealed'],
  ];
  return acts.filter(([, may]) => may).map(([act]) => act);
}

/** The report after an act of an officer, or why it cannot be. Pure: nothing is looked up, nothing sent. */
export function decide(record: ReportRecord, action: DeskAct, context: FlowContext): Decision {
  const { who, now, today, calendar, terms } = context;
  if (!mayActs(record, who, context.standsInFor).includes(action.act)) {
    if (action.act === 'approve_answer' && record.answer.author?.officerId === who.officerId)
      return refused('own_answer', 'Người soạn không tự duyệt câu trả lời của mình.');
    if (action.act === 'extend' && record.clock !== null && record.clock.extraDays > 0)
      return refused('already_extended', 'Thời hạn đã được gia hạn một lần.');
    return notOpen();
  }
  const signed = { officerId: who.officerId, name: who.name, at: now };
  const shown = (text: string) => [eventOf(now, who.name, text, true)];
  const hidden = (text: string) => [eventOf(now, who.name, text, false)];
  const tell = (kind: NoticeKind, to: NoticeTo, note = '') => [noticeOf(record, kind, to, now, note)];
  const given = (text: string): Decision =>
    context.other === null
      ? refused('officer_excluded', 'Cán bộ này không nhận việc này được. Xin chọn người khác.')
      : {
          change: {
            assignee: context.other,
            events: hidden(text),
            notices: context.other.officerId === who.officerId ? [] : tell('assigned', 'assignee'),
          },
        };

  switch (action.act) {
    case 'accept':
      return { change: { status: 'in_progress', events: shown('Xã đã tiếp nhận và đang xử lý.'), notices: [] } };
    case 'assign':
      return given(`Giao cho ${context.other?.name ?? ''}.`);
    case 'hand_over':
      return given(`Chuyển việc cho ${context.other?.name ?? ''}. Lý do: ${action.reason}`);
    case 'ask': {
      const clock = record.clock && {
        ...record.clock,
        pauses: [...record.clock.pauses, { from: today, to: null, reason: 'Chờ người gửi bổ sung' }],
      };
      return {
        change: {
          status: 'waiting',
          clock,
          question: { text: action.question, askedAt: now },
          dueOn: null,
          veryOverdueOn: null,
          events: shown(`Xã hỏi thêm: ${action.question}`),
          notices: tell('question', 'reporter'),
        },
      };
    }
    case 'resume':
      return {
        change: {
          status: 'in_progress',
          ...resumed(record, context),
          events: shown(`Xã tiếp tục xử lý. Lý do: ${action.reason}`),
          notices: [],
        },
      };
    case 'extend': {
      if (record.clock === null) return notOpen();
      const extraDays = record.kind === 'information_request' ? terms.informationExtension : terms.extension;
      const clock = { ...record.clock, extraDays };
      const dates = datesOf(clock, record.promisedOn, terms, calendar);
      const until = dates.dueOn === null ? '' : ` đến ${shortDate(dates.dueOn)}`;
      return {
        change: {
          clock,
          ...dates,
          events: shown(`Xã xin lỗi và gia hạn trả lời${until}. Lý do: ${action.reason}`),
          notices: tell('extended', 'everybody', action.reason),
        },
      };
    }
    case 'forward':
      return {
        change: {
          status: 'forwarded',
          queue: 'closed',
          ...ended(record, context),
          events: shown(`Đã chuyển tới ${action.to}. Lý do: ${action.reason}`),
          notices: tell('forwarded', 'everybody', action.to),
        },
      };
    case 'decline':
      return {
        change: {
          status: 'declined',
          queue: 'closed',
          ...ended(record, context),
          events: shown(`Xã không tiếp nhận. Lý do: ${action.reason}`),
          notices: tell('declined', 'everybody', action.reason),
        },
      };
    case 'reclassify':
      return reclassified(record, action, context);
    case 'note':
      return { change: { events: hidden(action.text), notices: [] } };
    case 'set_complexity': {
      const workingDays = workingDaysFor(record.kind, context.category, terms, action.complex);
      const clock = record.clock && workingDays !== null ? { ...record.clock, workingDays } : record.clock;
      // An officer's own decision may bring the day forward again; a recount may not.
      const dates = datesOf(clock, null, terms, calendar);
      return {
        change: {
          complex: action.complex,
          clock,
          ...dates,
          events: shown(
            action.complex ? `Yêu cầu phức tạp, cần thêm thời gian. Lý do: ${action.reason}` : `Yêu cầu đơn giản. ${action.reason}`,
          ),
          notices: action.complex ? tell('extended', 'reporter', action.reason) : [],
        },
      };
    }
    case 'release':
      return {
        change: {
          queue: 'inbox',
          suspicions: [],
          assignee: context.other,
          events: hidden(`Đã xem, đưa vào xử lý.${action.reason === '' ? '' : ` ${action.reason}`}`),
          notices: context.other === null ? [] : tell('assigned', 'assignee'),
        },
      };
    case 'mark_spam':
      return {
        change: { status: 'declined', queue: 'closed', events: hidden(`Để riêng, không xử lý. Lý do: ${action.reason}`), notices: [] },
      };
    case 'publish_on_board': {
      const text = context.mask(action.text);
      return {
        change: {
          board: {
            state: 'published',
            text,
            words: indexedWords(text),
            pictureIds: action.pictureIds,
            edited: signed,
            reason: action.reason,
          },
          events: hidden(`Đăng lên bảng công khai.${action.reason === '' ? '' : ` ${action.reason}`}`),
          notices: [],
        },
      };
    }
    case 'hide_from_board':
      return {
        change: {
          board: { ...record.board, state: 'hidden', edited: signed, reason: action.reason },
          events: hidden(`Gỡ khỏi bảng công khai. Lý do: ${action.reason}`),
          notices: [],
        },
      };
    case 'write_answer':
      return {
        change: {
          ...(record.status === 'new' || record.status === 'reopened' ? { status: 'in_progress' as const } : {}),
          answer: { ...nothingAnswered, state: action.submit ? 'submitted' : 'draft', text: action.text, author: signed },
          events: action.submit ? hidden('Trình duyệt câu trả lời.') : [],
          notices: action.submit ? tell('to_approve', 'chairmen') : [],
        },
      };
    case 'approve_answer': {
      const signature = { ...signed, name: who.title === null ? who.name : `${who.name}, ${who.title}` };
      const approved = { ...record, answer: { ...record.answer, state: 'approved' as const, approved: signature } };
      if (action.publish) return published(approved, context, [...hidden('Duyệt câu trả lời.')]);
      return { change: { answer: approved.answer, events: hidden('Duyệt câu trả lời.'), notices: [] } };
    }
    case 'return_answer':
      return {
        change: {
          answer: { ...record.answer, state: 'draft', approved: null, returned: { ...signed, note: action.note } },
          events: hidden(`Trả lại câu trả lời: ${action.note}`),
          notices: tell('returned', 'author'),
        },
      };
    case 'publish_answer':
      return published(record, context, []);
    case 'block':
      return {
        change: {
          ...nothing,
          events: hidden(`Để riêng các phản ánh sau của người gửi trong ${action.days} ngày. Lý do: ${action.reason}`),
        },
      };
  }
}

function published(record: ReportRecord, context: FlowContext, events: ReportEvent[]): Decision {
  const { now, who, today } = context;
  const { approved, text } = record.answer;
  if (approved === null) return refused('answer_missing', 'Câu trả lời chưa được duyệt.');
  const answer = { text, publicText: context.mask(text), signedBy: approved.name, approvedBy: approved.officerId, publishedAt: now };
  return {
    change: {
      status: 'answered',
      queue: 'closed',
      ...ended(record, context),
      answer: nothingAnswered,
      answers: [answer, ...record.answers],
      check: { on: addDays(today, context.terms.fixedCheckAfterDays), round: record.answers.length + 1, state: 'planned' },
      events: [...events, eventOf(now, who.name, 'Xã đã trả lời.', true)],
      notices: [noticeOf(record, 'answered', 'everybody', now)],
    },
  };
}

function reclassified(record: ReportRecord, action: Extract<DeskAct, { act: 'reclassify' }>, context: FlowContext): Decision {
  const { now, who, terms, calendar } = context;
  if (action.to === 'complaint')
    return {
      change: {
        status: 'redirected',
        queue: 'closed',
        redirected: { to: 'complaint', reason: action.reason },
        board: { ...record.board, state: record.board.state === 'published' ? 'hidden' : record.board.state },
        events: [eventOf(now, who.name, `Việc này là khiếu nại, cần nộp đơn có chữ ký hoặc trình bày trực tiếp. ${action.reason}`, true)],
        notices: [noticeOf(record, 'redirected', 'everybody', now, action.reason)],
      },
    };
  if (context.category === null) return refused('category_unknown', 'Không có lĩnh vực này.');
  if (action.to === 'information_request' && record.informationSealed === null)
    return refused('report_needs_name', 'Yêu cầu cung cấp thông tin cần họ tên và địa chỉ; xin đề nghị người gửi điền phiếu.');
  const workingDays = workingDaysFor(action.to, context.category, terms, record.complex);
  const clock = workingDays === null ? null : { ...(record.clock ?? { startedOn: context.today, extraDays: 0, pauses: [] }), workingDays };
  return {
    change: {
      kind: action.to,
      categoryKey: context.category.key,
      clock,
      // The kind says which law holds; its day is told anew.
      ...(record.status === 'waiting' ? {} : datesOf(clock, null, terms, calendar)),
      events: [eventOf(now, who.name, `Xã xếp lại loại ý kiến. Lý do: ${action.reason}`, true)],
      notices: [noticeOf(record, 'reclassified', 'reporter', now, action.reason)],
    },
  };
}
