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
export async function callsPerSecond({ url, connections, work, signal }: Load): Promise<number> {
  signal.throwIfAborted();
  let refusal = '';
  let answered = 0;
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
    run.on('response', (_client, status) => {
      last = performance.now();
      answered += 1;
      if (status >= 300) refusal = `mã ${status}`;
    });
  });
  signal.throwIfAborted();
  if (errors > 0 || answered === 0) refusal = 'không trả lời';
  if (refusal) throw new OperatorError(`${url} trả lời không như mong đợi trong lúc đo: ${refusal}.`);
  return (answered * 1_000) / (last - begin);
}

function how(work: Load['work']): Pick<autocannon.Options, 'amount' | 'duration' | 'requests'> {
  if ('seconds' in work) return { duration: work.seconds };
  const left = work.calls.values();
  return { amount: work.calls.length, requests: [{ setupRequest: (request) => ({ ...request, ...left.next().value }) }] };
}
