import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { codeOf, OperatorError } from './operator-error.js';

export const localhost = '127.0.0.1';

/** What a port is for and how the operator chooses another one. */
export type WantedPort = { port: number; purpose: string; flag: string };

/** Below the range from which systems draw the ports of outgoing connections, so that nothing slips in while a server restarts. */
const range = { from: 15_000, to: 32_000 };
const handedOut = new Set<number>();

/** null = can be listened on; otherwise the system's reason. */
function refusal(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (fault) => resolve(codeOf(fault)));
    server.listen({ port, host: localhost, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

export const isFree = async (port: number): Promise<boolean> => (await refusal(port)) === null;

/** A port nobody listens on, different at each call of this process. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(range.from, range.to);
    if (handedOut.has(port) || !(await isFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new OperatorError('Không tìm được cổng mạng nào còn trống trên máy này.');
}

/** Throws one sentence about the first port that cannot be had; `graceMs` lets servers of a run that was killed finish closing. */
export async function assertPorts(wanted: readonly WantedPort[], graceMs = 0): Promise<void> {
  const purposes = new Map<number, string>();
  for (const { port, purpose, flag } of wanted) {
    const other = purposes.get(port);
    if (other !== undefined)
      throw new OperatorError(`Cổng ${port} được chọn cho cả ${other} và ${purpose}; xin chọn cổng khác bằng ${flag}.`);
    purposes.set(port, purpose);
  }
  const end = performance.now() + graceMs;
  for (const { port, purpose, flag } of wanted) {
    let reason = await refusal(port);
    while (reason === 'EADDRINUSE' && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      reason = await refusal(port);
    }
    if (reason === 'EADDRINUSE')
      throw new OperatorError(
        `Cổng ${port} (${purpose}) đang có chương trình khác dùng; xin tắt chương trình đó hoặc chọn cổng khác bằng ${flag}.`,
      );
    if (reason !== null) throw new OperatorError(`Không mở được cổng ${port} (${purpose}): ${reason}; xin chọn cổng khác bằng ${flag}.`);
  }
}

/** Reads a port given as text; throws a sentence naming where it came from. */
export function portFrom(text: string, source: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535))
    throw new OperatorError(`${source} phải là số cổng từ 0 đến 65535 (0 là tự chọn cổng trống), không phải "${text}".`);
  return port;
}
