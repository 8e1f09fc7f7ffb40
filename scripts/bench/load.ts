import autocannon from 'autocannon';
import { OperatorError } from '../system/operator-error.js';

export type Call = { path: string; method: 'GET' | 'POST'; headers: Record<string, string>; body: string };

type Load = {
  url: string;
  connections: number;
  /** The same GET for so many seconds, or each of these calls once. */
  work: { seconds: number } | { calls: readonly Call[] };
  signal: AbortSignal;
};

/** Calls per second, from the first byte asked to the last answer. Throws a sentence when a call was refused: then something else was measured. */
export async function callsPerSecond(load: Load): Promise<number> {
  const { times, milliseconds } = await measured(load);
  return (times.length * 1_000) / milliseconds;
}

/** How long each call took from its first byte to its answer, in milliseconds; one answered 503 counts as `unavailable`. Throws as `callsPerSecond`. */
export async function callTimes(load: Load, unavailable: number): Promise<number[]> {
  return (await measured(load, unavailable)).times;
}

async function measured(
  { url, connections, work, signal }: Load,
  unavailable: number | null = null,
): Promise<{ times: number[]; milliseconds: number }> {
  signal.throwIfAborted();
  let refusal = '';
  const times: number[] = [];
  let last = 0;
  const begin = performance.now();
  const { errors } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon({ url, connections, timeout: 20, ...how(work) }, (fault: unknown, result) => {
      signal.removeEventListener('abort', stop);
      if (fault) reject(fault);
      else resolve(result);
    });
    const stop = () => run.stop();
    signal.addEventListener('abort', stop);
    run.on('response', (_client, status, _bytes, time) => {
      last = performance.now();
      const counts = status === 503 && unavailable !== null;
      times.push(counts ? unavailable : time);
      if (status >= 300 && !counts) refusal = `mã ${status}`;
    });
  });
  signal.throwIfAborted();
  if (errors > 0 || times.length === 0) refusal = 'không trả lời';
  if (refusal) throw new OperatorError(`${url} trả lời không như mong đợi trong lúc đo: ${refusal}.`);
  return { times, milliseconds: last - begin };
}

function how(work: Load['work']): Pick<autocannon.Options, 'amount' | 'duration' | 'requests'> {
  if ('seconds' in work) return { duration: work.seconds };
  const left = work.calls.values();
  return { amount: work.calls.length, requests: [{ setupRequest: (request) => ({ ...request, ...left.next().value }) }] };
}
