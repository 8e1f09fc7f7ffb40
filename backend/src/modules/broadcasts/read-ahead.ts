/** Hands out what is read page by page. */
export type Source<Item> = {
  /** Null when a page was empty. Throws when reading failed and everything read before is handed out. */
  next(): Promise<Item | null>;
  /** What was done with it is written down: from the next page on it may come up again. */
  done(item: Item): void;
};

/**
 * Reads the next page while the last of the one before are being worked at, so that nobody waits at the end of a page. `read` is told who is in hand
 * already; those are left out when they come up again.
 */
export function readAhead<Item extends { id: string }>(
  low: number,
  read: (inHand: ReadonlySet<string>) => Promise<readonly Item[]>,
): Source<Item> {
  const ready: Item[] = [];
  const inHand = new Set<string>();
  let reading: Promise<void> | null = null;
  let ended = false;
  let failure: unknown = null;

  async function page(): Promise<void> {
    // Whoever is done while the page is being read may still stand in it as they were before.
    const before = new Set(inHand);
    try {
      const fresh = (await read(before)).filter(({ id }) => !before.has(id));
      for (const item of fresh) {
        inHand.add(item.id);
        ready.push(item);
      }
      ended = fresh.length === 0;
    } catch (error) {
      failure = error;
    }
  }
  const fill = () => {
    reading ??= page().finally(() => {
      reading = null;
    });
    return reading;
  };

  return {
    async next() {
      for (;;) {
        const item = ready.shift();
        if (item && ready.length <= low && !ended && failure === null) void fill();
        if (item) return item;
        if (failure !== null) throw failure;
        if (ended) return null;
        await fill();
      }
    },
    done({ id }) {
      inHand.delete(id);
    },
  };
}
