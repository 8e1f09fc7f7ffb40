import { flatten } from './flat-text.js';
import { certificateCandidates, emailCandidates, plateCandidates } from './personal-codes.js';
import { numberCandidates, type PersonalKind } from './personal-numbers.js';

export type { PersonalKind };

/** Personal data in a text: `text.slice(from, to)`, counted in UTF-16 units of the text as it was given. */
export type Found = { kind: PersonalKind; from: number; to: number; text: string };

/**
 * What must not be published of a person (Luật 91/2025/QH15 Art. 16): phones, identity numbers, bank accounts, plates, addresses of mail and numbers of
 * land-use certificates, in order and without overlap. Written together or apart, with or without diacritics, composed or not, o for 0, digits spelled.
 * Money, dates, measures, numbers of laws and of files, short emergency numbers stay; so do the `allowed` numbers, such as the commune's hotline.
 * Short accounts and old identity numbers are known only by a word beside them: an officer still reads the text.
 */
export function personalData(text: string, allowed: readonly string[] = []): Found[] {
  return maskPersonalData(text, allowed).found;
}

/** The text with the middle of all personal data covered by •, one for each UTF-16 unit, so that `found` holds for it too. Masked again it stays as it is. */
export function maskPersonalData(text: string, allowed: readonly string[] = []): { text: string; found: Found[] } {
  const pieces: Piece[] = [];
  const units = text.split('');
  // What is covered may lay open its neighbour: two numbers that ran into each other are known one after the other.
  for (let more = look(text, allowed); more.length > 0; more = look(units.join(''), allowed)) {
    pieces.push(...more);
    for (const { hidden } of more) for (const unit of hidden) units[unit] = '•';
  }
  const found = merged(pieces, (one, other) => one.to - one.from > other.to - other.from);
  return { text: units.join(''), found: found.map(({ kind, from, to }) => ({ kind, from, to, text: text.slice(from, to) })) };
}

/** A stretch of the text itself, and which of its units are to be covered. */
type Piece = { kind: PersonalKind; from: number; to: number; distance: number; hidden: number[] };

function look(text: string, allowed: readonly string[]): Piece[] {
  const flat = flatten(text);
  const pieces = [
    ...emailCandidates(flat),
    ...plateCandidates(flat),
    ...certificateCandidates(flat),
    ...numberCandidates(flat, allowed),
  ].map(
    ({ kind, start, end, hidden, distance }): Piece => ({
      kind,
      from: flat.from[start] as number,
      to: flat.to[end - 1] as number,
      distance,
      hidden: hidden.flatMap((place) => unitsBetween(flat.from[place] as number, flat.to[place] as number)),
    }),
  );
  return merged(pieces, (one, other) => {
    const longer = one.to - one.from - (other.to - other.from);
    return longer > 0 || (longer === 0 && one.distance < other.distance);
  });
}

const unitsBetween = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

/** Pieces that overlap made one, which hides what any of them hides and has the kind of the one that tells best. In order. */
function merged(pieces: readonly Piece[], tellsBetter: (one: Piece, other: Piece) => boolean): Piece[] {
  const result: { whole: Piece; best: Piece }[] = [];
  for (const piece of [...pieces].sort((one, other) => one.from - other.from)) {
    const last = result.at(-1);
    if (last && piece.from < last.whole.to) {
      last.whole.to = Math.max(last.whole.to, piece.to);
      last.whole.hidden.push(...piece.hidden);
      if (tellsBetter(piece, last.best)) last.best = piece;
    } else result.push({ whole: { ...piece, hidden: [...piece.hidden] }, best: piece });
  }
  return result.map(({ whole, best }) => ({ ...whole, kind: best.kind, distance: best.distance }));
}
