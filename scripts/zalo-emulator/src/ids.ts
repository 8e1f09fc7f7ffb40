import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 19 digits, the first never 0: beyond 2^53 like Zalo's own, so that code which parses ids as numbers shows its fault. */
export function randomId(): string {
  let digits = String(randomInt(1, 10));
  while (digits.length < 19) digits += String(randomInt(0, 10));
  return digits;
}

/** The same 19 digits for the same parts, so that data loaded twice keeps its ids. */
export function derivedId(...parts: string[]): string {
  const number = BigInt(`0x${createHash('sha256').update(parts.join('\n')).digest('hex')}`);
  return (1_000_000_000_000_000_000n + (number % 9_000_000_000_000_000_000n)).toString();
}

/** Lowercase hex, 20 characters: the form of Zalo's message, article and template ids. */
export function randomHex(characters = 20): string {
  return randomBytes(Math.ceil(characters / 2))
    .toString('hex')
    .slice(0, characters);
}

/** An unguessable token of letters, digits, `-` and `_`. */
export function randomToken(bytes = 48): string {
  return randomBytes(bytes).toString('base64url');
}
