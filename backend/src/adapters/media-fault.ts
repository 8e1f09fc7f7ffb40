/**
 * Why a container is not taken: `unreadable` (broken, cut short, or nothing a phone records), `too_long`, `endless` (it holds frames and does not
 * say when any of them ends).
 */
export type Fault = 'unreadable' | 'too_long' | 'endless';

/** Thrown inside the readers of containers and turned into an answer by `readMedia`; nobody else sees it. */
export class MediaFault extends Error {
  override name = 'MediaFault';
  constructor(readonly fault: Fault) {
    super(fault);
  }
}

export const unreadable = () => new MediaFault('unreadable');

/** What a reader found: the file made clean, and how long it plays. Width and height are as the picture is shown. */
export type CleanMedia = {
  kind: 'video' | 'voice';
  type: 'video/mp4' | 'video/webm' | 'audio/mp4' | 'audio/ogg' | 'audio/webm';
  seconds: number;
  bytes: Buffer;
  width: number | null;
  height: number | null;
};

/** Counts the parts a file is made of; more than any recorder writes is a fault, so that no file keeps a reader busy. */
export class Budget {
  private spent = 0;
  constructor(private readonly most: number) {}
  spend(): void {
    this.spent += 1;
    if (this.spent > this.most) throw unreadable();
  }
}

/** Bytes of a file from `from` up to, not including, `to`. */
export type Span = { from: number; to: number };
