/** The only source of the present moment; everything else is handed `now`. */
export type Clock = { now(): Date };

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that runs `offset` milliseconds beside the machine's; development only, where the Zalo emulator's clock can be moved. */
export function shiftedClock(): Clock & { shiftTo(offsetMilliseconds: number): void } {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    shiftTo: (offsetMilliseconds) => {
      offset = offsetMilliseconds;
    },
  };
}

/** Milliseconds that only grow, for measuring how long something took. */
export const stopwatch = (): number => performance.now();
