import { expect, it } from 'vitest';
import { runsProgram } from './programs.js';
import { running } from './testing.js';

it('runs a program as its sources would run, and gives it the same name as long as they stay the same', async () => {
  const how = await runsProgram('scripts/zalo-emulator/src/main.ts');
  expect(await runsProgram('scripts/zalo-emulator/src/main.ts')).toEqual(how);
  const { said, ended } = running([...how, '--help']);
  expect([await ended, said.text]).toEqual([0, expect.stringMatching(/^Zalo giả lập: /)]);
});

it('finds the packages that the sources find', async () => {
  const { said, ended } = running(await runsProgram('backend/src/main.api.ts'), { PUBLIC_URL: '' });
  expect([await ended, said.text]).toEqual([78, expect.stringMatching(/^Cấu hình chưa đúng.*\n {2}PUBLIC_URL: chưa có\n/)]);
});
