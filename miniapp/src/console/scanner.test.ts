import { expect, it } from 'vitest';
import { afterKey, nothingScanned } from './scanner.js';

function typed(keys: readonly string[], pause: number): string | null {
  let scanned = nothingScanned;
  let found: string | null = null;
  keys.forEach((key, index) => {
    const step = afterKey(scanned, key, 1000 + index * pause);
    scanned = step.scanned;
    found = step.code ?? found;
  });
  return found;
}

it('recognises a scanned code wherever the focus is', () => {
  expect(typed([...'LH-1234-5678', 'Enter'], 8)).toBe('LH-1234-5678');
  expect(typed(['Shift', 'L', 'Shift', 'H', ...'-1234-5678', 'Enter'], 8)).toBe('LH-1234-5678');
});

it('does not take a hand on the keyboard for a scanner', () => {
  expect(typed([...'LH-1234-5678', 'Enter'], 150)).toBeNull();
});

it('forgets keys pressed before the scan and other codes', () => {
  expect(typed(['j', 'ArrowDown', ...'LH-1234-5678', 'Enter'], 8)).toBe('LH-1234-5678');
  expect(typed([...'12345678', 'Enter'], 8)).toBeNull();
  expect(typed([...'H55-260101-0001', 'Enter'], 8)).toBeNull();
});
