import { describe, expect, it } from 'vitest';
import { answersTo, codeIn } from './matching.js';

const appointment = {
  code: 'LH-1234-5678',
  personName: 'Nguyễn Thị Đượm',
  bookedByName: 'Trần Văn Kỷ',
  phone: '+84912345678',
  plainName: 'Làm giấy khai sinh',
};

describe('finding an appointment in the list of the day', () => {
  it.each([
    '',
    '  ',
    'duom',
    'Đượm',
    'nguyen thi',
    'thi nguyen',
    'ky',
    'khai sinh',
    'lh',
    'LH-12',
    '1234-5',
    '5678',
    '678',
    '0912345678',
    '+84 912 345 678',
    'ĐƯỢM'.normalize('NFD'),
  ])('finds it by “%s”', (typed) => {
    expect(answersTo(appointment, typed)).toBe(true);
  });

  it.each(['hoa', 'duom hoa', '9999', 'uom', 'LH-99', '0912 000'])('does not take it for “%s”', (typed) => {
    expect(answersTo(appointment, typed)).toBe(false);
  });

  it('does not look for a phone by fewer than three digits, nor trip over a missing one', () => {
    expect(answersTo({ ...appointment, code: 'LH-1111-1111' }, '78')).toBe(false);
    expect(answersTo({ ...appointment, phone: null, code: 'LH-1111-1111' }, '678')).toBe(false);
  });
});

describe('reading a code', () => {
  it.each(['LH-1234-5678', 'lh12345678', ' LH 1234 5678 ', '12345678', '1234-5678'])('reads “%s”', (typed) => {
    expect(codeIn(typed)).toBe('LH-1234-5678');
  });

  it.each(['', 'LH-1234-567', '123456789', 'H55-260101-0001', 'Nguyễn', '0912345678'])('leaves “%s” alone', (typed) => {
    expect(codeIn(typed)).toBeNull();
  });
});
