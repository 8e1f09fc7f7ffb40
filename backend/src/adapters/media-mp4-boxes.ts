import { type Budget, unreadable } from './media-fault.js';

/** A box of ISO 14496-12, 4.2: from `start`, with its content from `content` up to `end`. */
export type Box = { type: string; start: number; content: number; end: number };

const typeAt = (bytes: Buffer, at: number) => bytes.toString('latin1', at + 4, at + 8);

/** The box that begins at `at`; null when no whole box stands there before `end`. Only a box named in `open` may leave its end open (size 0). */
export function boxAt(bytes: Buffer, at: number, end: number, open?: string): Box | null {
  if (at + 8 > end) return null;
  const type = typeAt(bytes, at);
  let [size, head] = [bytes.readUInt32BE(at), 8];
  if (size === 0 && type === open) {
    size = end - at;
    bytes.writeUInt32BE(size, at);
  }
  if (size === 1) {
    if (at + 16 > end || bytes.readUInt32BE(at + 8) !== 0) return null;
    [size, head] = [bytes.readUInt32BE(at + 12), 16];
  }
  return size < head || at + size > end ? null : { type, start: at, content: at + head, end: at + size };
}

/** The boxes between two places, which they must fill. QuickTime ends some lists with four zero bytes; less than a box that says anything is wiped. */
export function boxesIn(bytes: Buffer, from: number, to: number, budget: Budget): Box[] {
  const boxes: Box[] = [];
  let at = from;
  while (to - at >= 8) {
    budget.spend();
    const box = boxAt(bytes, at, to);
    if (box === null) throw unreadable();
    boxes.push(box);
    at = box.end;
  }
  bytes.fill(0, at, to);
  return boxes;
}

/** Makes it a box of the same size that says nothing, so that no other box moves. */
export function free(bytes: Buffer, box: Box): void {
  bytes.write('free', box.start + 4, 'latin1');
  bytes.fill(0, box.content, box.end);
}

/** What becomes of a child: `keep` as it is, or what the function makes of it. What no rule names is freed. */
export type Rules = Readonly<Record<string, 'keep' | ((box: Box) => void)>>;

export function tidy(bytes: Buffer, boxes: readonly Box[], rules: Rules): void {
  for (const box of boxes) {
    const rule = Object.hasOwn(rules, box.type) ? rules[box.type] : undefined;
    if (rule === undefined) free(bytes, box);
    else if (rule !== 'keep') rule(box);
  }
}

/** True when the box's first byte says that its times and offsets have 64 bits. */
export const isLong = (bytes: Buffer, box: Box): boolean => {
  if (box.content + 4 > box.end) throw unreadable();
  return bytes[box.content] === 1;
};

/** A field of the content; what lies outside of the box is a fault. */
export function number(bytes: Buffer, box: Box, offset: number, width: 1 | 2 | 4 | 8): number {
  const at = box.content + offset;
  if (at + width > box.end) throw unreadable();
  return width === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUIntBE(at, width);
}

/** How many entries of so many bytes stand behind the head of a table; what stands behind them is wiped. */
export function entriesOf(bytes: Buffer, box: Box, count: number, head: number, width: number): number {
  const end = box.content + head + count * width;
  if (end > box.end) throw unreadable();
  bytes.fill(0, end, box.end);
  return count;
}

/** Wipes what stands behind a box's fixed fields. */
export const cutTo = (bytes: Buffer, box: Box, fixed: number): void => void entriesOf(bytes, box, 0, fixed, 0);
