/** The emulator's time: the machine's own, moved by an offset. Timers follow it and fire at once when the clock jumps past them. */
export interface EmulatorClock {
  now(): Date;
  offsetMs(): number;
  /** Moves the offset and runs every timer that has become due, the earliest first. */
  moveTo(offsetMs: number): void;
  /** Runs `task` when the clock reaches `dueMs` (milliseconds since 1970). Returns how to cancel it. */
  at(dueMs: number, task: () => void): () => void;
  onMove(listener: () => void): void;
  stop(): void;
}

interface Timer {
  dueMs: number;
  task: () => void;
}

/** setTimeout cannot wait longer than 2^31 - 1 milliseconds. */
const longestWaitMs = 2_000_000_000;

export function emulatorClock(initialOffsetMs: number): EmulatorClock {
  let offset = initialOffsetMs;
  let waiting: NodeJS.Timeout | undefined;
  let stopped = false;
  const timers = new Set<Timer>();
  const listeners: (() => void)[] = [];
  const nowMs = () => Date.now() + offset;

  function next(): Timer | undefined {
    let earliest: Timer | undefined;
    for (const timer of timers) if (!earliest || timer.dueMs < earliest.dueMs) earliest = timer;
    return earliest;
  }

  function run(): void {
    clearTimeout(waiting);
    for (let timer = next(); timer && !stopped; timer = next()) {
      const wait = timer.dueMs - nowMs();
      if (wait > 0) {
        waiting = setTimeout(run, Math.min(wait, longestWaitMs));
        waiting.unref();
        return;
      }
      timers.delete(timer);
      timer.task();
    }
  }

  return {
    now: () => new Date(nowMs()),
    offsetMs: () => offset,
    moveTo(offsetMs) {
      offset = Math.round(offsetMs);
      run();
      for (const listener of listeners) listener();
    },
    at(dueMs, task) {
      const timer = { dueMs, task };
      timers.add(timer);
      if (next() === timer) run();
      return () => timers.delete(timer);
    },
    onMove: (listener) => listeners.push(listener),
    stop() {
      stopped = true;
      clearTimeout(waiting);
      timers.clear();
    },
  };
}
