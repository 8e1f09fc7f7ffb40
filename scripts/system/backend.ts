import path from 'node:path';
import { createLog } from '../../backend/src/adapters/log.js';
import { shiftedClock } from '../../backend/src/clock.js';
import { type Composed, compose } from '../../backend/src/compose.js';
import { ConfigError, readConfig } from '../../backend/src/config.js';
import { OperatorError } from './operator-error.js';
import { repository } from './repository.js';
import { runningIn } from './running.js';

/** What the API is told. */
export type Environment = Readonly<Record<string, string | undefined>>;

const patienceMs = 15_000;
const notRunning = 'Hệ thống chưa chạy: xin chạy "npm start" ở một cửa sổ khác, hoặc đặt các biến môi trường như .env.example.';

/** The environment of this process when it names a MongoDB, else that of the `npm start` that runs on the data folder; throws a sentence when there is neither. */
export function environmentFor(dataFolder: string): Environment {
  const environment = process.env.MONGODB_URI ? process.env : runningIn(path.resolve(repository, dataFolder))?.environment;
  if (!environment) throw new OperatorError(notRunning);
  return environment;
}

/**
 * Does some work with the backend's own services, beside a running API or without one; Redis and Zalo are not asked. Throws a sentence when a variable is
 * missing, or MongoDB does not answer within 15 seconds.
 */
export async function withBackend<T>(environment: Environment, work: (composed: Composed) => Promise<T>): Promise<T> {
  const config = configFrom(environment);
  const clock = shiftedClock();
  if (config.CLOCK_URL) clock.shiftTo(await offsetAt(config.CLOCK_URL));
  const composed = compose({ config, log: createLog('silent', 'command'), clock });
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      composed.database.whenReady(),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new OperatorError('Không kết nối được cơ sở dữ liệu; xin xem lại MONGODB_URI.')), patienceMs);
      }),
    ]);
    return await work(composed);
  } finally {
    clearTimeout(timer);
    await composed.close();
  }
}

function configFrom(environment: Environment) {
  try {
    return readConfig(environment);
  } catch (fault) {
    throw fault instanceof ConfigError ? new OperatorError(fault.message) : fault;
  }
}

async function offsetAt(clockUrl: string): Promise<number> {
  try {
    return ((await (await fetch(clockUrl)).json()) as { offsetMs: number }).offsetMs;
  } catch {
    throw new OperatorError(`Không hỏi được đồng hồ ở ${clockUrl} (CLOCK_URL). ${notRunning}`);
  }
}
