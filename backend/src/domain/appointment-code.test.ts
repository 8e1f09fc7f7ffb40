import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppointmentCode } from '../contracts/appointments.js';
import { appointmentCode, isAppointmentCode } from './appointment-code.js';

const number = fc.integer({ min: 0, max: 9_999_999 });

describe('appointment codes', () => {
  it.each([
    // Damm's own example: 572 has the check digit 4.
    [572, 'LH-0000-5724'],
    [0, 'LH-0000-0000'],
    [9_999_999, 'LH-9999-9992'],
  ])('of %i is %s', (random, code) => expect(appointmentCode(random)).toBe(code));

  it('are recognised, are what the contract accepts, and differ for different numbers', () => {
    fc.assert(
      fc.property(number, number, (one, other) => {
        const code = appointmentCode(one);
        expect(isAppointmentCode(code)).toBe(true);
        expect(AppointmentCode.parse(code.toLowerCase().replaceAll('-', ''))).toBe(code);
        expect(appointmentCode(other) === code).toBe(one === other);
      }),
    );
  });

  it('with one wrong digit or two neighbours swapped are refused', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 9 }), (random, at, shift) => {
        const digits = [...appointmentCode(random).replace(/\D/g, '')];
        const written = (changed: string[]): string => `LH-${changed.slice(0, 4).join('')}-${changed.slice(4).join('')}`;
        expect(isAppointmentCode(written(digits.with(at, String((Number(digits[at]) + shift) % 10))))).toBe(false);
        const [one, other] = [digits[at] as string, digits[at + 1]];
        if (other !== undefined && one !== other) expect(isAppointmentCode(written(digits.with(at, other).with(at + 1, one)))).toBe(false);
      }),
    );
  });

  it.each(['', 'LH-0000-572', 'LH-0000-57244', 'lh-0000-5724', 'LH00005724', 'PA-0000-5724', ' LH-0000-5724', 'H55-261124-0007'])(
    'do not look like %j',
    (text) => expect(isAppointmentCode(text)).toBe(false),
  );

  it.each([-1, 10_000_000, 1.5, Number.NaN])('are not made of %d', (random) => expect(() => appointmentCode(random)).toThrow(RangeError));
});
