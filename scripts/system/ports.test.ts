import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { assertPorts, freePort, isFree, localhost, portFrom } from './ports.js';

async function takenPort() {
  const server = createServer().listen(0, localhost);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

it('gives a different free port each time', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort));
  expect(new Set(ports).size).toBe(20);
  for (const port of ports) expect(await isFree(port)).toBe(true);
});

it('names the taken port, what it is for and the flag that chooses another', async () => {
  const { port } = await takenPort();
  const wanted = [
    { port: await freePort(), purpose: 'Redis', flag: '--redis-port' },
    { port, purpose: 'API', flag: '--port' },
  ];
  await expect(assertPorts(wanted)).rejects.toThrow(
    `Cổng ${port} (API) đang có chương trình khác dùng; xin tắt chương trình đó hoặc chọn cổng khác bằng --port.`,
  );
});

it('waits for a port that a killed run is about to free', async () => {
  const { server, port } = await takenPort();
  const asserted = assertPorts([{ port, purpose: 'API', flag: '--port' }], 20_000);
  server.close();
  await expect(asserted).resolves.toBeUndefined();
});

it('refuses one port for two services', async () => {
  const port = await freePort();
  const wanted = ['API', 'Redis'].map((purpose) => ({ port, purpose, flag: '--redis-port' }));
  await expect(assertPorts(wanted)).rejects.toThrow(`Cổng ${port} được chọn cho cả API và Redis; xin chọn cổng khác bằng --redis-port.`);
});

it.each(['', 'x', '-1', '65536', '4000.5', ' 80'])('does not take "%s" for a port', (text) => {
  expect(() => portFrom(text, '--port')).toThrow('--port phải là số cổng');
});

it('takes every whole number a port may be', () => {
  expect([portFrom('0', '--port'), portFrom('65535', 'PORT')]).toEqual([0, 65_535]);
});
