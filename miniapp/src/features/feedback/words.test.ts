import { legalSigns } from 'backend/contracts/legal-signs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStopped, signToSay } from './legal-sign.js';
import { fittingSize, mediumFault, playingTime, roomFor } from './media-rules.js';
import { excerptOf, groupedCode, promiseWords, whenWords } from './report-words.js';

describe('what the commune owes', () => {
  const promised = { status: 'in_progress', promisedOn: '2026-12-08', lateDays: 0 } as const;
  it.each([
    [promised, 'Hẹn trả lời chậm nhất Thứ Ba, 08/12/2026'],
    [{ ...promised, lateDays: 2 }, 'Xã trễ hẹn 2 ngày làm việc (hẹn Thứ Ba, 08/12/2026)'],
    [{ ...promised, status: 'waiting' as const }, 'Ngày hẹn lùi lại đến khi có câu trả lời của ông/bà'],
    [{ ...promised, status: 'answered' as const }, undefined],
    [{ ...promised, status: 'declined' as const }, undefined],
    [{ ...promised, promisedOn: null }, undefined],
  ])('is said honestly: %o', (report, words) => {
    expect(promiseWords(report)?.text).toBe(words);
  });
});

describe('a day near today', () => {
  const now = new Date('2026-12-01T18:00:00Z');
  it.each([
    ['2026-12-01T17:30:00Z', 'hôm nay'],
    ['2026-12-01T16:59:00Z', 'hôm qua'],
    ['2026-11-30T16:59:00Z', 'ngày 30/11/2026'],
  ])('is told as people tell it in Vietnam: %s', (at, words) => {
    expect(whenWords(new Date(at), now)).toBe(words);
  });
});

describe('a tracking code', () => {
  it.each([
    ['a7kd9qxm3fht', 'A7KD-9QXM-3FHT'],
    [' A7KD 9QXM–3FHT ', 'A7KD-9QXM-3FHT'],
    ['a7kd-9', 'A7KD-9'],
    ['', ''],
    ['A7KD9QXM3FHT thừa', 'A7KD-9QXM-3FHT'],
  ])('is grouped as it is typed: %s', (typed, shown) => {
    expect(groupedCode(typed)).toBe(shown);
  });

  it('stays the same when it is grouped again', () => {
    fc.assert(fc.property(fc.string(), (typed) => groupedCode(groupedCode(typed)) === groupedCode(typed)));
  });
});

describe('an excerpt', () => {
  it('is one line, cut between words', () => {
    expect(excerptOf('Cống tắc\n\ntrước  nhà', 90)).toBe('Cống tắc trước nhà');
    expect(excerptOf('Cống trước nhà văn hóa', 15)).toBe('Cống trước nhà…');
    expect(excerptOf('😀'.repeat(20), 5)).toBe(`${'😀'.repeat(5)}…`);
  });
});

describe('a medium', () => {
  it.each([
    ['picture', 8 * 1024 * 1024, null, null],
    ['picture', 8 * 1024 * 1024 + 1, null, 'nặng quá 8 MB'],
    ['picture', 0, null, 'trống'],
    ['video', 1_000, 31, null],
    ['video', 1_000, 45, 'dài quá 30 giây'],
    ['video', 16 * 1024 * 1024, null, 'nặng quá 15 MB'],
    ['voice', 1_000, 200, 'dài quá 2 phút'],
    ['voice', 1_000, null, null],
  ] as const)('of kind %s with %i bytes and %o seconds', (kind, bytes, seconds, fault) => {
    if (fault === null) expect(mediumFault(kind, bytes, seconds)).toBeNull();
    else expect(mediumFault(kind, bytes, seconds)).toContain(fault);
  });

  it('finds room until there are as many as the commune takes', () => {
    const four = Array.from({ length: 4 }, () => ({ kind: 'picture' as const }));
    expect([roomFor('picture', []), roomFor('picture', four), roomFor('video', four)]).toEqual([4, 0, 1]);
  });

  it('is drawn in its own shape and never larger', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12_000 }), fc.integer({ min: 1, max: 12_000 }), (width, height) => {
        const fit = fittingSize(width, height, 1600);
        expect(Math.max(fit.width, fit.height)).toBeLessThanOrEqual(1600);
        expect(fit.width).toBeLessThanOrEqual(width);
        if (Math.max(width, height) <= 1600) expect(fit).toEqual({ width, height });
        else expect(Math.abs(fit.width / width - fit.height / height)).toBeLessThan(1 / Math.min(width, height));
      }),
    );
  });

  it.each([
    [5, '0:05'],
    [65.9, '1:05'],
    [-1, '0:00'],
  ])('plays %d seconds: %s', (seconds, words) => {
    expect(playingTime(seconds)).toBe(words);
  });
});

describe('a text of another legal kind', () => {
  const denunciation = 'toi to cao ong truong xom nhan tien hoi lo';
  const complaint = 'Tôi khiếu nại quyết định thu hồi đất của xã';

  it('is spoken of until the person says that it does not fit', () => {
    expect(legalSigns(complaint).map(({ kind }) => kind)).toContain('complaint');
    expect(signToSay(complaint, [])?.kind).toBe('complaint');
    expect(signToSay(complaint, ['complaint'])).toBeNull();
    expect(isStopped(signToSay(complaint, []))).toBe(false);
  });

  it('is stopped when it is a clear denunciation, whatever was said before', () => {
    expect(isStopped(signToSay(denunciation, ['denunciation', 'complaint', 'emergency']))).toBe(true);
    expect(isStopped(signToSay(`${complaint}. ${denunciation}`, ['complaint']))).toBe(true);
    expect(isStopped(signToSay('Cống tắc, nước tràn ra đường', []))).toBe(false);
  });
});
