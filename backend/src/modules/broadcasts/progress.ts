import { stopwatch } from '../../clock.js';
import type { BroadcastProgress } from '../../contracts/broadcasts.js';

const restMilliseconds = 1_000;
/** Counting a large broadcast is work; at most a tenth of the time goes into it. */
const shareOfTime = 10;
const beatMilliseconds = 15_000;

type Listener = (progress: BroadcastProgress | 'beat') => void;
export type ProgressFeed = ReturnType<typeof progressFeed>;

/** Counts once for everybody who watches the same broadcast, and only while somebody does. */
export function progressFeed({ read }: { read: (id: string) => Promise<BroadcastProgress> }) {
  const watched = new Map<string, Set<Listener>>();

  async function follow(id: string, listeners: Set<Listener>): Promise<void> {
    let last = '';
    let silentSince = stopwatch();
    while (listeners.size > 0) {
      const begun = stopwatch();
      try {
        const progress = await read(id);
        const { at: _at, ...said } = progress;
        const words = JSON.stringify(said);
        if (words !== last) {
          last = words;
          silentSince = stopwatch();
          for (const listener of listeners) listener(progress);
        }
      } catch {
        // Without the database there is nothing to say; the next look says it.
      }
      if (stopwatch() - silentSince > beatMilliseconds) {
        silentSince = stopwatch();
        for (const listener of listeners) listener('beat');
      }
      const rest = Math.max(restMilliseconds, (stopwatch() - begun) * shareOfTime);
      await new Promise<void>((resolve) => void setTimeout(resolve, rest).unref());
    }
    watched.delete(id);
  }

  return {
    now: read,
    /** Calls `listener` at each change until the returned function is called. */
    follow(id: string, listener: Listener): () => void {
      let listeners = watched.get(id);
      if (!listeners) {
        listeners = new Set();
        watched.set(id, listeners);
        listeners.add(listener);
        void follow(id, listeners);
      } else listeners.add(listener);
      const mine = listeners;
      return () => void mine.delete(listener);
    },
  };
}
