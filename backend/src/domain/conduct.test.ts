import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConductAnswer, conductGroups, conductItemKeys } from '../contracts/conduct.js';
import { fewestTold, maskOfficerNames, mayRate, monthsBack, newestShown, protectedTable, shownFrom, tallyOf, tellable } from './conduct.js';

describe('the lists', () => {
  it('are the eight behaviours, the badge and the first two of the five, in the plan’s words without its slips', () => {
    expect(conductGroups.flatMap(({ items }) => items.map(({ key }) => key))).toEqual([...conductItemKeys]);
    expect(conductGroups[0].items.map(({ name }) => name)).toEqual(['Xin chào', 'Xin lỗi', 'Xin cảm ơn', 'Xin phép']);
    expect(JSON.stringify(conductGroups)).not.toMatch(/xín|tham nhũng|xu nịnh|lợi dụng/i);
  });
});

describe('when a visit may be rated', () => {
  it.each([
    ['seen', '2026-12-01', '2026-12-01', 'yes'],
    ['seen', '2026-12-01', '2026-12-15', 'yes'],
    ['seen', '2026-12-01', '2026-12-16', 'too_late'],
    ['seen', '2026-12-25', '2027-01-08', 'yes'],
    ['no_show', '2026-12-01', '2026-12-01', 'not_seen'],
    ['cancelled', '2026-12-01', '2026-12-01', 'not_seen'],
    ['revoked', '2026-12-01', '2026-12-01', 'not_seen'],
    ['booked', '2026-12-01', '2026-12-01', 'not_seen'],
    ['serving', '2026-12-01', '2026-12-01', 'not_seen'],
  ] as const)('%s on %s, asked on %s: %s', (status, date, today, expected) => {
    expect(mayRate({ status, date }, today)).toBe(expected);
  });

  it('tells a month only when nobody can rate its visits any more', () => {
    expect(shownFrom('2026-12')).toBe('2027-01-16');
    expect(shownFrom('2027-01')).toBe('2027-02-16');
    expect(shownFrom('2028-02')).toBe('2028-03-16');
    expect(newestShown('2027-01-15')).toBe('2026-11');
    expect(newestShown('2027-01-16')).toBe('2026-12');
    expect(newestShown('2027-03-01')).toBe('2027-01');
    expect(monthsBack('2027-01', 12)).toBe('2026-02');
    for (const day of ['2026-12-01', '2026-12-31']) expect(mayRate({ status: 'seen', date: day }, shownFrom('2026-12'))).toBe('too_late');
  });
});

describe('numbers of few', () => {
  const told = (counts: Record<string, number>, hidden: string[] = []) => {
    const answer = tellable(new Map(Object.entries(counts)), new Set(hidden));
    return [[...answer.told].sort().join(''), answer.sumTold];
  };
  it.each([
    [{ a: 5, b: 9 }, 'ab', true],
    // One of few: the next smallest goes with it.
    [{ a: 4, b: 9, c: 20 }, 'c', true],
    [{ a: 4, b: 9 }, '', true],
    // Two of few that are still fewer than five together.
    [{ a: 1, b: 2, c: 9, d: 9 }, 'c', true],
    [{ a: 4, b: 4, c: 9 }, 'c', true],
    [{ a: 4 }, '', false],
    [{ a: 2, b: 2 }, '', false],
    [{ a: 0, b: 9 }, 'b', true],
    [{}, '', false],
  ])('%j: %s, and the sum %s', (counts, expected, sum) => {
    expect(told(counts as Record<string, number>)).toEqual([expected, sum]);
  });
  it('hides the sum when it would be the number of a hidden team', () => {
    expect(told({ a: 7 }, ['a'])).toEqual(['', false]);
    expect(told({ a: 7, b: 6 }, ['a'])).toEqual(['', true]);
  });

  it('never lets fewer than five be told, nor had by subtraction', () => {
    const answer = fc.constantFrom<ConductAnswer | undefined>('yes', 'no', 'unsure', undefined);
    const rating = fc
      .record({ overall: fc.integer({ min: 1, max: 5 }), greeted: answer, badge: answer })
      .map(({ overall, ...answers }) => ({ overall, answers: JSON.parse(JSON.stringify(answers)) as object }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.array(rating, { maxLength: 14 })), (month) => {
        const tallies = new Map(Object.entries(month).map(([team, ratings]) => [team, tallyOf(ratings, conductItemKeys)]));
        const table = protectedTable(tallies, conductItemKeys);
        const counted = (team: string) => tallies.get(team)?.count ?? 0;
        const cells = [...table.teams];
        for (const [team, cell] of cells) if (cell.state === 'shown') expect(counted(team)).toBeGreaterThanOrEqual(fewestTold);
        const check = (numbers: [number, boolean][], sumIsTold: boolean) => {
          const hidden = numbers.filter(([count, isTold]) => count > 0 && !isTold).map(([count]) => count);
          for (const [count, isTold] of numbers) if (isTold) expect(count).toBeGreaterThanOrEqual(fewestTold);
          if (!sumIsTold || hidden.length === 0) return;
          expect(hidden.length).toBeGreaterThan(1);
          expect(hidden.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(fewestTold);
        };
        check(
          cells.map(([team, cell]) => [counted(team), cell.state === 'shown']),
          table.total.state === 'shown',
        );
        for (const item of conductItemKeys)
          check(
            cells.map(([team, cell]) => {
              const said = tallies.get(team)?.items[item] ?? { yes: 0, no: 0 };
              return [said.yes + said.no, cell.state === 'shown' && cell.shares[item] !== null];
            }),
            table.total.state === 'shown' && table.total.shares[item] !== null,
          );
      }),
    );
  });

  it('gives shares of those who said yes or no', () => {
    const ratings = [
      ...Array.from({ length: 6 }, () => ({ overall: 5, answers: { greeted: 'yes' as const, badge: 'unsure' as const } })),
      ...Array.from({ length: 3 }, () => ({ overall: 2, answers: { greeted: 'no' as const } })),
    ];
    const { total } = protectedTable(new Map([['a', tallyOf(ratings, conductItemKeys)]]), conductItemKeys);
    expect(total).toMatchObject({ state: 'shown', count: 9, overall: 4, shares: { greeted: 67, badge: null, helped: null } });
  });
});

describe('names of officers', () => {
  const names = ['Nông Thị Diễm Quỳnh', 'Hoàng Thiện Bách', 'Lương Khánh Duy'];
  it.each([
    ['Nông Thị Diễm Quỳnh rất tận tình.', 'Cán bộ rất tận tình.'],
    ['Tôi gặp chị Quỳnh, chị nói nhẹ nhàng.', 'Tôi gặp cán bộ, chị nói nhẹ nhàng.'],
    ['toi gap chi quynh o quay', 'toi gap cán bộ o quay'],
    ['Hỏi cán bộ Diễm Quỳnh và ông Bách', 'Hỏi cán bộ và cán bộ'],
    ['NÔNG THỊ DIỄM QUỲNH không chào', 'Cán bộ không chào'],
    ['Hôm qua Duy bảo tôi về. Duy không xin lỗi.', 'Hôm qua cán bộ bảo tôi về. Duy không xin lỗi.'],
    ['Cây bách trước trụ sở đẹp', 'Cây bách trước trụ sở đẹp'],
    ['Tôi duy nhất một lần phải chờ', 'Tôi duy nhất một lần phải chờ'],
    ['hỏi bà Duyên ở xóm 5', 'hỏi bà Duyên ở xóm 5'],
    ['', ''],
  ])('%s → %s', (text, expected) => {
    expect(maskOfficerNames(text, names)).toBe(expected);
  });
  it('leaves no full name of an officer in any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...names), fc.string(), (before, name, after) => {
        const text = `${before} ${name} ${after}`.normalize('NFC');
        expect(maskOfficerNames(text, names)).not.toContain(name);
      }),
    );
  });
});
