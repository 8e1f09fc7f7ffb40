import { type Clock, shiftedClock, stopwatch, systemClock } from '../clock.js';

/** Development: keeps our clock beside the Zalo emulator's, which was asked once when this resolves. Without an address, the machine's own clock. */
export async function clockFor(url: string | undefined): Promise<{ clock: Clock; stop(): void }> {
  if (url === undefined) return { clock: systemClock, stop: () => undefined };
  const clock = shiftedClock();
  const follow = async () => {
    try {
      const before = stopwatch();
      const { offsetMs } = (await (await fetch(url, { signal: AbortSignal.timeout(2_000) })).json()) as { offsetMs?: unknown };
      if (typeof offsetMs === 'number' && stopwatch() - before < 2_000) clock.shiftTo(offsetMs);
    } catch {
      // The emulator is away: the clock runs on as it was.
    }
  };
  await follow();
  const timer = setInterval(() => void follow(), 500);
  return { clock, stop: () => clearInterval(timer) };
}
