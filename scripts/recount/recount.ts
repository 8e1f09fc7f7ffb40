import { createHash } from 'node:crypto';

/** What a recount found: `wrong` is empty when every vote stands under its own published receipt, and each receipt under one vote. */
export type Recounted = {
  valid: number;
  invalid: number;
  byChoice: Record<string, number>;
  byHamlet: Record<string, Record<string, number>>;
  wrong: string[];
};

const alphabet = '34679ACDEFGHJKMNPQRTUVWXY';

/** Written anew from the description, not taken from the backend, so that two programs must agree. */
function receiptFrom(decisionId: string, choices: string, nonce: string): string {
  const bytes = createHash('sha512').update(`${decisionId}|${choices}|${nonce}`, 'utf8').digest();
  let code = '';
  for (let letter = 0; letter < 20; letter += 1) {
    if (letter > 0 && letter % 4 === 0) code += '-';
    code += alphabet.charAt(((bytes[2 * letter] ?? 0) * 256 + (bytes[2 * letter + 1] ?? 0)) % 25);
  }
  return code;
}

/** The cells of a CSV (RFC 4180), the first line left out. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/^\uFEFF/, '');
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') {
      row.push(cell);
      cell = '';
    } else if (letter === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += letter;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.slice(1);
}

/** Counts the exported votes of one decision again, and holds them against the receipts that everybody can read. */
export function recount({ decisionId, votes, receipts }: { decisionId: string; votes: string; receipts: string }): Recounted {
  const found: Recounted = { valid: 0, invalid: 0, byChoice: {}, byHamlet: {}, wrong: [] };
  const published = cellsOf(receipts).map(([receipt = '']) => receipt);
  const left = new Set(published);
  if (left.size < published.length) found.wrong.push('Có mã biên nhận công bố hai lần.');
  for (const [receipt = '', hamlet = '', way = '', valid = '', choices = '', nonce = ''] of cellsOf(votes)) {
    if (!left.delete(receipt)) found.wrong.push(`Phiếu ${receipt} không có trong danh sách công bố, hoặc có hai lần.`);
    if (way === 'online' && receiptFrom(decisionId, choices, nonce) !== receipt)
      found.wrong.push(`Phiếu ${receipt} không đúng với lựa chọn ghi trong phiếu.`);
    if (valid !== '1') {
      found.invalid += 1;
      continue;
    }
    found.valid += 1;
    const sums = found.byHamlet[hamlet] ?? {};
    found.byHamlet[hamlet] = sums;
    for (const choice of choices.split('+')) {
      found.byChoice[choice] = (found.byChoice[choice] ?? 0) + 1;
      sums[choice] = (sums[choice] ?? 0) + 1;
    }
  }
  for (const receipt of left) found.wrong.push(`Mã biên nhận ${receipt} không có phiếu.`);
  return found;
}
