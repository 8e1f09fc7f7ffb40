import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { OperatorError } from './operator-error.js';

/** How a program ended: by its own exit code or by a signal. */
export type Ending = { code: number | null; signal: NodeJS.Signals | null };

export type Program = {
  /** For people: "API", "Redis". */
  title: string;
  command: string;
  args: readonly string[];
  folder: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** Standard output and errors go there; kept below `logLimit` bytes. */
  logFile: string;
};

/** A program that runs beside us, out of reach of the terminal's Ctrl-C, and ends when we end. */
export type Child = {
  title: string;
  pid: number;
  running(): boolean;
  ended: Promise<Ending>;
  /** Asks it to end, waits, and kills it after `patienceMs`. Resolves when it is gone. */
  stop(patienceMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** What it wrote last in this run, for a person to read. */
  lastLines(): string;
};

const logLimit = 8 * 1024 * 1024;
const logKept = 1024 * 1024;
const trimEveryMs = 30_000;
const shownLines = 25;

let watchdog: ChildProcess | null = null;

/** One for all programs of this process; it must outlive us, so it has its own group, and it must not keep us alive. */
function tellWatchdog(line: string): void {
  if (!watchdog) {
    watchdog = spawn(process.execPath, [fileURLToPath(new URL('watchdog.mjs', import.meta.url))], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      windowsHide: true,
    });
    watchdog.once('error', () => undefined);
    watchdog.stdin?.on('error', () => undefined);
    watchdog.unref();
    if (watchdog.stdin && 'unref' in watchdog.stdin && typeof watchdog.stdin.unref === 'function') watchdog.stdin.unref();
  }
  watchdog.stdin?.write(`${line}\n`);
}

/** Keeps the end of a log that has grown too long. Its writer appends, so it goes on at the new end. */
function trim(file: number): void {
  const { size } = fstatSync(file);
  if (size <= logLimit) return;
  const tail = Buffer.alloc(logKept);
  const length = readSync(file, tail, 0, logKept, size - logKept);
  ftruncateSync(file, 0);
  writeSync(file, tail.subarray(tail.indexOf('\n') + 1, length));
}

export function startChild({ title, command, args, folder, environment, logFile }: Program): Child {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a+', 0o600);
  trim(log);
  const begin = fstatSync(log).size;
  const trimming = setInterval(() => trim(log), trimEveryMs);
  trimming.unref();
  const process_ = spawn(command, [...args], {
    cwd: folder,
    env: { ...environment },
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
  });
  let running = true;
  const ended = new Promise<Ending>((resolve) => {
    const end = (ending: Ending) => {
      if (!running) return;
      running = false;
      clearInterval(trimming);
      closeSync(log);
      if (process_.pid !== undefined) tellWatchdog(`-${process_.pid}`);
      resolve(ending);
    };
    process_.once('exit', (code, signal) => end({ code, signal }));
    process_.once('error', (fault) => {
      writeSync(log, `${fault.message}\n`);
      end({ code: null, signal: null });
    });
  });
  if (process_.pid !== undefined) tellWatchdog(`+${process_.pid}`);

  function kill(signal: NodeJS.Signals): void {
    if (!running || process_.pid === undefined) return;
    try {
      // What it started itself goes with it; a signal that asks is for the program alone.
      if (signal === 'SIGKILL' && process.platform !== 'win32') process.kill(-process_.pid, signal);
      else process_.kill(signal);
    } catch {
      process_.kill(signal);
    }
  }

  return {
    title,
    pid: process_.pid ?? -1,
    running: () => running,
    ended,
    kill,
    async stop(patienceMs = 10_000) {
      if (!running) return;
      kill('SIGTERM');
      const timer = setTimeout(() => kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
    },
    lastLines: () => lastLines(logFile, begin),
  };
}

function lastLines(logFile: string, begin: number): string {
  const file = openSync(logFile, 'r');
  try {
    const { size } = statSync(logFile);
    // A trimmed log is shorter than where this run began; all of it is recent then.
    const from = Math.max(size >= begin ? begin : 0, size - 16 * 1024);
    const text = Buffer.alloc(size - from);
    readSync(file, text, 0, text.length, from);
    return text.toString('utf8').trimEnd().split('\n').slice(-shownLines).join('\n');
  } finally {
    closeSync(file);
  }
}

/** The child's end as a sentence with the last lines it wrote. */
export function endedUnexpectedly(child: Child, { code, signal }: Ending): OperatorError {
  const how = signal ? `tín hiệu ${signal}` : code === null ? 'không chạy được' : `mã ${code}`;
  const lines = child.lastLines();
  return new OperatorError(`${child.title} đã dừng đột ngột (${how}).${lines ? ` Những dòng cuối của nhật ký:\n${indented(lines)}` : ''}`);
}

const indented = (text: string) => text.replace(/^/gm, '  ');

/** Asks `probe` until it says yes. Throws a sentence when the child ends first or the time runs out. */
export async function whenReady(child: Child, probe: () => Promise<boolean>, patienceMs = 120_000): Promise<void> {
  let ending: Ending | null = null;
  child.ended.then((how) => {
    ending = how;
  });
  const end = performance.now() + patienceMs;
  for (let pauseMs = 25; !(await probe().catch(() => false)); pauseMs = Math.min(pauseMs * 1.3, 400)) {
    if (ending) throw endedUnexpectedly(child, ending);
    if (performance.now() > end) {
      throw new OperatorError(
        `${child.title} chưa sẵn sàng sau ${Math.round(patienceMs / 1000)} giây. Những dòng cuối của nhật ký:\n${indented(child.lastLines())}`,
      );
    }
    await Promise.race([child.ended, new Promise((resolve) => setTimeout(resolve, pauseMs))]);
  }
  // Another program may answer in its place on the same port.
  if (ending) throw endedUnexpectedly(child, ending);
}

/** Whether an address answers 200. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
  await response.arrayBuffer();
  return response.ok;
}
