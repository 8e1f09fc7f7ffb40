import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openDataFolder } from './data-folder.js';
import { running, temporaryFolder } from './testing.js';
import { until } from './until.js';

it('belongs to one run at a time and names the other', async () => {
  const folder = path.join(temporaryFolder(), 'data');
  const first = await openDataFolder(folder);
  await expect(openDataFolder(folder)).rejects.toThrow(
    `Thư mục dữ liệu "${folder}" đang được một lần chạy khác dùng (tiến trình ${process.pid}); xin dừng lần chạy đó hoặc chọn thư mục khác bằng --data.`,
  );
  await first.release();
  expect(readdirSync(folder)).toEqual([]);
  const second = await openDataFolder(folder);
  expect(second.leftUnclean).toBe(false);
  await second.release();
});

it('is free again at once when its process was killed, and tells so', async () => {
  const folder = temporaryFolder();
  const module = JSON.stringify(path.join(import.meta.dirname, 'data-folder.ts'));
  const script = `import(${module}).then(({ openDataFolder }) => openDataFolder(${JSON.stringify(folder)})).then(() => { console.log('held'); setInterval(() => {}, 1000); });`;
  const { child, said, ended } = running(['--import', 'tsx', '--input-type=module', '--eval', script]);
  await until(() => said.text.includes('held'));
  child.kill('SIGKILL');
  await ended;
  const opened = await openDataFolder(folder);
  expect(opened.leftUnclean).toBe(true);
  await opened.release();
});

it('says in one sentence that it cannot be written', async () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const below = path.join(file, 'data');
  await expect(openDataFolder(below)).rejects.toThrow(
    `Không ghi được vào thư mục dữ liệu "${below}" (trên đường dẫn có một tệp chứ không phải thư mục); xin cấp quyền hoặc chọn thư mục khác bằng --data.`,
  );
  expect(existsSync(below)).toBe(false);
});
