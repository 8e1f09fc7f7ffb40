import { createHash } from 'node:crypto';
import { readableAlphabet } from './crypto.js';

const letters = 20;

/**
 * The receipt of a vote: letter i is the (big-endian 16-bit number at byte 2i, modulo 25)-th of `34679ACDEFGHJKMNPQRTUVWXY` in the SHA-512 of
 * `<decision id>|<choices joined with +>|<nonce>`, in groups of four. Whoever has the opened box can make it again from each vote; from the receipt
 * alone, without the 128-bit nonce, no choice can be guessed.
 */
export function receiptOf(decisionId: string, choices: readonly string[], nonce: string): string {
  const digest = createHash('sha512')
    .update(`${decisionId}|${choices.join('+')}|${nonce}`)
    .digest();
  const code = Array.from(
    { length: letters },
    (_, index) => readableAlphabet[digest.readUInt16BE(2 * index) % readableAlphabet.length],
  ).join('');
  return (code.match(/.{4}/g) ?? []).join('-');
}
