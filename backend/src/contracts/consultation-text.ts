/** A part of the draft text as it was pasted: a heading, or a paragraph that people speak to. */
export type TextPart = { kind: 'heading' | 'text'; text: string };

const longestHeading = 150;
const headingStart = /^(?:phần|chương|mục|tiểu mục|điều|phụ lục)\s+(?:thứ\s+)?[\p{L}\d]+\s*[.:–-]?(?:\s|$)|^[IVXLC]+\s*[.:–-]\s/iu;
const endsSentence = /[.;,:?!…]$/u;

/** One line without a full stop that is in capitals, or begins as parts of a document do ("Điều 3.", "II. …"). */
function isHeading(block: string): boolean {
  if (block.includes('\n') || block.length > longestHeading || endsSentence.test(block)) return false;
  return headingStart.test(block) || (/\p{Lu}/u.test(block) && block === block.toLocaleUpperCase('vi'));
}

/** A whole text as people paste it, taken apart at its blank lines. */
export function textParts(pasted: string): TextPart[] {
  return pasted
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((block) =>
      block
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join('\n'),
    )
    .filter((block) => block !== '')
    .map((text) => ({ kind: isHeading(text) ? 'heading' : 'text', text }));
}

/** The parts with the number each paragraph is called by ("Đoạn 3"); headings have none. */
export function numbered<P extends { kind: TextPart['kind'] }>(parts: readonly P[]): (P & { number: number | null })[] {
  let last = 0;
  return parts.map((part) => {
    if (part.kind === 'heading') return { ...part, number: null };
    last += 1;
    return { ...part, number: last };
  });
}
