const numbered = /^([a-z]+)-(\d+)$/;

function stringsIn(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') found.add(value);
  else if (Array.isArray(value)) for (const one of value) stringsIn(one, found);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) stringsIn(one, found);
}

/**
 * A key that stands nowhere in what is given: neither as a key nor where a condition, a jump or a limit names it, so that something new never takes
 * the place of something deleted that is still spoken of.
 */
export function nextKey(prefix: 'cau' | 'phan' | 'y' | 'dong' | 'cot', ...within: unknown[]): string {
  const found = new Set<string>();
  for (const value of within) stringsIn(value, found);
  let last = 0;
  for (const one of found) {
    const [, of, number] = numbered.exec(one) ?? [];
    if (of === prefix) last = Math.max(last, Number(number));
  }
  return `${prefix}-${last + 1}`;
}

/** The given number of new keys. */
export function nextKeys(prefix: 'y' | 'dong' | 'cot', count: number, ...within: unknown[]): string[] {
  const keys: string[] = [];
  for (let made = 0; made < count; made += 1) keys.push(nextKey(prefix, keys, ...within));
  return keys;
}
