/**
 * Which of several numbers may be told beside their sum. A number below `least` is hidden; so are others, the smallest first, until what is
 * hidden is at least two numbers that make `least` together: otherwise the sum less the rest would tell them. Where that cannot be had the
 * sum itself is hidden. `hidden` are those that are kept back anyway. Zeros tell nothing of anybody.
 */
export function tellableFrom(
  least: number,
  counts: ReadonlyMap<string, number>,
  hidden: ReadonlySet<string> = new Set(),
): { told: Set<string>; sumTold: boolean } {
  const left = [...counts].filter(([, count]) => count > 0);
  const kept = left.filter(([key, count]) => count < least || hidden.has(key));
  const told = left.filter((each) => !kept.includes(each)).sort(([, one], [, other]) => other - one);
  const isSafe = () => kept.length === 0 || (kept.length > 1 && kept.reduce((sum, [, count]) => sum + count, 0) >= least);
  while (!isSafe()) {
    const smallest = told.pop();
    if (smallest === undefined) break;
    kept.push(smallest);
  }
  const sum = left.reduce((total, [, count]) => total + count, 0);
  return { told: new Set(told.map(([key]) => key)), sumTold: sum >= least && isSafe() };
}

/**
 * Which parts a sum may be made of when some of them were told before it and cannot be taken back: those that were told, and the others only
 * when they are at least two that make `least` together.
 */
export function summable(least: number, counts: ReadonlyMap<string, number>, wasTold: (key: string) => boolean): Set<string> {
  const left = [...counts].filter(([, count]) => count > 0);
  const others = left.filter(([key]) => !wasTold(key));
  const othersMay = others.length > 1 && others.reduce((sum, [, count]) => sum + count, 0) >= least;
  return new Set(left.filter(([key]) => othersMay || wasTold(key)).map(([key]) => key));
}
