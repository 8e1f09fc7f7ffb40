import { z } from 'zod';

const secret = (bytes: number) =>
  z.string().refine((text) => Buffer.from(text, 'base64').length >= bytes, `phải là ít nhất ${bytes} byte viết dạng base64`);
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
const optional = z
  .string()
  .optional()
  .transform((text) => text || undefined);

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  /** Port of the worker's health page and metrics; 0 = none. */
  WORKER_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  PUBLIC_URL: z.url(),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//, 'phải bắt đầu bằng mongodb://'),
  MONGODB_DATABASE: z.string().default('commune'),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'phải bắt đầu bằng redis://'),
  QUEUE_PREFIX: z.string().default('commune'),
  /** 32 bytes each, base64, newest first; older ones only open what they sealed. */
  DATA_KEY: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(secret(32)).min(1)),
  SESSION_SECRET: secret(32),
  SESSION_HOURS: z.coerce.number().min(1).max(720).default(12),
  CORS_ORIGINS: list,
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  ZALO_APP_ID: z.string().regex(/^\d+$/),
  ZALO_APP_SECRET: z.string().min(1),
  ZALO_MINI_APP_ID: z.string().regex(/^\d+$/),
  ZALO_OA_ID: z.string().regex(/^\d+$/),
  /** The webhook's own "OA Secret Key"; not the app secret. */
  ZALO_OA_SECRET: z.string().min(1),
  ZALO_OPEN_API_KEY: z.string().min(1),
  ZALO_OA_REFRESH_TOKEN: optional,
  ZALO_OAUTH_REDIRECT_URL: optional,
  ZALO_OAUTH_CODE_VERIFIER: optional,
  ZALO_OPENAPI_URL: z.url().default('https://openapi.zalo.me'),
  ZALO_BUSINESS_URL: z.url().default('https://business.openapi.zalo.me'),
  ZALO_OAUTH_URL: z.url().default('https://oauth.zaloapp.com'),
  ZALO_GRAPH_URL: z.url().default('https://graph.zalo.me'),
  ZALO_MINI_OPENAPI_URL: z.url().default('https://openapi.mini.zalo.me'),
  ZALO_TIMEOUT_MS: z.coerce.number().int().min(200).max(60_000).default(8_000),
  ZALO_TEMPLATE_UID: optional,
  ZALO_TEMPLATE_PHONE: optional,
  ZALO_TEMPLATE_NOTIFICATION: optional,
  /** Templates of broadcasts, and which values they take: of ten, tieu_de, noi_dung, duong_dan, ma_tin, ma_dung. */
  ZALO_BROADCAST_TEMPLATE_UID: optional,
  ZALO_BROADCAST_TEMPLATE_PHONE: optional,
  ZALO_BROADCAST_TEMPLATE_PARAMETERS: z
    .string()
    .default('tieu_de,noi_dung')
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(['ten', 'tieu_de', 'noi_dung', 'duong_dan', 'ma_tin', 'ma_dung'])).min(1)),
  /** Whether consultation messages between 48 h and 7 days after the last interaction, which Zalo bills, may be sent. */
  ZALO_BILLED_CONSULTATION: flag,
  ZALO_MESSAGES_PER_SECOND: z.coerce.number().min(1).max(5_000).default(40),
  ZALO_WEBHOOK_MAX_AGE_MINUTES: z.coerce.number().min(1).max(10_080).default(120),
  /** Which signature rules of the Official Account's webhook are accepted; the documented one alone unless Zalo is seen to use another. */
  ZALO_WEBHOOK_SIGNATURES: z
    .string()
    .default('app_id')
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(['app_id', 'oa_id', 'app_id_header_time', 'oa_id_header_time'])).min(1)),
  /** Pictures of a map, `https://…/{z}/{x}/{y}.png`; without it the board draws its own. */
  MAP_TILES_URL: optional,
  /** The built web console, served at /console/; without it there is none. */
  CONSOLE_FOLDER: optional,
  ZALO_VERIFIER_CODE: optional,
  /** With it, /metrics asks for it as a bearer token; without, only this machine itself may read /metrics. */
  METRICS_TOKEN: optional,
  /** Development only: follow the Zalo emulator's clock. */
  CLOCK_URL: z.url().optional(),
});

/** Everything the processes are told from outside, parsed once. */
export type Config = z.output<typeof Environment>;

/** Names every variable that is missing or wrong, a line each. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Parses the environment; throws one `ConfigError` that names every fault. Empty strings count as absent. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(given, { error: ({ input }) => (input === undefined ? 'chưa có' : 'giá trị chưa đúng') });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
  throw new ConfigError(`Cấu hình chưa đúng, chưa khởi động được (xem .env.example):\n${[...new Set(faults)].join('\n')}`);
}
