/**
 * Lets many callers share one write: whoever comes while a write is under way goes with the next one, and so does who comes within `gather`
 * milliseconds of the first. Results come back in the order of the items; when the write throws, everybody in it hears of it.
 */
export function batcher<Item, Result>(
  write: (items: Item[]) => Promise<readonly Result[]>,
  { largest = 200, gather = 0 }: { largest?: number; gather?: number } = {},
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let busy = false;

  async function run(): Promise<void> {
    busy = true;
    // Callers that became ready in the same turn go together.
    await Promise.resolve();
    while (waiting.length > 0) {
      if (gather > 0 && waiting.length < largest) await new Promise<void>((resolve) => void setTimeout(resolve, gather));
      const batch = waiting.slice(0, largest);
      waiting = waiting.slice(largest);
      try {
        const results = await write(batch.map(({ item }) => item));
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    busy = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!busy) void run();
    });
}
