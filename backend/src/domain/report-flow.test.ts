import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeskAct, deskActs } from '../contracts/feedback-desk.js';
import { defaultFeedbackSettings } from '../modules/feedback/default-feedback-settings.js';
import { type Doer, decide, type FlowContext, mayActs } from './report-flow.js';
import { nothingAnswered, type ReportRecord } from './report-record.js';
import { confirmedFixed, reopened, residentMay, supplemented } from './report-resident-flow.js';

const today = '2026-12-01';
const now = new Date('2026-12-01T02:00:00Z');
const calendar = { holidays: [], makeUpDays: [] };
const [terms] = defaultFeedbackSettings.terms;
if (!terms) throw new Error('there are no terms');
const [category] = defaultFeedbackSettings.categories;

type Power = keyof Doer['powers'];
const officer = (officerId: string, ...powers: Power[]): Doer => ({
  officerId,
  name: `Cán bộ ${officerId}`,
  title: null,
  powers: {
    handles: powers.includes('handles'),
    dispatches: powers.includes('dispatches'),
    approves: powers.includes('approves'),
    moderates: powers.includes('moderates'),
  },
});
const handler = officer('a', 'handles');
const dispatcher = officer('o', 'handles', 'dispatches', 'moderates');
const chairman = officer('c', 'dispatches', 'approves');

const context = (who: FlowContext['who'], more: Partial<FlowContext> = {}): FlowContext => ({
  who,
  now,
  today,
  calendar,
  terms,
  category: category ?? null,
  standsInFor: [who.officerId],
  other: { officerId: 'b', name: 'Cán bộ b' },
  mask: (text) => text.replace('0912345678', '••••'),
  ...more,
});

const report = (more: Partial<ReportRecord> = {}): ReportRecord => ({
  id: '0'.repeat(24),
  revision: 3,
  code: 'PA-1234-5674',
  kind: 'reflection',
  categoryKey: 'duong-dien-nuoc',
  text: 'Đường xóm hỏng nặng.',
  hamletKey: 'xom-1',
  landmark: '',
  location: null,
  privacy: 'officers_only',
  reporter: { residentId: 'r', name: 'Nguyễn Văn Minh' },
  informationSealed: null,
  complex: false,
  mediaIds: [],
  filedAt: now,
  status: 'in_progress',
  queue: 'inbox',
  assignee: { officerId: 'a', name: 'Cán bộ a' },
  excluded: [],
  clock: { startedOn: '2026-11-24', workingDays: 10, extraDays: 0, pauses: [] },
  promisedOn: '2026-12-08',
  dueOn: '2026-12-08',
  veryOverdueOn: '2026-12-15',
  answer: nothingAnswered,
  answers: [],
  answeredOn: null,
  inTime: null,
  tookWorkingDays: null,
  question: null,
  followers: [],
  reopened: 0,
  check: null,
  board: { state: 'none', text: '', words: [], pictureIds: [], edited: null, reason: '' },
  mergedInto: null,
  redirected: null,
  suspicions: [],
  events: [],
  outbox: [],
  ...more,
});

function after(record: ReportRecord, action: DeskAct, given: FlowContext): ReportRecord {
  const decision = decide(record, action, given);
  if ('problem' in decision) throw new Error(decision.problem);
  const { events, notices, ...set } = decision.change;
  return {
    ...record,
    ...set,
    revision: record.revision + 1,
    events: [...record.events, ...events],
    outbox: [...record.outbox, ...notices],
  };
}
const problemOf = (record: ReportRecord, action: DeskAct, given: FlowContext) => {
  const decision = decide(record, action, given);
  return 'problem' in decision ? decision.problem : null;
};
const told = (record: ReportRecord) => record.outbox.map(({ kind, to }) => `${kind} ${to}`);

describe('what officers may do with a report', () => {
  it('gives handlers their own, dispatchers all, and the approval to the chairman alone', () => {
    const stranger = officer('z', 'handles');
    expect(mayActs(report(), handler, ['a'])).toEqual(
      expect.arrayContaining(['hand_over', 'ask', 'extend', 'forward', 'decline', 'write_answer', 'seal']),
    );
    expect(mayActs(report(), stranger, ['z'])).not.toContain('write_answer');
    expect(mayActs(report(), stranger, ['z', 'a'])).toContain('write_answer');
    expect(mayActs(report(), dispatcher, ['o'])).toContain('assign');
    expect(mayActs(report(), handler, ['a'])).not.toContain('assign');
    const submitted = report({
      answer: { ...nothingAnswered, state: 'submitted', text: 'Đã sửa.', author: { officerId: 'a', name: 'a', at: now } },
    });
    expect(mayActs(submitted, chairman, ['c'])).toContain('approve_answer');
    expect(mayActs(submitted, handler, ['a'])).not.toContain('approve_answer');
    expect(mayActs(submitted, dispatcher, ['o'])).not.toContain('approve_answer');
  });

  it('refuses with report_not_open whatever is not offered, and never throws', () => {
    const statuses: ReportRecord['status'][] = ['new', 'waiting', 'answered', 'declined', 'merged', 'redirected', 'fixed', 'forwarded'];
    const acts: DeskAct[] = [
      { act: 'accept' },
      { act: 'assign', officerId: 'b' },
      { act: 'ask', question: 'Ở đoạn nào?' },
      { act: 'resume', reason: 'đã rõ rồi' },
      { act: 'extend', reason: 'chờ vật tư' },
      { act: 'forward', to: 'Công ty điện lực', reason: 'việc của họ' },
      { act: 'decline', reason: 'không thuộc xã' },
      { act: 'publish_answer' },
      { act: 'approve_answer', publish: true },
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses),
        fc.constantFrom(...acts),
        fc.constantFrom(handler, dispatcher, chairman),
        (status, action, who) => {
          const record = report({ status, queue: ['new', 'waiting'].includes(status) ? 'inbox' : 'closed' });
          const may = mayActs(record, who, [who.officerId]).includes(action.act);
          const problem = problemOf(record, action, context(who));
          if (!may) expect(problem).not.toBeNull();
          else expect(['report_not_open', null]).toContain(problem);
        },
      ),
    );
    expect(new Set(deskActs).size).toBe(deskActs.length);
  });

  it('keeps the author of an answer from approving it, even as chairman', () => {
    const both = officer('c', 'handles', 'dispatches', 'approves');
    const written = after(
      report(),
      { act: 'write_answer', text: 'Xã đã sửa đường.', submit: true },
      context(both, { standsInFor: ['c', 'a'] }),
    );
    expect(problemOf(written, { act: 'approve_answer', publish: true }, context(both, { standsInFor: ['c', 'a'] }))).toBe('own_answer');
  });
});

describe('the clock of a report', () => {
  it('stands still while the resident is asked, and goes on for as long as it stood', () => {
    const asked = after(report(), { act: 'ask', question: 'Đoạn nào hỏng?' }, context(handler));
    expect(asked).toMatchObject({ status: 'waiting', dueOn: null, promisedOn: '2026-12-08', question: { text: 'Đoạn nào hỏng?' } });
    expect(told(asked)).toEqual(['question reporter']);
    const resident = { now, today: '2026-12-04', calendar, terms, isReporter: true };
    const decision = supplemented(asked, 'Đoạn trước nhà văn hóa.', [], resident);
    if (decision === 'already' || 'problem' in decision) throw new Error('was not taken');
    expect(decision.change).toMatchObject({ status: 'in_progress', dueOn: '2026-12-11', promisedOn: '2026-12-11', question: null });
  });

  it('is extended once, with the reporter told why', () => {
    const extended = after(report(), { act: 'extend', reason: 'Chờ vật tư' }, context(handler));
    expect(extended).toMatchObject({ dueOn: '2026-12-22', promisedOn: '2026-12-22' });
    expect(told(extended)).toEqual(['extended everybody']);
    expect(problemOf(extended, { act: 'extend', reason: 'Chờ thêm nữa' }, context(handler))).toBe('already_extended');
  });

  it('notes whether the answer was in time and how many working days it took', () => {
    const late = report({ dueOn: '2026-11-30' });
    const approved = (record: ReportRecord) =>
      report({
        ...record,
        answer: { ...nothingAnswered, state: 'submitted', text: 'Gọi 0912345678.', author: { officerId: 'a', name: 'a', at: now } },
      });
    const answered = after(
      approved(report()),
      { act: 'approve_answer', publish: true },
      context({ ...chairman, title: 'Chủ tịch UBND xã' }),
    );
    expect(answered).toMatchObject({ status: 'answered', queue: 'closed', answeredOn: today, inTime: true, tookWorkingDays: 5 });
    expect(answered.answers[0]).toMatchObject({ text: 'Gọi 0912345678.', publicText: 'Gọi ••••.', signedBy: 'Cán bộ c, Chủ tịch UBND xã' });
    expect(told(answered)).toEqual(['answered everybody']);
    expect(answered.check).toEqual({ on: '2026-12-22', round: 1, state: 'planned' });
    expect(after(approved(late), { act: 'approve_answer', publish: true }, context(chairman)).inTime).toBe(false);
  });
});

describe('a wrong choice', () => {
  it('becomes a complaint that is guided, or another kind with the days of its law, and the resident is told', () => {
    const complaint = after(
      report(),
      { act: 'reclassify', to: 'complaint', categoryKey: null, reason: 'Phản đối quyết định xử phạt' },
      context(handler),
    );
    expect(complaint).toMatchObject({ status: 'redirected', redirected: { to: 'complaint' }, queue: 'closed' });
    expect(told(complaint)).toEqual(['redirected everybody']);
    const procedure = after(
      report(),
      { act: 'reclassify', to: 'procedure_feedback', categoryKey: null, reason: 'Về thủ tục' },
      context(handler),
    );
    expect(procedure).toMatchObject({ kind: 'procedure_feedback', dueOn: '2026-12-01' });
    expect(told(procedure)).toEqual(['reclassified reporter']);
    expect(
      problemOf(report(), { act: 'reclassify', to: 'information_request', categoryKey: null, reason: 'Hỏi số liệu' }, context(handler)),
    ).toBe('report_needs_name');
  });

  it('is never published on the board as a request for information', () => {
    expect(mayActs(report({ kind: 'information_request' }), handler, ['a'])).not.toContain('publish_on_board');
    expect(mayActs(report({ queue: 'aside', status: 'new' }), dispatcher, ['o'])).not.toContain('publish_on_board');
  });
});

describe('what a resident does with an answer', () => {
  const answered = report({
    status: 'answered',
    queue: 'closed',
    answers: [{ text: 'Đã sửa.', publicText: 'Đã sửa.', signedBy: 'Chủ tịch', approvedBy: 'c', publishedAt: now }],
    check: { on: '2026-12-22', round: 1, state: 'planned' },
  });
  const at = (day: string, isReporter = true) => ({ now, today: day, calendar, terms, isReporter });

  it('reopens it within sixty days and twice at most, with a clock of its own', () => {
    const decision = reopened(answered, 'Đường lại hỏng', at('2026-12-10'));
    if (decision === 'already' || 'problem' in decision) throw new Error('was not taken');
    expect(decision.change).toMatchObject({ status: 'reopened', queue: 'inbox', dueOn: '2026-12-24', reopened: 1, inTime: null });
    expect(residentMay(answered, at('2027-01-30')).reopen).toBe(true);
    expect(residentMay(answered, at('2027-01-31')).reopen).toBe(false);
    expect(residentMay({ ...answered, reopened: 2 }, at('2026-12-10')).reopen).toBe(false);
    expect(residentMay(answered, at('2026-12-10', false)).reopen).toBe(false);
  });

  it('is supplemented so often and no more, and the same words twice are one', () => {
    const said = (text: string) => ({ at: now, by: 'Người gửi', text, shown: true });
    const open = report({ events: Array.from({ length: 30 }, (_, index) => said(`Lần ${index}`)) });
    expect(supplemented(open, 'Lần nữa', [], at('2026-12-02'))).toMatchObject({ problem: 'report_not_open' });
    expect(supplemented(report({ events: [said('Ở đoạn cua')] }), 'Ở đoạn cua', [], at('2026-12-02'))).toBe('already');
  });

  it('confirms once that it was fixed', () => {
    const decision = confirmedFixed(answered, at('2026-12-10'));
    if (decision === 'already' || 'problem' in decision) throw new Error('was not taken');
    expect(decision.change).toMatchObject({ status: 'fixed', check: { state: 'used' } });
    expect(confirmedFixed({ ...answered, status: 'fixed' }, at('2026-12-11'))).toBe('already');
  });
});
