import { type Budget, unreadable } from './media-fault.js';

/** An element of RFC 8794: from `start`, with its content from `content` up to `end`. `open`: its length was not known when it was written. */
export type Element = { id: number; start: number; content: number; end: number; open: boolean };

/** How many bytes a number of variable length takes, from its first byte; 9 when that byte is no beginning. */
const lengthAt = (bytes: Buffer, at: number) => Math.clz32(bytes.readUInt8(at)) - 23;

/** The number without the mark of its length; null when all its bits are set, which stands for "unknown". */
export function vint(bytes: Buffer, at: number, end: number): { value: number | null; length: number } | null {
  if (at >= end) return null;
  const length = lengthAt(bytes, at);
  if (length > 8 || at + length > end) return null;
  let value = bytes.readUInt8(at) & (0xff >> length);
  let full = value === 0xff >> length;
  for (let next = 1; next < length; next += 1) {
    const byte = bytes.readUInt8(at + next);
    value = value * 256 + byte;
    full &&= byte === 0xff;
  }
  return { value: full ? null : value, length };
}

/** The element that begins at `at`; null when no whole element stands there before `end`. Only what `mayBeOpen` names may lack a length. */
export function elementAt(bytes: Buffer, at: number, end: number, mayBeOpen: ReadonlySet<number> = new Set()): Element | null {
  if (at >= end) return null;
  const width = lengthAt(bytes, at);
  if (width > 4 || at + width > end) return null;
  const id = bytes.readUIntBE(at, width);
  const size = vint(bytes, at + width, end);
  if (size === null) return null;
  const content = at + width + size.length;
  if (size.value === null) return mayBeOpen.has(id) ? { id, start: at, content, end, open: true } : null;
  return content + size.value > end ? null : { id, start: at, content, end: content + size.value, open: false };
}

/** The elements that fill another one. */
export function elementsIn(bytes: Buffer, { content, end }: Pick<Element, 'content' | 'end'>, budget: Budget): Element[] {
  const found: Element[] = [];
  for (let at = content; at < end; ) {
    budget.spend();
    const element = elementAt(bytes, at, end);
    if (element === null) throw unreadable();
    found.push(element);
    at = element.end;
  }
  return found;
}

const voidId = 0xec;

/** Makes it a Void element of the same size, so that no other element moves. */
export function voidOut(bytes: Buffer, { start, end }: Pick<Element, 'start' | 'end'>): void {
  const length = end - start;
  bytes.fill(0, start, end);
  bytes[start] = voidId;
  if (length > 9) {
    bytes.writeUInt32BE(0x01000000, start + 1);
    bytes.writeUInt32BE(length - 9, start + 5);
  } else bytes[start + 1] = 0x80 | (length - 2);
}

/** What becomes of a child: a number that is kept, a list of its own, or what the function makes of it. What no rule names is voided. */
export type Rule = 'number' | Rules | ((element: Element) => void);
export type Rules = { readonly [id: number]: Rule };

export function tidyElements(bytes: Buffer, elements: readonly Element[], rules: Rules, budget: Budget): void {
  for (const element of elements) {
    const rule = rules[element.id];
    if (rule === undefined || (rule === 'number' && element.end - element.content > 8)) voidOut(bytes, element);
    else if (typeof rule === 'function') rule(element);
    else if (rule !== 'number') tidyElements(bytes, elementsIn(bytes, element, budget), rule, budget);
  }
}

/** An unsigned number of up to eight bytes. */
export function unsigned(bytes: Buffer, { content, end }: Element): number {
  if (end - content > 8) throw unreadable();
  let value = 0;
  for (let at = content; at < end; at += 1) value = value * 256 + bytes.readUInt8(at);
  return value;
}

/** A number with a fraction, of no, four or eight bytes. */
export function fraction(bytes: Buffer, { content, end }: Element): number {
  if (end === content) return 0;
  if (end - content === 4) return bytes.readFloatBE(content);
  if (end - content === 8) return bytes.readDoubleBE(content);
  throw unreadable();
}
