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

/** How this phone is set, and what tells it from other phones: the same whoever opens the app. */
const ofThePhone = new Set(['large-text', 'device', 'device-unnamed']);

/** Below this name lies what waits for one person while others use the phone. */
const waiting = 'of.';

/** The key of something that waits for the person now known: nobody else of the family is shown it, and it is still there when they come back. */
export function ownKey(name: string): string {
  return `${waiting}${ownerOfPhone()}.${name}`;
}

/** Whose things are shown on this phone now; empty until Zalo said so for the first time. */
export function ownerOfPhone(): string {
  const person = remembered('person');
  return typeof person === 'string' ? person : '';
}

/** Slips and what is kept beside them belong to one person: when another Zalo account opens the app on this phone they are removed. */
export function keepOnlyFor(personId: string): void {
  if (remembered('person') === personId) return;
  for (const key of rememberedKeys('')) {
    if (!ofThePhone.has(key) && !key.startsWith(waiting)) forget(key);
  }
  remember('person', personId);
}

/** Forgets all that is kept for this person, and how the phone is set; what waits for others of the family stays. */
export function forgetPerson(): void {
  const own = ownKey('');
  for (const key of rememberedKeys('')) {
    if (!key.startsWith(waiting) || key.startsWith(own)) forget(key);
  }
}
