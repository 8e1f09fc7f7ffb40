import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { representativesSentence } from '../contracts/reception-words.js';
import { decidedDays } from './public-calendar.testing.js';
import {
  aroundTime,
  dueStep,
  firstAnswerDay,
  firstPublishableDay,
  leaderBlocks,
  timeFaults,
  weeklyPlan,
  weeksWithTooFew,
  workingDaysLate,
} from './reception-days.js';
import { defaultReceptionRules, receptionRulesOn } from './reception-rules.js';
import { addDays, timeFromMinutes, weekdayOf } from './vietnam-time.js';
import { isWorkingDay } from './working-days.js';

const rules = defaultReceptionRules;
const free = () => false;
const anyDay = fc.integer({ min: 0, max: 700 }).map((count) => addDays('2025-01-01', count));

describe('the days of reception', () => {
  it.each([
    ['an ordinary week', '2026-12-01', '2026-12-08'],
    ['a Saturday, which counts as the Friday before it', '2026-12-05', '2026-12-11'],
    ['over Tết', '2026-02-12', '2026-02-26'],
    ['over a make-up Saturday', '2026-08-19', '2026-08-25'],
    ['over 24/11', '2026-11-18', '2026-11-26'],
  ])('may be published for no sooner than five working days ahead: %s', (_why, today, first) => {
    expect(firstPublishableDay(today, rules, decidedDays)).toBe(first);
  });

  it.each([
    ['over Tết', '2026-02-12', '2026-03-05'],
    ['over New Year', '2026-12-24', '2027-01-08'],
    ['over a make-up Saturday', '2026-08-14', '2026-08-27'],
  ])('ask for the first answer within ten working days: %s', (_why, received, due) => {
    expect(firstAnswerDay(received, rules, decidedDays)).toBe(due);
  });

  it('follow the rule of the day, and the law until somebody wrote down another', () => {
    const later = { ...rules, validFrom: '2027-01-01', firstAnswer: 7, source: 'Luật mới' };
    expect(receptionRulesOn([later], '2026-12-31')).toBe(rules);
    expect(receptionRulesOn([later], '2027-01-01')).toBe(later);
  });

  it('remind the working day before, on the day, and are late after it', () => {
    fc.assert(
      fc.property(anyDay, (received) => {
        const due = firstAnswerDay(received, rules, decidedDays);
        const days = Array.from({ length: 40 }, (_, index) => addDays(received, index));
        const steps = days.map((day) => [day, dueStep(due, day, decidedDays)] as const);
        expect(steps.filter(([day, step]) => step === 'before' && isWorkingDay(day, decidedDays))).toHaveLength(1);
        expect(steps.filter(([, step]) => step === 'today').map(([day]) => day)).toEqual([due]);
        for (const [day, step] of steps) {
          expect(step === 'late').toBe(day > due);
          expect(workingDaysLate(due, day, decidedDays) > 0).toBe(
            days.some((one) => one > due && one <= day && isWorkingDay(one, decidedDays)),
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a weekly rule', () => {
  it('moves a day off to the next working day and says why', () => {
    const plan = weeklyPlan({ weekday: 4, weeks: 3 }, { firstDay: '2026-02-10', calendar: decidedDays, taken: free });
    expect(plan).toEqual([
      { wanted: '2026-02-12', day: '2026-02-12', movedBecause: null, skippedBecause: null },
      { wanted: '2026-02-19', day: '2026-02-23', movedBecause: 'Nghỉ Tết Nguyên đán', skippedBecause: null },
      { wanted: '2026-02-26', day: '2026-02-26', movedBecause: null, skippedBecause: null },
    ]);
  });

  it('skips a week whose moved day is the next one already, and a day that is taken', () => {
    const plan = weeklyPlan(
      { weekday: 1, weeks: 3 },
      { firstDay: '2026-02-10', calendar: decidedDays, taken: (day) => day === '2026-03-02' },
    );
    expect(plan.map(({ wanted, day, skippedBecause }) => [wanted, day, skippedBecause])).toEqual([
      ['2026-02-16', '2026-02-23', null],
      ['2026-02-23', '2026-02-23', 'Trùng với buổi của tuần khác.'],
      ['2026-03-02', '2026-03-02', 'Ngày này đã có buổi tiếp vào giờ ấy.'],
    ]);
  });

  it('gives one working day for each week, never before the first that may be published, and none twice', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 13 }), (firstDay, weekday, weeks) => {
        const plan = weeklyPlan({ weekday, weeks }, { firstDay, calendar: decidedDays, taken: free });
        const held = plan.filter(({ skippedBecause }) => skippedBecause === null);
        expect(plan).toHaveLength(weeks);
        expect(new Set(held.map(({ day }) => day)).size).toBe(held.length);
        for (const { wanted, day, movedBecause } of plan) {
          expect(weekdayOf(wanted)).toBe(weekday);
          expect(day >= wanted && wanted >= firstDay && isWorkingDay(day, decidedDays)).toBe(true);
          expect(movedBecause === null).toBe(day === wanted);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leaves no week unnoticed in which the chairman receives too seldom', () => {
    const weeks = { from: '2026-12-08', weeks: 3, daysPerWeek: 1 };
    expect(weeksWithTooFew(['2026-12-10', '2026-12-24'], weeks, decidedDays)).toEqual([
      { from: '2026-12-14', to: '2026-12-20', published: 0 },
    ]);
    // The week of Tết has no working day.
    expect(weeksWithTooFew([], { ...weeks, from: '2026-02-16', weeks: 1 }, decidedDays)).toEqual([]);
    expect(weeksWithTooFew(['2026-12-08', '2026-12-08'], { ...weeks, weeks: 1, daysPerWeek: 2 }, decidedDays)).toHaveLength(1);
  });
});

describe('the hours of a session', () => {
  const hours = { from: '08:00', to: '11:00', places: 6, minutesEach: 30 };
  it.each([
    [{}, null],
    [{ to: '08:00' }, 'body.to'],
    [{ to: '07:30' }, 'body.to'],
    [{ to: '08:10', places: 1, minutesEach: 5 }, 'body.to'],
    [{ from: '06:00', to: '17:00' }, 'body.to'],
    [{ from: '08:03' }, 'body.from'],
    [{ places: 7 }, 'body.places'],
    [{ minutesEach: 31 }, 'body.places'],
  ])('are possible: %j', (change, field) => {
    expect(timeFaults({ ...hours, ...change })[0]?.field ?? null).toBe(field);
  });

  it('share a key exactly when one leader would be in two places', () => {
    const time = fc.integer({ min: 0, max: 286 });
    const range = fc
      .tuple(time, time)
      .filter(([one, other]) => one < other)
      .map(([from, to]) => ({ from: timeFromMinutes(from * 5), to: timeFromMinutes(to * 5) }));
    fc.assert(
      fc.property(range, range, fc.boolean(), (one, other, sameLeader) => {
        const keys = new Set(leaderBlocks('a', { day: '2026-12-10', ...one }));
        const shared = leaderBlocks(sameLeader ? 'a' : 'b', { day: '2026-12-10', ...other }).some((key) => keys.has(key));
        expect(shared).toBe(sameLeader && one.from < other.to && other.from < one.to);
      }),
    );
  });

  it('tell each place about when its turn comes', () => {
    expect([1, 2, 6].map((seat) => aroundTime('08:00', seat, 30))).toEqual(['08:00', '08:30', '10:30']);
  });
});

it('says how many of a group speak for it', () => {
  expect([1, 4].map(representativesSentence)).toEqual([null, null]);
  expect([5, 10].map(representativesSentence)).toEqual([
    expect.stringContaining('1 hoặc 2 người'),
    expect.stringContaining('1 hoặc 2 người'),
  ]);
  expect(representativesSentence(11)).toContain('nhiều nhất 5 người');
});
