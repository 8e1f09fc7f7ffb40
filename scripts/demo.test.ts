import { readCalendar } from 'backend/contracts/calendar';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { wellKnown } from './seed/seed.js';
import { startSeeded } from './system/filled.js';
import { freePort } from './system/ports.js';
import { signedIn } from './system/signed-in.js';
import type { System } from './system/system.js';
import { running } from './system/testing.js';
import { zaloControl } from './system/zalo-control.js';

let system: System;

beforeAll(async () => {
  system = await startSeeded({ environment: { LOG_LEVEL: 'warn' } });
}, 180_000);

afterAll(async () => {
  await system?.stop();
}, 60_000);

const demo = (...flags: string[]) => running(['scripts/run.mjs', 'demo', ...flags]);
const onSystem = (...flags: string[]) => demo('--api', system.apiUrl, '--zalo', `${system.zaloUrl}/control`, ...flags);

/** Nothing of a run is left: the clock is right, no session stays open, no person stays in the emulator. */
async function nothingIsLeft(): Promise<void> {
  const zalo = zaloControl(`${system.zaloUrl}/control`);
  expect((await zalo.clock()).offsetMs).toBe(0);
  const administrator = await signedIn(system.apiUrl, zalo, wellKnown.administrator.zaloId);
  expect((await administrator.call(readCalendar, {})).overrides).toEqual([]);
  const found = (await (await fetch(`${system.zaloUrl}/control/people?q=demo-`)).json()) as { total: number };
  expect(found.total).toBe(0);
}

it('tells the whole journey, and again on the same system', async () => {
  for (const _run of [1, 2]) {
    const { said, ended } = onSystem('--patience', '60');
    expect([await ended, said.text]).toEqual([0, expect.stringMatching(/\nXong: \d\d bước đều đúng, trong [\d,]+ giây\./)]);
    expect(said.text).not.toContain('✗');
    // What lay in people's Zalo, as it was: over a weekend some come as the shorter template.
    for (const words of [
      /│ Xã đã nhận lịch hẹn của ông\/bà:\n/,
      /│ Ngày mai ông\/bà có lịch hẹn:?\n/,
      /│ (Xã đã đổi giờ hẹn theo đề nghị của ông\/bà:|Đã đổi giờ hẹn)\n/,
      /│ Hai giờ nữa tới giờ hẹn:?\n/,
      /│ Có chỗ trống cho ông\/bà:\n/,
      /│ Xã xin lỗi ông\/bà, lịch hẹn sau phải hủy:\n/,
    ])
      expect(said.text).toMatch(words);
    await nothingIsLeft();
  }
}, 120_000);

it('ends with 1, says what did not happen, and puts everything back when no message goes out', async () => {
  await system.kill('worker');
  const { said, ended } = onSystem('--patience', '1');
  expect([await ended, said.text]).toEqual([1, expect.stringContaining('chưa thấy tin nhắn có “Xã xin chào ông/bà” (đã chờ 1 giây)')]);
  expect(said.text).toContain('✗ Quan tâm Official Account, đăng nhập bằng Zalo');
  expect(said.text).not.toContain('Xong:');
  await system.restart('worker');
  await nothingIsLeft();
}, 60_000);

it('puts everything back when it is asked to stop', async () => {
  const { child, said, ended } = onSystem('--patience', '60');
  child.stdout.on('data', () => {
    if (said.text.includes('✓ Quản trị viên mở một phiên')) child.kill('SIGTERM');
  });
  expect([await ended, said.text]).toEqual([1, expect.stringContaining('đã được yêu cầu dừng')]);
  await nothingIsLeft();
}, 60_000);

it('says in one sentence that nobody answers', async () => {
  const address = `http://127.0.0.1:${await freePort()}`;
  const { said, ended } = demo('--api', address, '--zalo', address);
  expect([await ended, said.text]).toEqual([
    1,
    `Không thấy hệ thống nào trả lời ở ${address} và ${address}/control; xin xem lại --api và --zalo.\n`,
  ]);
});
