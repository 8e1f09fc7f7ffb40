import { describe, expect, it } from 'vitest';
import { textBlocks } from '../contracts/disclosure-text.js';
import { disclosureClass, disclosureClasses } from './disclosure-classes.js';
import { dueDay, postingEnd } from './disclosure-clock.js';
import { slugOf } from './slug.js';

const calendar = { holidays: [], makeUpDays: [] };
const wish = { classNumber: 2, permanent: false, postedUntil: null, shorterBasis: null };

describe('the clock of a disclosure', () => {
  it.each([
    ['2026-12-01', '2026-12-08'],
    // A Friday, and a week without days off.
    ['2026-12-04', '2026-12-11'],
    // New Year's Day is not counted.
    ['2026-12-30', '2027-01-07'],
    // 24 November is a day off from 2026 on.
    ['2026-11-20', '2026-11-30'],
  ])('must start within five working days of a document of %s: by %s', (document, due) => {
    expect(dueDay(document, calendar)).toBe(due);
  });

  it('stays posted for thirty days unless more is wished', () => {
    expect(postingEnd('2026-12-01', wish)).toEqual({ kind: 'until', day: '2026-12-31' });
    expect(postingEnd('2026-12-01', { ...wish, postedUntil: '2027-03-01' })).toEqual({ kind: 'until', day: '2027-03-01' });
  });

  it('is shorter only where another law says so, and never over before it begins', () => {
    const short = { ...wish, postedUntil: '2026-12-03' };
    expect(postingEnd('2026-12-01', short)).toEqual({ kind: 'too_short', least: '2026-12-31' });
    expect(postingEnd('2026-12-01', { ...short, shorterBasis: 'NĐ 20/2021, Điều 8' })).toEqual({ kind: 'until', day: '2026-12-03' });
    expect(postingEnd('2026-12-05', { ...short, shorterBasis: 'NĐ 20/2021, Điều 8' }).kind).toBe('too_short');
  });

  it.each([4, 13])('has no end for class %i', (classNumber) => {
    expect(postingEnd('2026-12-01', { ...wish, classNumber, postedUntil: '2026-12-03' })).toEqual({ kind: 'until', day: null });
  });
});

describe('the classes of Article 11', () => {
  it('are fourteen, in order; 7 to 12 are read out for three days', () => {
    expect(disclosureClasses.map(({ number }) => number)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
    expect(disclosureClasses.filter(({ loudspeakerDays }) => loudspeakerDays === 3).map(({ number }) => number)).toEqual([
      7, 8, 9, 10, 11, 12,
    ]);
    expect(() => disclosureClass(15)).toThrow(RangeError);
  });
});

describe('an address from a title', () => {
  it.each([
    ['Quyết toán ngân sách xã năm 2025', 'quyet-toan-ngan-sach-xa-nam-2025'],
    ['  Đường xóm 3 — (đợt 2), 1.250 m ', 'duong-xom-3-dot-2-1-250-m'],
    ['!!!', 'cong-khai'],
    ['a'.repeat(200), 'a'.repeat(80)],
  ])('%s', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it('ends with a whole word', () => {
    const slug = slugOf('một hai ba bốn năm sáu bảy tám chín mười '.repeat(5));
    expect(slug.length).toBeLessThanOrEqual(80);
    expect(slug).toMatch(/-(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)$/);
  });
});

describe('the text', () => {
  it('has paragraphs, lines and lists', () => {
    expect(textBlocks('Một\nhai\n\nCó:\n- a\n- b\r\n\r\nHết')).toEqual([
      { kind: 'paragraph', lines: ['Một', 'hai'] },
      { kind: 'paragraph', lines: ['Có:'] },
      { kind: 'list', items: ['a', 'b'] },
      { kind: 'paragraph', lines: ['Hết'] },
    ]);
    expect(textBlocks('')).toEqual([]);
  });
});
