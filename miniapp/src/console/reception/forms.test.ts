import { describe, expect, it } from 'vitest';
import { emptyEntry, entryFaults, entryFormOf, entryOf, fieldsOf } from './entry-form.js';
import { clockOf, plannedWords } from './reception-words.js';
import { formFrom, publishedOf, sessionFaults, weeklyOf } from './session-form.js';

const rules = { validFrom: '2014-07-01', daysPerWeek: 1, publishAhead: 5, firstAnswer: 10, refusalNotice: 3, source: 'Luật' };
const defaults = {
  rules,
  upcomingRules: [],
  leaders: [{ officerId: 'a', name: 'Hoàng Thiện Bách', title: 'Chủ tịch UBND xã', isChairman: true }],
  place: 'Trụ sở',
  firstDay: '2026-12-08',
  missingWeeks: [],
  last: null,
};

describe('the form of a session', () => {
  it('begins with the chairman and the habits of the last session', () => {
    const form = formFrom(defaults);
    expect(publishedOf(form)).toMatchObject({
      day: '2026-12-08',
      from: '08:00',
      leaderOfficerId: 'a',
      place: 'Trụ sở',
      places: 6,
      adHoc: null,
    });
    const last = {
      from: '13:30',
      to: '16:30',
      place: 'Hội trường',
      leaderOfficerId: 'a',
      attendees: 'Tư pháp',
      content: '',
      places: 4,
      minutesEach: 45,
    };
    expect(weeklyOf({ ...formFrom({ ...defaults, last }), weekday: '2', weeks: '6' })).toEqual({ ...last, weekday: 2, weeks: 6 });
  });

  it.each([
    [{}, 'one', []],
    [{ day: '' }, 'one', ['body.day']],
    [{ day: '' }, 'weekly', []],
    [{ weeks: '20' }, 'weekly', ['body.weeks']],
    [{ to: '07:00' }, 'one', ['body.to']],
    [{ places: '0' }, 'one', ['body.places']],
    [{ minutesEach: 'x' }, 'one', ['body.minutesEach']],
    [{ ground: 'urgent' }, 'one', ['body.adHoc.note']],
  ] as const)('says what is missing: %j', (change, kind, fields) => {
    expect(Object.keys(sessionFaults({ ...formFrom(defaults), ...change }, kind))).toEqual(fields);
  });

  it('says what becomes of each week', () => {
    const week = { wanted: '2027-02-04', day: '2027-02-11', movedBecause: 'Nghỉ Tết Nguyên đán', skippedBecause: null };
    expect(plannedWords(week)).toBe('Công bố, dời từ 04/02/2027 (Nghỉ Tết Nguyên đán)');
    expect(plannedWords({ ...week, skippedBecause: 'Trùng với buổi của tuần khác.' })).toContain('Không công bố');
  });
});

describe('a line of the register', () => {
  const form = { ...emptyEntry, name: 'Lý Thị Hoa', address: 'Xóm 5', content: 'Sửa đường', kind: 'proposal' as const };
  it('takes over what was booked, and comes back from the server as it went', () => {
    const visitor = {
      bookingId: 'b',
      seat: 1,
      around: '08:00',
      name: 'Nguyễn Văn Minh',
      address: 'Xóm 1',
      phone: null,
      topic: 'Đường sạt',
      people: 3,
      absent: false,
    };
    expect(entryOf(visitor)).toMatchObject({ bookingId: 'b', name: 'Nguyễn Văn Minh', content: 'Đường sạt', people: '3', kind: '' });
    const fields = fieldsOf({ ...form, identityNumber: '019 190 000 123', competent: 'no', ground: 'settled', groundNote: 'QĐ 1' });
    expect(fields).toMatchObject({ identityNumber: '019190000123', competent: false, refusal: { ground: 'settled', note: 'QĐ 1' } });
    expect(fieldsOf(entryFormOf(fields))).toEqual(fields);
  });

  it.each([
    [{}, []],
    [{ name: '' }, ['body.name']],
    [{ kind: '' }, ['body.kind']],
    [{ identityNumber: '123' }, ['body.identityNumber']],
    [{ identityNumber: 'C1234567' }, []],
    [{ people: '501' }, ['body.people']],
    [{ content: '' }, ['body.content']],
  ] as const)('says what is missing: %j', (change, fields) => {
    expect(Object.keys(entryFaults({ ...form, ...change }))).toEqual(fields);
  });

  it('shows its clock in words', () => {
    const row = {
      id: 'x',
      number: '1/2026',
      day: '2026-12-10',
      secret: false,
      kind: 'proposal' as const,
      name: '',
      content: '',
      people: 1,
      refused: false,
      state: 'waiting' as const,
      answer: null,
      dueOn: '2026-12-24',
      lateDays: 0,
      escalated: false,
      handlerName: '',
      openPromises: 0,
    };
    expect(clockOf(row, '2026-12-20')).toEqual({ words: 'Hạn 24/12/2026', tone: 'calm' });
    expect(clockOf(row, '2026-12-24')).toEqual({ words: 'Hạn hôm nay', tone: 'due' });
    expect(clockOf({ ...row, lateDays: 2, escalated: true }, '2026-12-28')).toEqual({
      words: 'Trễ 2 ngày làm việc, đã báo Chủ tịch',
      tone: 'late',
    });
    expect(clockOf({ ...row, state: 'answered', answer: 'forwarded' }, '2026-12-28').words).toBe('Đã chuyển cơ quan có thẩm quyền');
  });
});
