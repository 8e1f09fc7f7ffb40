import { describe, expect, it } from 'vitest';
import { defaultFeedbackSettings } from '../modules/feedback/default-feedback-settings.js';
import { coverOf, datesOf, responsibleOfficer, standsInFor, termsOn, workedDays, workingDaysFor } from './report-terms.js';

const [terms] = defaultFeedbackSettings.terms;
if (!terms) throw new Error('there are no terms');
const cover = (officerId: string, coverOfficerId: string, from: string, to: string) => ({ officerId, coverOfficerId, from, to });

describe('who answers for a report', () => {
  const routing = [
    { categoryKey: 'rac', hamletKey: null, officerId: 'a' },
    { categoryKey: 'rac', hamletKey: 'xom-2', officerId: 'b' },
    { categoryKey: 'dien', hamletKey: 'xom-2', officerId: 'c' },
  ];
  const asked = (categoryKey: string, hamletKey: string, on = '2026-12-01', excluded: string[] = []) => ({
    categoryKey,
    hamletKey,
    on,
    excluded,
  });
  it.each([
    ['the rule of the hamlet before that of the category', asked('rac', 'xom-2'), [], 'b'],
    ['the rule of the category elsewhere', asked('rac', 'xom-1'), [], 'a'],
    ['nobody where no rule fits', asked('dien', 'xom-1'), [], null],
    ['the cover on its first and last day', asked('rac', 'xom-2', '2026-12-05'), [cover('b', 'd', '2026-12-01', '2026-12-05')], 'd'],
    ['the officer again afterwards', asked('rac', 'xom-2', '2026-12-06'), [cover('b', 'd', '2026-12-01', '2026-12-05')], 'b'],
    [
      'the cover of a cover',
      asked('rac', 'xom-2'),
      [cover('b', 'd', '2026-12-01', '2026-12-05'), cover('d', 'e', '2026-12-01', '2026-12-02')],
      'e',
    ],
    [
      'the next rule when covers lead in a circle',
      asked('rac', 'xom-2'),
      [cover('b', 'd', '2026-12-01', '2026-12-05'), cover('d', 'b', '2026-12-01', '2026-12-02')],
      'a',
    ],
    ['never somebody it names', asked('rac', 'xom-2', '2026-12-01', ['b']), [], 'a'],
    ['not even as a cover', asked('rac', 'xom-2', '2026-12-01', ['d']), [cover('b', 'd', '2026-12-01', '2026-12-05')], 'a'],
    ['nobody when all are named', asked('rac', 'xom-2', '2026-12-01', ['a', 'b']), [], null],
  ])('is %s', (_, question, covers, expected) => {
    expect(responsibleOfficer(routing, covers, question)).toBe(expected);
  });
  it('lets a cover work for whom they cover, on those days only', () => {
    const covers = [cover('b', 'd', '2026-12-01', '2026-12-05')];
    expect(standsInFor('d', covers, '2026-12-03').sort()).toEqual(['b', 'd']);
    expect(standsInFor('d', covers, '2026-12-06')).toEqual(['d']);
    expect(coverOf('b', covers, '2026-12-03')).toBe('d');
  });
});

describe('how long a kind may take', () => {
  it.each([
    ['reflection', false, 10],
    ['proposal', false, 10],
    ['procedure_feedback', false, 5],
    ['information_request', false, 3],
    ['information_request', true, 15],
    ['praise', false, null],
  ] as const)('%s, complex: %s', (kind, complex, days) => {
    expect(workingDaysFor(kind, null, terms, complex)).toBe(days);
  });
  it('takes the terms in force on the day', () => {
    const newer = { ...terms, validFrom: '2027-01-01', answer: 7 };
    expect(termsOn([terms, newer], '2026-12-31').answer).toBe(10);
    expect(termsOn([newer, terms], '2027-01-01').answer).toBe(7);
    expect(termsOn([newer, terms], '2020-01-01').answer).toBe(10);
  });
  it('never takes back a promised day, and counts over Tết', () => {
    const holidays: [] = [];
    const clock = { startedOn: '2026-02-10', workingDays: 5, extraDays: 0, pauses: [] };
    const calendar = { holidays, makeUpDays: [] };
    expect(datesOf(clock, null, terms, calendar).dueOn).toBe('2026-02-24');
    expect(datesOf(clock, '2026-03-02', terms, calendar).dueOn).toBe('2026-03-02');
    expect(workedDays(clock, '2026-02-23', calendar)).toBe(4);
    expect(workedDays({ ...clock, pauses: [{ from: '2026-02-11', to: '2026-02-13', reason: '' }] }, '2026-02-23', calendar)).toBe(2);
  });
});
