/** What the app keeps on the phone. Every Mini App shares Zalo's origin, so the keys carry this app's own prefix. */
const prefix = 'xa-phu-lac.';

/** A value kept on the phone, or null when there is none or it cannot be read. The reader narrows it. */
export function remembered(key: string): unknown {
  try {
    const text = localStorage.getItem(prefix + key);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Keeps a value on the phone; quietly does nothing when the phone has no room or forbids it. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Without storage the app works as before, it only forgets on closing.
  }
}

/** Forgets one value. */
export function forget(key: string): void {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // Nothing was stored either.
  }
}

/** The keys in use below a name such as `slip.`, without the app's prefix. */
export function rememberedKeys(start: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix + start))
      .map((key) => key.slice(prefix.length));
  } catch {
    return [];
  }
}

/** Drafts and slips belong to one person: when another Zalo account opens the app on this phone they are removed. */
export function keepOnlyFor(personId: string): void {
  if (remembered('person') === personId) return;
  for (const key of rememberedKeys('')) {
    if (key !== 'large-text') forget(key);
  }
  remember('person', personId);
}
