import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ConfigError, readConfig } from '../backend/src/config.js';
import { repository } from './system/repository.js';

const lines = readFileSync(path.join(repository, '.env.example'), 'utf8').split('\n');
const entries = lines.flatMap((line, index) => {
  const [, off, name = '', value = ''] = /^(#)?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
  return name ? [{ name, value, optional: off !== undefined, explanation: lines[index - 1] ?? '' }] : [];
});
const known = [...readFileSync(path.join(repository, 'backend/src/config.ts'), 'utf8').matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].map(
  ([, name]) => name,
);

it('explains every variable of the configuration, and no other', () => {
  expect(entries.map(({ name }) => name).sort()).toEqual([...known].sort());
  for (const { explanation } of entries) expect(explanation).toMatch(/^# \S.*\.$/);
});

it('gives no secret a value', () => {
  for (const { name, value } of entries) if (/SECRET|KEY|TOKEN|VERIFIER|CODE/.test(name)) expect([name, value]).toEqual([name, '']);
});

it('shows the real defaults, and the empty ones are those the configuration asks for', () => {
  const filled = {
    PUBLIC_URL: 'https://xa.example',
    MONGODB_URI: 'mongodb://db',
    REDIS_URL: 'redis://queue',
    ZALO_APP_ID: '1',
    ZALO_MINI_APP_ID: '2',
    ZALO_OA_ID: '3',
  };
  const secrets = {
    DATA_KEY: 'x'.repeat(44),
    SESSION_SECRET: 'x'.repeat(44),
    ZALO_APP_SECRET: 'x',
    ZALO_OA_SECRET: 'x',
    ZALO_OPEN_API_KEY: 'x',
  };
  const given = Object.fromEntries(entries.filter(({ optional }) => !optional).map(({ name, value }) => [name, value]));
  const defaults = Object.fromEntries(entries.filter(({ optional }) => optional).map(({ name, value }) => [name, value]));
  expect(readConfig({ ...given, ...filled, ...secrets, ...defaults })).toEqual(readConfig({ ...given, ...filled, ...secrets }));
  for (const name of Object.keys({ ...filled, ...secrets }))
    expect(() => readConfig({ ...given, ...filled, ...secrets, [name]: '' })).toThrow(ConfigError);
});
