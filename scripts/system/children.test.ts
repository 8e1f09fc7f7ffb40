import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startChild, whenReady } from './children.js';
import { isAlive, running, temporaryFolder } from './testing.js';
import { until } from './until.js';

/** A program written in one line. */
function program(script: string, logFile = path.join(temporaryFolder(), 'program.log')) {
  const child = startChild({
    title: 'Chương trình thử',
    command: process.execPath,
    args: ['--eval', script],
    folder: path.dirname(logFile),
    environment: process.env,
    logFile,
  });
  onTestFinished(() => child.kill('SIGKILL'));
  const log = () => readFileSync(logFile, 'utf8');
  return { child, log, ready: () => whenReady(child, async () => log().includes('ready')) };
}
const forever = 'setInterval(() => {}, 1000); console.log("ready");';

it('asks a program to end and waits until it has', async () => {
  const { child, log, ready } = program(
    `process.on("SIGTERM", () => setTimeout(() => { console.log("bye"); process.exit(0); }, 200)); ${forever}`,
  );
  await ready();
  await child.stop();
  expect(await child.ended).toEqual({ code: 0, signal: null });
  expect([child.running(), isAlive(child.pid), log()]).toEqual([false, false, 'ready\nbye\n']);
});

it('kills a program that does not end when asked, with what it started', async () => {
  const { child, log, ready } = program(
    `process.on("SIGTERM", () => {}); const own = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]); console.log("own " + own.pid); ${forever}`,
  );
  await ready();
  const own = Number(/own (\d+)/.exec(log())?.[1]);
  await child.stop(100);
  expect(await child.ended).toEqual({ code: null, signal: 'SIGKILL' });
  await until(() => !isAlive(own));
});

it('tells which program ended before it was ready, and its last words', async () => {
  const { ready } = program('console.log("một"); console.error("hai"); process.exit(3);');
  await expect(ready()).rejects.toThrow('Chương trình thử đã dừng đột ngột (mã 3). Những dòng cuối của nhật ký:\n  một\n  hai');
});

it('tells that a program cannot be started at all', async () => {
  const logFile = path.join(temporaryFolder(), 'log');
  const child = startChild({ title: 'Không có', command: '/nowhere/program', args: [], folder: '/', environment: {}, logFile });
  await expect(whenReady(child, async () => false)).rejects.toThrow(/^Không có đã dừng đột ngột \(không chạy được\)/);
});

it('does not wait for ever', async () => {
  const { child } = program(forever);
  await expect(whenReady(child, async () => false, 300)).rejects.toThrow('Chương trình thử chưa sẵn sàng sau 0 giây.');
});

it('keeps only the end of a long log', async () => {
  const logFile = path.join(temporaryFolder(), 'log');
  writeFileSync(logFile, 'một dòng nhật ký khá dài để chóng đầy\n'.repeat(200_000));
  const { child, log, ready } = program(forever, logFile);
  await ready();
  await child.stop();
  expect(log().length).toBeLessThan(1024 * 1024);
  expect(log().startsWith('một dòng')).toBe(true);
  expect(log().endsWith('ready\n')).toBe(true);
});

it('ends the programs of a process that was killed', async () => {
  const folder = temporaryFolder();
  const module = JSON.stringify(path.join(import.meta.dirname, 'children.ts'));
  const start = (name: string, script: string) =>
    `startChild({ title: "x", command: process.execPath, args: ["-e", ${JSON.stringify(script)}], folder: "/", environment: process.env, logFile: ${JSON.stringify(path.join(folder, name))} }).pid`;
  const polite = start('polite', 'setInterval(() => {}, 1000)');
  const { child, said } = running([
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    `import(${module}).then(({ startChild }) => { console.log("pids", ${polite}, ${polite}, "!"); setInterval(() => {}, 1000); });`,
  ]);
  const [, ...pids] = await until(() => /pids (\d+) (\d+) !/.exec(said.text));
  expect(pids.map((pid) => isAlive(Number(pid)))).toEqual([true, true]);
  child.kill('SIGKILL');
  await until(() => pids.every((pid) => !isAlive(Number(pid))));
});
