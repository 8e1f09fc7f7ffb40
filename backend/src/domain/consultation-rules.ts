import type { ConsultationDraft, ConsultationState, GateCondition } from '../contracts/consultation-desk.js';
import type { Day } from '../contracts/primitives.js';
import { shortDate } from './vietnam-time.js';
import { addCalendarDays, addWorkingDays, type PublicCalendar } from './working-days.js';

const law = 'Luật Thực hiện dân chủ ở cơ sở 2022';
const civilCode = 'Bộ luật Dân sự 2015, Điều 147, 148';

/** How many days a draft lies open at least, from when each number holds. A change of the law is a new row. */
export const legalTerms: readonly { validFrom: Day; days: number; source: string }[] = [
  { validFrom: '2023-07-01', days: 20, source: `${law}, Điều 28` },
];

const inForce = <T extends { validFrom: Day }>(rows: readonly T[], day: Day): T | undefined =>
  [...rows].filter(({ validFrom }) => validFrom <= day).sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1))[0];

/** The days of the law on a day; before its first row that row. */
export function legalTermOn(day: Day): (typeof legalTerms)[number] {
  const found = inForce(legalTerms, day) ?? legalTerms[0];
  if (!found) throw new RangeError('There is no legal term.');
  return found;
}

export type LeastClosing = { day: Day; days: number; source: string; skipped: { day: Day; reason: string }[] };

/**
 * The earliest last day for opinions on what is published on a day: so many whole days after it, the day itself not counted; ending on a day off,
 * the next working day. A special law has its own number.
 */
export function leastClosing(publishedOn: Day, special: ConsultationDraft['special'], calendar: PublicCalendar): LeastClosing {
  const term = special === null ? legalTermOn(publishedOn) : { days: special.days, source: special.citation };
  const { day, skipped } = addCalendarDays(publishedOn, term.days, calendar);
  return { day, days: term.days, source: `${term.source}; ${civilCode}`, skipped };
}

type Asked = {
  content: ConsultationDraft;
  /** The day on which it would be published. */
  today: Day;
  calendar: PublicCalendar;
  /** A decision that limits rights: those it touches come first (Art. 27). */
  hearsAffected: boolean;
  matterSource: string | null;
  /** Of a correction: its reason, and the day that was promised before. */
  correction: { reason: string | null; closesOn: Day } | null;
};

const later = (one: Day, other: Day | null): Day => (other !== null && other > one ? other : one);

/** The last day for opinions if it were published today. A day already promised is never taken back. */
export function closingDay({ content, today, calendar, correction }: Asked): Day {
  const least = leastClosing(today, content.special, calendar).day;
  return later(content.closesOn ?? least, content.closesOn === null ? (correction?.closesOn ?? null) : null);
}

/** Everything the law asks before a draft is laid before Nhân dân, met or not, each with its article. */
export function gateOf(asked: Asked): GateCondition[] {
  const { content, today, calendar, hearsAffected, matterSource, correction } = asked;
  const least = leastClosing(today, content.special, calendar);
  const earliest = later(least.day, correction?.closesOn ?? null);
  const isSent = (sent: ConsultationDraft['planCouncil']) => sent !== null && sent.on <= today;
  const condition = (key: string, met: boolean, words: string, source: string, field: string): GateCondition => ({
    key,
    met,
    words,
    source,
    field: `body.${field}`,
  });
  return [
    condition('matter', content.matter !== null, 'Chọn nội dung lấy ý kiến', matterSource ?? `${law}, Điều 25`, 'matter'),
    condition('summary', content.summary.trim().length >= 10, 'Tóm tắt bằng lời dễ hiểu', `${law}, Điều 28`, 'summary'),
    condition(
      'text',
      content.parts.some(({ kind }) => kind === 'text') || content.papers.length > 0,
      'Có dự thảo để góp ý: lời văn theo đoạn, hoặc tài liệu kèm theo',
      `${law}, Điều 28`,
      'parts',
    ),
    condition('forms', content.forms.length > 0, 'Chọn hình thức lấy ý kiến', `${law}, Điều 26`, 'forms'),
    condition('responsible', content.responsible.trim().length >= 2, 'Ghi người chịu trách nhiệm', `${law}, Điều 28`, 'responsible'),
    condition(
      'plan_council',
      isSent(content.planCouncil),
      'Kế hoạch lấy ý kiến đã gửi Hội đồng nhân dân: ngày gửi, số văn bản',
      `${law}, Điều 28`,
      'planCouncil',
    ),
    condition(
      'plan_front',
      isSent(content.planFront),
      'Kế hoạch lấy ý kiến đã gửi Ủy ban Mặt trận Tổ quốc: ngày gửi, số văn bản',
      `${law}, Điều 28`,
      'planFront',
    ),
    ...(hearsAffected
      ? [
          condition(
            'affected',
            content.affected.trim().length >= 10,
            'Ghi ai chịu tác động và đã báo cho họ bằng cách nào',
            `${law}, Điều 27`,
            'affected',
          ),
        ]
      : []),
    condition(
      'closing',
      content.closesOn === null || content.closesOn >= earliest,
      closingWords(least, correction !== null && earliest > least.day ? correction.closesOn : null),
      least.source,
      'closesOn',
    ),
    ...(correction === null
      ? []
      : [condition('reason', (correction.reason ?? '').length >= 5, 'Ghi lý do sửa', `${law}, Điều 28`, 'reason')]),
  ];
}

function closingWords({ day, days }: LeastClosing, promised: Day | null): string {
  const counted = `Nhận ý kiến ít nhất ${days} ngày trọn, đăng hôm nay thì đến hết ngày ${shortDate(day)}`;
  return promised === null ? counted : `${counted}; đã hẹn đến hết ngày ${shortDate(promised)} nên không kết thúc sớm hơn`;
}

/** What state it is in on a day: its last day over, it is closed, whether or not anybody noted so yet. */
export function stateOn(stored: ConsultationState, closesOn: Day | null, today: Day): ConsultationState {
  return stored === 'open' && closesOn !== null && today > closesOn ? 'closed' : stored;
}

type Term = { validFrom: Day; synthesisWorkingDays: number };

/** The commune's own word where it gave none. */
const usualWorkingDays = 10;

/** Until when the commune promises to publish what it made of the opinions: working days after the last day, by the term in force on it. */
export function synthesisDueDay(closesOn: Day, terms: readonly Term[], calendar: PublicCalendar): Day {
  return addWorkingDays(closesOn, inForce(terms, closesOn)?.synthesisWorkingDays ?? usualWorkingDays, calendar).day;
}

type SynthesisAsked = {
  text: string;
  points: readonly { title: string; decision: string | null; reason: string }[];
  sentAbove: { on: Day } | null;
  decidedAbove: string | null;
  isClosed: boolean;
  waiting: number;
  ungrouped: number;
  today: Day;
};

/** Everything that has to be done before "Chúng tôi đã nghe gì và làm gì" is published (Art. 28). */
export function synthesisGateOf(asked: SynthesisAsked): GateCondition[] {
  const { text, points, sentAbove, decidedAbove, isClosed, waiting, ungrouped, today } = asked;
  const source = `${law}, Điều 28`;
  const condition = (key: string, met: boolean, words: string, field: string): GateCondition => ({ key, met, words, source, field });
  const undecided = points.filter(
    ({ decision, reason }) => decision === null || (decidedAbove === null && reason.trim().length < 5),
  ).length;
  const misplaced = points.filter(({ decision }) => decision !== null && (decision === 'forwarded') !== (decidedAbove !== null)).length;
  return [
    condition('closed', isClosed, isClosed ? 'Đã hết hạn góp ý' : 'Chưa hết hạn góp ý', 'state'),
    condition('read', waiting === 0, waiting === 0 ? 'Mọi ý kiến đã được đọc' : `Còn ${waiting} ý kiến chưa duyệt`, 'opinions'),
    condition(
      'grouped',
      ungrouped === 0,
      ungrouped === 0 ? 'Mọi ý kiến đã vào một nhóm, hoặc ghi là không thuộc nội dung' : `Còn ${ungrouped} ý kiến chưa xếp nhóm`,
      'opinions',
    ),
    condition('text', text.trim().length >= 10, 'Có lời tổng hợp chung', 'body.text'),
    condition(
      'decided',
      undecided === 0 && misplaced === 0,
      decidedAbove === null ? 'Mỗi nhóm ghi tiếp thu hay không và lý do' : 'Mỗi nhóm ghi là đã tổng hợp gửi cấp có thẩm quyền',
      'body.points',
    ),
    ...(decidedAbove === null
      ? []
      : [condition('sent', sentAbove !== null && sentAbove.on <= today, `Ghi ngày gửi tổng hợp cho ${decidedAbove}`, 'body.sentAbove')]),
  ];
}
