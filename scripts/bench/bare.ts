import path from 'node:path';
import { answers, type Child, startChild, whenReady } from '../system/children.js';
import { freePort, localhost } from '../system/ports.js';
import { repository } from '../system/repository.js';
import type { Round } from './rounds.js';

/** A-B-A-B: what slows the machine down for a while slows both sides. */
export async function inTurns(
  count: number,
  { ours, baseline }: Record<keyof Round, (round: number) => Promise<number>>,
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < count; round += 1) rounds.push({ ours: await ours(round), baseline: await baseline(round) });
  return rounds;
}

type Program = { script: string; title: string; logFile: string; args: Readonly<Record<string, string>> };

/** Starts a program of this folder, as a process of its own as ours are. */
export function startProgram({ script, title, logFile, args }: Program): Child {
  return startChild({
    title,
    command: process.execPath,
    args: ['--import', 'tsx', `scripts/bench/${script}.ts`, ...Object.entries(args).flatMap(([flag, value]) => [`--${flag}`, value])],
    folder: repository,
    environment: process.env,
    logFile,
  });
}

type Bare = { name: string; folder: string; signal: AbortSignal; args: Readonly<Record<string, string>> };

/** Starts the bare server, and ends it afterwards. */
export async function besideBareServer<T>({ name, folder, signal, args }: Bare, work: (url: string) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const port = await freePort();
  const url = `http://${localhost}:${port}/`;
  const child = startProgram({
    script: 'bare-server',
    title: `Máy chủ trần (${name})`,
    logFile: path.join(folder, 'logs', `bare-${name}.log`),
    args: { ...args, port: String(port) },
  });
  try {
    await whenReady(child, () => answers(url), 20_000);
    return await work(url);
  } finally {
    await child.stop(2_000);
  }
}
