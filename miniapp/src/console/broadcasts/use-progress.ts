import { type Broadcast, type BroadcastProgress, readBroadcast } from 'backend/contracts/broadcasts';
import { useEffect, useState } from 'react';
import { call, stream } from '../../session.js';

const pauses = [1_000, 2_000, 5_000, 10_000];
const keptLooks = 12;

const isOver = (status: BroadcastProgress['status']) => status === 'finished' || status === 'cancelled';
const progressOf = ({ status, counts, pause, nextDueAt, posts }: Broadcast, at: string): BroadcastProgress => ({
  status,
  counts,
  pause,
  nextDueAt,
  posts,
  at,
});

export type Live = {
  progress: BroadcastProgress;
  /** The latest looks, oldest first, for the speed. */
  looks: readonly BroadcastProgress[];
  /** `asking`: the line does not hold, so the page asks every few seconds; `lost`: not even that is answered. */
  line: 'live' | 'asking' | 'lost';
};

/** A broadcast as it goes out. Follows the server's stream, opens it again when it breaks, and asks by itself where no stream gets through. */
export function useProgress(broadcast: Broadcast): Live {
  const { id, revision, status } = broadcast;
  const [live, setLive] = useState<Live>(() => ({
    progress: progressOf(broadcast, new Date().toISOString()),
    looks: [],
    line: 'live',
  }));

  // What a step of this page has just changed is shown at once.
  useEffect(() => {
    setLive((before) => ({ ...before, progress: progressOf(broadcast, new Date().toISOString()) }));
  }, [broadcast]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: after a step (retry, resume) an ended stream is opened again
  useEffect(() => {
    const closing = new AbortController();
    const hear = (progress: BroadcastProgress, line: Live['line']) =>
      setLive(({ looks }) => {
        const moved = progress.counts.recipients === looks.at(-1)?.counts.recipients;
        return { progress, looks: [...(moved ? looks : []).slice(1 - keptLooks), progress], line };
      });

    const follow = async () => {
      for (let failures = 0; !closing.signal.aborted; ) {
        let over = isOver(status);
        try {
          await stream(
            `/broadcasts/${id}/progress`,
            ({ name, data }) => {
              if (name !== 'progress') return;
              const progress = JSON.parse(data) as BroadcastProgress;
              failures = 0;
              over = isOver(progress.status);
              hear(progress, 'live');
            },
            closing.signal,
          );
          if (over) return;
        } catch {
          if (closing.signal.aborted) return;
        }
        await pauseFor(pauses[Math.min(failures, pauses.length - 1)] ?? 10_000, closing.signal);
        if (closing.signal.aborted) return;
        failures += 1;
        try {
          const asked = await call(readBroadcast, { params: { id } }, { signal: closing.signal });
          hear(progressOf(asked, new Date().toISOString()), failures > 1 ? 'asking' : 'live');
          if (isOver(asked.status)) return;
        } catch {
          if (!closing.signal.aborted) setLive((before) => ({ ...before, line: 'lost' }));
        }
      }
    };
    void follow();
    return () => closing.abort();
  }, [id, revision, status]);

  return live;
}

function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
