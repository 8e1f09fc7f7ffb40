import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { type Child, startChild, whenReady } from './children.js';
import { canInstall, findProgram, installPackages } from './debian.js';
import { OperatorError } from './operator-error.js';
import { localhost } from './ports.js';

const howToGetOne =
  'xin cài Redis (Debian, Ubuntu: "sudo apt-get install redis-server"; macOS: "brew install redis") hoặc đặt REDIS_URL là địa chỉ một Redis đang chạy.';

/** The Redis program of this machine, installed first where we may. Throws a sentence that says what to do otherwise. */
export function redisProgram(report: (line: string) => void): string {
  const find = () => findProgram('redis-server', 'valkey-server');
  const found = find();
  if (found) return found;
  if (!canInstall()) throw new OperatorError(`Máy này chưa có Redis; ${howToGetOne}`);
  const fault = installPackages(['redis-server'], report);
  const installed = find();
  if (!installed) throw new OperatorError(`Chưa cài được Redis bằng apt-get; ${howToGetOne}${fault ? `\n${fault}` : ''}`);
  return installed;
}

/** Whether a Redis answers at this address, signed in as the address says. */
export async function redisAnswers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 3_000, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

/** The address without its password, for people to read. */
export const withoutPassword = (url: string): string => url.replace(/\/\/[^@/]*@/, '//…@');

/** Throws a sentence when no Redis answers at the given address. */
export async function assertRedis(url: string): Promise<void> {
  if (!(await redisAnswers(url)))
    throw new OperatorError(`Không kết nối được Redis ở ${withoutPassword(url)}; xin xem lại REDIS_URL và Redis ở đó.`);
}

export type RedisOptions = { program: string; port: number; folder: string; logFile: string };

/** Starts a Redis that keeps what it was told (at most a second is lost in a crash) and never drops a job to save memory. */
export function launchRedis({ program, port, folder, logFile }: RedisOptions): Child {
  mkdirSync(folder, { recursive: true });
  const settings = {
    port: String(port),
    bind: localhost,
    dir: path.resolve(folder),
    appendonly: 'yes',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
    save: '',
    daemonize: 'no',
  };
  return startChild({
    title: 'Redis',
    command: program,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    folder,
    environment: process.env,
    logFile,
  });
}

/** Starts Redis and waits until it answers. */
export async function startRedis(options: RedisOptions): Promise<{ url: string; child: Child }> {
  const url = `redis://${localhost}:${options.port}`;
  const child = launchRedis(options);
  try {
    await whenReady(child, () => redisAnswers(url));
  } catch (fault) {
    await child.stop();
    throw fault;
  }
  return { url, child };
}
