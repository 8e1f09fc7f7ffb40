import { type Budget, unreadable } from './media-fault.js';
import { type Box, boxesIn, free, number, type Rules, tidy } from './media-mp4-boxes.js';

/** How a track's frames are coded, as far as it matters here. */
export type Entry = { shown: { width: number; height: number } | null };

const videoCodes = new Set('avc1 avc3 hvc1 hev1 dvh1 dvhe vp08 vp09 av01 mp4v s263 h263'.split(' '));
const soundCodes = new Set('mp4a Opus fLaC alac samr sawb ac-3 ec-3 sowt twos lpcm'.split(' '));

const keeping = (types: string): Rules => Object.fromEntries(types.split(' ').map((type) => [type, 'keep' as const]));
const videoParts = keeping('avcC hvcC vpcC av1C esds d263 colr pasp clap btrt fiel dvcC dvvC mdcv clli SmDm CoLL');
const soundParts = keeping('esds dOps dfLa alac damr dac3 dec3 chan btrt srat');
/** Settings of a decoder, not a place to keep a book in. */
const mostSettings = 4_096;

function tidySettings(bytes: Buffer, from: number, to: number, rules: Rules, budget: Budget): void {
  const boxes = boxesIn(bytes, from, to, budget);
  if (boxes.some((box) => Object.hasOwn(rules, box.type) && box.end - box.start > mostSettings)) throw unreadable();
  tidy(bytes, boxes, rules);
}

/** Who made the program that coded the pictures, and its name, go (ISO 14496-12, 12.1.3). Null for a code that phones do not record. */
export function videoEntry(bytes: Buffer, box: Box, budget: Budget): Entry | null {
  if (!videoCodes.has(box.type)) return null;
  const fixed = 78;
  number(bytes, box, fixed - 2, 2);
  bytes.fill(0, box.content + 10, box.content + 24);
  bytes.fill(0, box.content + 42, box.content + 74);
  tidySettings(bytes, box.content + fixed, box.end, videoParts, budget);
  return { shown: { width: number(bytes, box, 24, 2), height: number(bytes, box, 26, 2) } };
}

/** A sound's settings stand behind 28 bytes, in QuickTime's later versions behind 44 or 64, and there perhaps one box deeper. */
export function soundEntry(bytes: Buffer, box: Box, budget: Budget): Entry | null {
  if (!soundCodes.has(box.type)) return null;
  const fixed = 28 + ([0, 16, 36][number(bytes, box, 8, 2)] ?? 0);
  number(bytes, box, fixed - 2, 2);
  tidySettings(
    bytes,
    box.content + fixed,
    box.end,
    {
      ...soundParts,
      wave: (deeper) =>
        tidySettings(
          bytes,
          deeper.content,
          deeper.end,
          { ...soundParts, ...keeping('frma mp4a enda'), '\0\0\0\0': (end) => clear(bytes, end) },
          budget,
        ),
    },
    budget,
  );
  return { shown: null };
}

function clear(bytes: Buffer, box: Box): void {
  if (box.end - box.content > 0) free(bytes, box);
}
