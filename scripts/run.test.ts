import { expect, it } from 'vitest';
import { running } from './system/testing.js';

const asNode = (version: string) =>
  `data:text/javascript,Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } })`;

it.each(['12.22.12', '18.20.8', '20.18.3'])('tells Node %s that it is too old, and nothing else', async (version) => {
  const { said, ended } = running(['--import', asNode(version), 'scripts/run.mjs', 'start']);
  expect([await ended, said.text]).toEqual([1, `Cần Node.js 20.19 trở lên, máy này đang dùng ${version}; xin cài bản mới rồi chạy lại.\n`]);
});

it.each(['20.19.0', '22.1.0', '24.0.0'])('runs on Node %s', async (version) => {
  const { said, ended } = running(['--import', asNode(version), 'scripts/run.mjs', 'zalo', '--help']);
  expect([await ended, said.text]).toEqual([0, expect.stringContaining('Zalo giả lập')]);
});

it('names the commands when it is given another', async () => {
  const { said, ended } = running(['scripts/run.mjs', '../start']);
  expect([await ended, said.text]).toEqual([1, expect.stringMatching(/^Không có lệnh "\.\.\/start"\. Các lệnh: .*\bstart\b.*\.\n$/)]);
});
