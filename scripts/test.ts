import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Child } from './system/children.js';
import { chromiumProgram } from './system/chromium.js';
import { buildMiniApp, miniAppFolder } from './system/mini-app.js';
import { sayFault } from './system/operator-error.js';
import { freePort } from './system/ports.js';
import { assertRedis, redisProgram, startRedis } from './system/redis.js';
import { repository } from './system/repository.js';

type Report = {
  numPassedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

const say = (line: string) => console.log(line);

/** Passed and failed tests; a file that could not even be loaded counts as one failure. */
function counted(reportFile: string): { passed: number; failed: number } {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  } catch {
    return { passed: 0, failed: 0 };
  }
  const failed = report.testResults.map(({ status, assertionResults }) => {
    const tests = assertionResults.filter((result) => result.status === 'failed').length;
    return tests === 0 && status === 'failed' ? 1 : tests;
  });
  return { passed: report.numPassedTests, failed: failed.reduce((sum, count) => sum + count, 0) };
}

function vitest(reportFile: string, environment: NodeJS.ProcessEnv): Promise<number> {
  const program = path.join(repository, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const running = spawn(process.execPath, [program, 'run', ...reporters, ...process.argv.slice(2)], {
    cwd: repository,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // The terminal's Ctrl-C reaches vitest too; stay until it has ended, and clean up then.
  const passOn = (signal: NodeJS.Signals) => () => void running.kill(signal);
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', passOn('SIGTERM'));
  process.on('SIGHUP', passOn('SIGTERM'));
  return new Promise((resolve, reject) => {
    running.once('error', reject);
    running.once('exit', (code) => resolve(code ?? 1));
  });
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'commune-test-'));
  const reportFile = path.join(folder, 'report.json');
  let redis: Child | null = null;
  try {
    let redisUrl = process.env.REDIS_URL;
    if (redisUrl) await assertRedis(redisUrl);
    else {
      const program = redisProgram(say);
      const started = await startRedis({
        program,
        port: await freePort(),
        folder: path.join(folder, 'redis'),
        logFile: path.join(folder, 'redis.log'),
      });
      redis = started.child;
      redisUrl = started.url;
    }
    const browser = chromiumProgram(say);
    await buildMiniApp(say);
    const code = await vitest(reportFile, {
      ...process.env,
      REDIS_URL: redisUrl,
      TEST_REDIS_URL: redisUrl,
      ...(process.env.MONGODB_URI ? { TEST_MONGODB_URI: process.env.MONGODB_URI } : {}),
      TEST_MINI_APP: miniAppFolder,
      CHROMIUM_PATH: browser,
    });
    const { passed, failed } = counted(reportFile);
    if (code !== 0 || failed > 0 || passed === 0) process.exitCode = code || 1;
    if (passed + failed === 0) console.error('Không có phép thử nào được chạy.');
    process.on('exit', () => console.log(`${passed} passed, ${failed} failed`));
  } finally {
    await redis?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((fault: unknown) => {
  sayFault(fault);
  console.log('0 passed, 0 failed');
});
