/** Runs `work` once at a time; calls while it runs lead to one more run. Failures go to `onFailure`, never to the caller. */
export function singleFlight(work: () => Promise<unknown>, onFailure: (error: Error) => void): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        onFailure(error as Error);
      }
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
