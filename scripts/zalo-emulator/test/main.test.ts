import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { until, zalo } from './zalo.js';

function started(...flags: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, '../src/main.ts'), ...flags]);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output.text += chunk.toString('utf8');
    });
  return { child, output };
}

it('says where it listens and closes cleanly when asked to', async () => {
  const { child, output } = started('--port', '0');
  const address = await until(() => /graph\s+(http:\S+)/.exec(output.text)?.[1]);
  expect(await (await fetch(`${address}/v2.0/me`)).json()).toEqual({ error: 0, message: 'Success' });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('says in one sentence that its port is taken', async () => {
  const { port } = await zalo();
  const { child, output } = started('--port', String(port));
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(output.text.trim()).toBe(`Cổng ${port} đang có chương trình khác dùng; xin chọn cổng khác bằng --port.`);
});
