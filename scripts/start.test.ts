import { once } from 'node:events';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDataFolder } from './system/data-folder.js';
import { freePort, isFree, localhost } from './system/ports.js';
import { runningIn } from './system/running.js';
import { isAlive, running, temporaryFolder } from './system/testing.js';
import { until } from './system/until.js';

/** `npm start` on its own ports. */
const start = (...flags: string[]) =>
  running([
    'scripts/run.mjs',
    'start',
    '--port',
    '0',
    '--zalo-port',
    '0',
    '--mongo-port',
    '0',
    '--redis-port',
    '0',
    '--worker-port',
    '0',
    ...flags,
  ]);

describe('npm start ends with one sentence and starts nothing', () => {
  it('when a port is taken', async () => {
    const folder = path.join(temporaryFolder(), 'data');
    const server = createServer().listen(await freePort(), localhost);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const mongoPort = await freePort();
    const { said, ended } = start('--data', folder, '--worker-port', String(port), '--mongo-port', String(mongoPort));
    expect([await ended, said.text]).toEqual([
      1,
      `Cổng ${port} (Bộ chạy việc nền) đang có chương trình khác dùng; xin tắt chương trình đó hoặc chọn cổng khác bằng --worker-port.\n`,
    ]);
    expect(await isFree(mongoPort)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('when the data folder cannot be written', async () => {
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { said, ended } = start('--data', path.join(file, 'data'));
    expect([await ended, said.text]).toEqual([
      1,
      expect.stringMatching(/^Không ghi được vào thư mục dữ liệu ".*" \(.*\); xin .*--data\.\n$/),
    ]);
  });

  it('when another npm start uses the data folder', async () => {
    const held = await openDataFolder(temporaryFolder());
    const { said, ended } = start('--data', held.folder);
    expect([await ended, said.text]).toEqual([1, expect.stringContaining(`đang được một lần chạy khác dùng (tiến trình ${process.pid})`)]);
    expect(existsSync(path.join(held.folder, 'mongo'))).toBe(false);
    await held.release();
  });

  it.each([
    [['--port', 'x'], '--port phải là số cổng từ 0 đến 65535 (0 là tự chọn cổng trống), không phải "x".\n'],
    [['--prot', '1'], 'Không hiểu "--prot"; xem các cờ bằng --help.\n'],
    [['4000'], 'Không hiểu "4000"; xem các cờ bằng --help.\n'],
    [['--data'], 'Cờ --data thiếu giá trị hoặc không nhận giá trị; xem cách dùng bằng --help.\n'],
  ])('when its flags are %j', async (flags, sentence) => {
    const { said, ended } = start(...flags);
    expect([await ended, said.text]).toEqual([1, sentence]);
  });
});

/** Long, because six programs start and this machine may have more to do. */
const patient = { timeout: 240_000 };

const ready = (run: ReturnType<typeof running>) =>
  until(async () => {
    if (run.child.exitCode !== null) throw new Error(run.said.text);
    return run.said.text.includes('Dừng bằng Ctrl-C.');
  }, 200_000);

describe('npm start', () => {
  it('runs everything, and leaves no program and no lock when it is asked to stop', patient, async () => {
    const folder = temporaryFolder();
    const run = start('--data', folder, '--no-seed');
    await ready(run);
    const system = runningIn(folder);
    const pids = Object.values(system?.processes ?? {});
    expect(Object.keys(system?.processes ?? {})).toEqual(['mongo', 'redis', 'zalo', 'api', 'worker']);
    expect((await fetch(`${system?.apiUrl}/readyz`)).status).toBe(200);
    expect(run.said.text).toContain(`${system?.apiUrl}/api/docs`);
    expect(statSync(path.join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);

    // npm passes the terminal's signal on, so one press arrives twice.
    run.child.kill('SIGINT');
    run.child.kill('SIGINT');
    expect([await run.ended, pids.filter(isAlive)]).toEqual([0, []]);
    expect(readdirSync(folder).sort()).toEqual(['logs', 'mongo', 'oa-token.json', 'redis', 'secrets.json', 'zalo']);
  });

  it('names the service that ended by itself and stops the others', patient, async () => {
    const folder = temporaryFolder();
    const run = start('--data', folder, '--no-seed');
    await ready(run);
    const processes = runningIn(folder)?.processes ?? {};
    process.kill(processes.worker ?? 0, 'SIGKILL');
    expect(await run.ended).toBe(1);
    expect(run.said.text).toContain('Bộ chạy việc nền đã dừng đột ngột (tín hiệu SIGKILL). Những dòng cuối của nhật ký:\n  {');
    expect([Object.values(processes).filter(isAlive), existsSync(path.join(folder, 'start.lock'))]).toEqual([[], false]);
  });
});
