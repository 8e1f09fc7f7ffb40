import { type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines on standard output. Fields that may carry personal data or secrets are cut out wherever they stand. */
export function createLog(level: string, name: string): Log {
  return pino({
    name,
    level,
    redact: {
      paths: [
        'phone',
        '*.phone',
        'personName',
        '*.personName',
        'token',
        '*.token',
        'accessToken',
        '*.accessToken',
        '*.authorization',
        'address',
        '*.address',
        'text',
        '*.text',
      ],
      censor: '[…]',
    },
  });
}
