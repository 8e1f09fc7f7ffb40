/** One comparison as it is reported. `goal` is a ratio, for `first_load_bytes` a number of bytes, and for times a number of milliseconds. */
export type Result = { name: string; ours: number; baseline: number; ratio: number; goal: number; ok: boolean };

/** Ours and the bare baseline, measured one right after the other. */
export type Round = { ours: number; baseline: number };

export const ratioOf = ({ ours, baseline }: Round): number => ours / baseline;

/**
 * The round with the middle ratio (the lower middle of an even number). The two sides of one round shared the machine's mood, so their ratio
 * says more than the ratio of two medians.
 */
export function medianRound(rounds: readonly Round[]): Round {
  const sorted = [...rounds].sort((one, other) => ratioOf(one) - ratioOf(other));
  const middle = sorted[Math.ceil(sorted.length / 2) - 1];
  if (!middle) throw new Error('no round was measured');
  return middle;
}

/** Rates, the higher the better: `goal` is the least ratio. */
export function rateResult(name: string, rounds: readonly Round[], goal: number): Result {
  const { ours, baseline } = medianRound(rounds);
  const ratio = ours / baseline;
  return { name, ours: rounded(ours, 1), baseline: rounded(baseline, 1), ratio: rounded(ratio, 3), goal, ok: ratio >= goal };
}

/** Bytes, the fewer the better: `goal` is the most of ours. */
export function sizeResult(name: string, { ours, baseline }: Round, goal: number): Result {
  return { name, ours, baseline, ratio: rounded(ours / baseline, 3), goal, ok: ours <= goal };
}

/** Times in milliseconds, the shorter the better: `goal` is the most of ours. */
export function timeResult(name: string, rounds: readonly Round[], goal: number): Result {
  const { ours, baseline } = medianRound(rounds);
  return { name, ours: rounded(ours, 1), baseline: rounded(baseline, 1), ratio: rounded(ours / baseline, 3), goal, ok: ours <= goal };
}

/** What may be so many times the baseline: `goal` is the largest ratio. */
export function boundResult(name: string, { ours, baseline }: Round, goal: number): Result {
  const ratio = ours / baseline;
  return { name, ours: rounded(ours, 1), baseline: rounded(baseline, 1), ratio: rounded(ratio, 3), goal, ok: ratio <= goal };
}

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((sorted.length * share) / 100) - 1)] ?? Number.NaN;
}

function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

/** A result as a line of JSON. Throws for a value that JSON has no number for, which means that nothing was measured. */
export function jsonLine(result: Result): string {
  for (const [field, value] of Object.entries(result))
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${result.name}: ${field} was not measured`);
  const { name, ours, baseline, ratio, goal, ok } = result;
  return JSON.stringify({ name, ours, baseline, ratio, goal, ok });
}
