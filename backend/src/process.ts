import { createLog, type Log } from './adapters/log.js';
import { type Config, ConfigError, readConfig } from './config.js';

/** Exit code of a program that was configured wrongly (sysexits.h, EX_CONFIG). */
const misconfigured = 78;
const patienceMilliseconds = 15_000;

/**
 * Runs one process of ours: reads the configuration and names every fault in it, starts, and closes on SIGTERM or SIGINT. Ends with 0 when it
 * closed in time, 1 when not or when it could not start, 78 when the configuration is wrong.
 */
export async function runProcess(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  start: (given: { config: Config; log: Log }) => Promise<() => Promise<void>>,
): Promise<void> {
  const config = configOrExit(environment);
  const log = createLog(config.LOG_LEVEL, name);
  const fatal = (error: unknown) => {
    // A fault nobody expected leaves the process in an unknown state; whoever started it starts it again.
    log.fatal({ err: error }, 'unexpected fault');
    process.exit(1);
  };
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
  try {
    closeOnSignal(log, await start({ config, log }));
  } catch (error) {
    process.stderr.write(`${sayStartFault(error)}\n`);
    process.exit(1);
  }
}

function configOrExit(environment: Readonly<Record<string, string | undefined>>): Config {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(misconfigured);
  }
}

function closeOnSignal(log: Log, close: () => Promise<void>): void {
  let closing = false;
  const stop = (signal: string) => {
    if (closing) return;
    closing = true;
    log.info({ signal }, 'closing');
    setTimeout(() => process.exit(1), patienceMilliseconds).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not close');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Why a process could not start, in a sentence. */
function sayStartFault(error: unknown): string {
  const { code, port, address } = (error ?? {}) as { code?: string; port?: number; address?: string };
  if (code === 'EADDRINUSE') return `Cổng ${port} đang có chương trình khác dùng; xin chọn cổng khác.`;
  if (code === 'EACCES') return `Không có quyền mở cổng ${port}.`;
  if (code === 'EADDRNOTAVAIL') return `Máy này không có địa chỉ ${address}.`;
  return `Không khởi động được: ${error instanceof Error ? error.message : String(error)}`;
}
