import { problemCodes } from 'backend/contracts/problem';
import { describe, expect, it } from 'vitest';
import { CallFailure, type FailureCode } from './api.js';
import { documentWords, failureWords, greeting, messageWords, money, sayFailure, sayReadFailure, sentence, statusWords } from './words.js';

describe('what a failure says', () => {
  const codes: FailureCode[] = ['offline', ...problemCodes];

  it.each(codes)('%s: a whole Vietnamese sentence without code, English or blame', (code) => {
    for (const words of [sayFailure(new CallFailure(code, 400)), sayReadFailure(new CallFailure(code, 400))]) {
      expect(words).toMatch(/^\p{Lu}.*[.]$/u);
      expect(words).not.toMatch(/[_{}]|error|lỗi \d|\b[45]\d\d\b|undefined|null/i);
      expect(words).toBe(words.normalize('NFC'));
    }
  });

  it('is the server’s own sentence where that knows how many or until when', () => {
    const failure = new CallFailure('too_many_open', 409, { detail: 'Ông/bà đang có 3 lịch hẹn chưa làm xong.' });
    expect(sayFailure(failure)).toBe('Ông/bà đang có 3 lịch hẹn chưa làm xong.');
    expect(sayFailure(new CallFailure('slot_taken', 409, { detail: 'taken' }))).toBe(failureWords.slot_taken);
  });

  it('does not speak of what was filled in where nothing was', () => {
    for (const code of ['offline', 'internal', 'database_unavailable'] as const) {
      expect(sayFailure(new CallFailure(code, 500))).toContain('đã điền');
      expect(sayReadFailure(new CallFailure(code, 500))).not.toContain('đã điền');
    }
  });

  it('is something even for a code of a newer server', () => {
    expect(sayFailure(new CallFailure('brand_new' as FailureCode, 500))).toBe(failureWords.internal);
  });
});

describe('words', () => {
  it.each([
    [{ name: 'Nông Thị Thơm', nameKnown: true }, 'Chào ông/bà Thơm'],
    [{ name: 'Người dùng Zalo', nameKnown: false }, 'Chào ông/bà'],
    [{ name: '  ', nameKnown: true }, 'Chào ông/bà'],
  ])('greet by the given name, which comes last', (me, words) => {
    expect(greeting(me)).toBe(words);
  });

  it('write money with a point, free as free, unknown as the province’s', () => {
    expect([money(8_000), money(0), money(1_250_000), money(null)]).toEqual(['8.000 đ', 'Miễn phí', '1.250.000 đ', 'Theo mức của tỉnh']);
  });

  it('say how many of a document, and whether it comes back', () => {
    expect(documentWords({ action: 'submit', originals: 1, copies: 2 })).toBe('1 bản chính, 2 bản sao · nộp');
    expect(documentWords({ action: 'present', originals: 1, copies: 0 })).toBe('1 bản chính · mang theo để đối chiếu, được nhận lại');
    expect(documentWords({ action: 'submit', originals: 0, copies: 0 })).toBe('Nộp');
  });

  it('begin a line with a capital', () => {
    expect([sentence('xã Phú Lạc'), sentence('đóng cửa'), sentence('')]).toEqual(['Xã Phú Lạc', 'Đóng cửa', '']);
  });

  it('name every state differently', () => {
    for (const words of [statusWords, messageWords]) expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length);
  });
});
