import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.js';

const secret = Buffer.alloc(32, 7).toString('base64');
const whole = {
  PUBLIC_URL: 'https://xa.example',
  MONGODB_URI: 'mongodb://127.0.0.1:27017',
  REDIS_URL: 'redis://127.0.0.1:6379',
  DATA_KEY: secret,
  SESSION_SECRET: secret,
  ZALO_APP_ID: '1',
  ZALO_APP_SECRET: 's',
  ZALO_MINI_APP_ID: '2',
  ZALO_OA_ID: '3',
  ZALO_OA_SECRET: 'o',
  ZALO_OPEN_API_KEY: 'k',
};

const faultsOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message;
  }
};

describe('the environment', () => {
  it('names every variable that is missing or wrong at once, in Vietnamese', () => {
    const { SESSION_SECRET: _, ...without } = whole;
    const message = faultsOf({ ...without, PORT: 'abc', DATA_KEY: 'short', MONGODB_URI: 'http://x', ZALO_OA_ID: 'x' });
    for (const name of [
      'SESSION_SECRET: chưa có',
      'PORT:',
      'DATA_KEY: phải là ít nhất 32 byte',
      'MONGODB_URI: phải bắt đầu',
      'ZALO_OA_ID:',
    ])
      expect(message).toContain(name);
    expect(message).not.toMatch(/invalid|expected/i);
  });

  it('has no default for any secret', () => {
    for (const name of ['DATA_KEY', 'SESSION_SECRET', 'ZALO_APP_SECRET', 'ZALO_OA_SECRET', 'ZALO_OPEN_API_KEY'])
      expect(faultsOf({ ...whole, [name]: '' })).toContain(`${name}: chưa có`);
  });

  it('reads lists and several keys', () => {
    const config = readConfig({ ...whole, DATA_KEY: `${secret},${secret}`, CORS_ORIGINS: 'https://h5.zdn.vn, https://xa.example' });
    expect(config.DATA_KEY).toHaveLength(2);
    expect(config.CORS_ORIGINS).toEqual(['https://h5.zdn.vn', 'https://xa.example']);
  });
});
