import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreBands, scoreCriteria, scoreKeys } from '../contracts/scorecard.js';
import { firstDayOf, lastDayOf, monthsOf, periodsBack, quarterOf, quartersOf } from './periods.js';
import {
  addFacts,
  attitudeScore,
  countOf,
  medianOf,
  officeOf,
  oneDecimal,
  pointsOf,
  publishedPoints,
  type ServedVisit,
  timeScore,
  totalOf,
  visitFacts,
  voicesPoints,
} from './scorecard.js';

const at = (time: string, day = '2026-12-01') => new Date(`${day}T${time}:00+07:00`);
const visit = (more: Partial<ServedVisit> & { arrived?: string; called?: string } = {}): ServedVisit => {
  const { arrived = '08:20', called = '08:30', ...rest } = more;
  const date = rest.date ?? '2026-12-01';
  return {
    residentId: 'r1',
    personName: 'Lý Văn Một',
    procedureCode: '2.000815',
    counterKey: 'mot-cua',
    date,
    start: '08:30',
    end: '09:00',
    arrivedAt: at(arrived, date),
    servedAt: at(called, date),
    endedAt: at('09:10', date),
    resultOn: date,
    ...rest,
  };
};

describe('periods', () => {
  it('are quarters and years of the calendar', () => {
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31', '2026-09'].map(quarterOf)).toEqual([
      '2026-Q1',
      '2026-Q1',
      '2026-Q2',
      '2026-Q4',
      '2026-Q3',
    ]);
    expect(monthsOf('2026-Q4')).toEqual(['2026-10', '2026-11', '2026-12']);
    expect(quartersOf('2026')).toEqual(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']);
    expect([firstDayOf('2028-Q1'), lastDayOf('2028-Q1'), firstDayOf('2026'), lastDayOf('2026')]).toEqual([
      '2028-01-01',
      '2028-03-31',
      '2026-01-01',
      '2026-12-31',
    ]);
    expect(lastDayOf('2026-Q2')).toBe('2026-06-30');
    expect(periodsBack('2027-Q1', '2026-Q3')).toEqual(['2027', '2027-Q1', '2026', '2026-Q4', '2026-Q3']);
  });
});

describe('criterion 1, time against what was promised', () => {
  it.each([
    ['08:20', '08:25', 'two'], // before the booked time
    ['08:20', '08:30', 'two'],
    ['08:20', '08:31', 'one'],
    ['08:20', '09:00', 'one'],
    ['08:20', '09:01', 'none'],
    // Came twenty minutes late: everything moves by twenty minutes.
    ['08:50', '08:50', 'two'],
    ['08:50', '09:20', 'one'],
    ['08:50', '09:21', 'none'],
  ])('arrived %s, called %s: %s', (arrived, called, expected) => {
    expect(timeScore(visit({ arrived, called }))).toBe(expected);
  });
});

describe('criterion 3, contacting again', () => {
  const quarter = { from: '2026-10-01', to: '2026-12-31' };
  const mattersOf = (...visits: Partial<ServedVisit>[]) =>
    officeOf(
      visitFacts(
        visits.map((each) => visit(each)),
        quarter,
      ),
    ).matters;

  it('counts the same person for the same procedure within fifteen days, from one visit to the next', () => {
    expect(mattersOf({ date: '2026-11-02' })).toEqual({ two: 1, one: 0, none: 0 });
    expect(mattersOf({ date: '2026-11-17' }, { date: '2026-11-02' })).toEqual({ two: 0, one: 1, none: 0 });
    expect(mattersOf({ date: '2026-11-02' }, { date: '2026-11-18' })).toEqual({ two: 2, one: 0, none: 0 });
    expect(mattersOf({ date: '2026-11-02' }, { date: '2026-11-10' }, { date: '2026-11-20' })).toEqual({ two: 0, one: 0, none: 1 });
    // Another procedure, another person, or somebody nobody knows: other matters, or none.
    expect(mattersOf({}, { procedureCode: '1.001193' }, { personName: 'Lý Văn Hai' }, { residentId: 'r2' }, { residentId: null })).toEqual({
      two: 4,
      one: 0,
      none: 0,
    });
  });

  it('lets people come for a result that is ready later', () => {
    const later = { resultOn: null };
    expect(mattersOf({ ...later, date: '2026-11-02' }, { ...later, date: '2026-11-09' })).toEqual({ two: 1, one: 0, none: 0 });
    expect(mattersOf(...['02', '09', '12'].map((day) => ({ ...later, date: `2026-11-${day}` })))).toEqual({ two: 0, one: 1, none: 0 });
  });

  it('puts a matter into the quarter it began in, and follows it to its end', () => {
    expect(mattersOf({ date: '2026-12-30' }, { date: '2027-01-08' })).toEqual({ two: 0, one: 1, none: 0 });
    expect(mattersOf({ date: '2026-09-28' }, { date: '2026-10-05' })).toEqual({ two: 0, one: 0, none: 0 });
  });
});

it('adds quarters up to a year, and finds the middle of the minutes', () => {
  const one = visitFacts(
    [visit({ arrived: '08:20', called: '08:30' }), visit({ residentId: 'r2', counterKey: 'ho-tich', called: '08:45' })],
    {
      from: '2026-10-01',
      to: '2026-12-31',
    },
  );
  expect(one.teams['mot-cua']).toEqual({
    visits: 1,
    time: { two: 1, one: 0, none: 0 },
    matters: { two: 1, one: 0, none: 0 },
    waits: { 10: 1 },
    works: { 40: 1 },
  });
  const year = officeOf(addFacts([one, one]));
  expect(year).toMatchObject({ visits: 4, time: { two: 2, one: 2, none: 0 }, waits: { 10: 2, 25: 2 } });
  expect(pointsOf(year.time)).toBe(1.5);
  expect(medianOf(year.waits)).toBe(17.5);
  expect(medianOf({ 5: 1, 8: 1, 40: 1 })).toBe(8);
  expect(medianOf({})).toBeNull();
  expect(pointsOf({ two: 0, one: 0, none: 0 })).toBeNull();
});

describe('criteria 6, 7 and 8', () => {
  it.each([
    [true, true, 2],
    [true, false, 1],
    [false, true, 1],
    [false, false, 0],
  ])('published: electronic %s, posted %s gives %i', (electronic, posted, points) => {
    expect(publishedPoints({ electronic, posted })).toBe(points);
  });

  it.each([
    [0, { two: 3, one: 2, none: 1 }],
    [1, { two: 2, one: 2, none: 2 }],
    [4, { two: 0, one: 1, none: 5 }],
    [9, { two: 0, one: 0, none: 6 }],
  ])('attitude: %i complaints take their points from as many visits', (complaints, expected) => {
    expect(attitudeScore({ two: 3, one: 2, none: 1 }, complaints)).toEqual(expected);
  });

  it.each([
    [10, 0, 2],
    [9, 1, 1],
    [89, 11, 0],
    [18, 2, 1],
    [17, 2, 0],
    [0, 1, 0],
    [0, 0, null],
  ])('feedback: %i in time and %i late gives %s', (inTime, late, points) => {
    expect(voicesPoints({ inTime, late })).toBe(points);
  });
});

describe('the whole', () => {
  const nine = (sum: number) => [sum - 8, ...Array.from({ length: 8 }, () => 1)];
  it.each([
    [18, 18, 'Xuất sắc'],
    [15, 15, 'Xuất sắc'],
    [14.95, 15, 'Xuất sắc'],
    [14.94, 14.9, 'Tốt'],
    [12, 12, 'Tốt'],
    [11.94, 11.9, 'Khá'],
    [9, 9, 'Khá'],
    [8.9, 8.9, 'Trung bình'],
    [6, 6, 'Trung bình'],
    [5.9, 5.9, 'Yếu'],
    [0, 0, 'Yếu'],
  ])('%d points are %d: %s', (sum, total, band) => {
    expect(totalOf(nine(sum), scoreBands)).toEqual({ total, criteria: 9, band });
  });

  it('says over how many criteria it stands, and gives no band for what is not there', () => {
    expect(totalOf([2, null, 1.25, null, null, 2, 1, null, null], scoreBands)).toEqual({ total: 6.3, criteria: 4, band: null });
    expect(totalOf([null, null], scoreBands)).toEqual({ total: null, criteria: 0, band: null });
  });

  it('has nine criteria of at most two points, eighteen together', () => {
    expect(scoreCriteria.map(({ key }) => key)).toEqual([...scoreKeys]);
    const scored = fc.record({ two: fc.nat(500), one: fc.nat(500), none: fc.nat(500) });
    fc.assert(
      fc.property(fc.array(scored, { minLength: 9, maxLength: 9 }), fc.nat(2_000), (all, complaints) => {
        const points = all.map(pointsOf);
        for (const each of points) expect(each === null || (each >= 0 && each <= 2)).toBe(true);
        const { total } = totalOf(points, scoreBands);
        expect(total === null || (total >= 0 && total <= 18)).toBe(true);
        const [first] = all;
        if (!first || countOf(first) === 0) return;
        const after = attitudeScore(first, complaints);
        expect(countOf(after)).toBe(countOf(first));
        expect(pointsOf(after)).toBeLessThanOrEqual(pointsOf(first) ?? 0);
      }),
    );
    expect([14.95, 0.05, 1.005, 2.25].map(oneDecimal)).toEqual([15, 0.1, 1, 2.3]);
  });
});
