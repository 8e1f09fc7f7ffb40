import { forget, ownKey, remember, remembered } from '../../storage.js';

const key = () => ownKey('tracking-codes');

/** Tracking codes the person asked this phone to keep, the newest first. Without asking none is kept. */
export function keptCodes(): string[] {
  const kept = remembered(key());
  return Array.isArray(kept) ? kept.filter((code): code is string => typeof code === 'string') : [];
}

/** Keeps a code, because the person asked for it. */
export function keepCode(code: string): void {
  remember(key(), [code, ...keptCodes().filter((other) => other !== code)]);
}

export function forgetCode(code: string): void {
  const left = keptCodes().filter((other) => other !== code);
  if (left.length === 0) forget(key());
  else remember(key(), left);
}
