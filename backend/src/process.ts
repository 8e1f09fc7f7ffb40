import { createLog, type Log } from './adapters/log.js';
import { type Config, ConfigError, readConfig } from './config.js';

/** Reads the configuration or ends the process with every fault named. */
export function configured(environment: Readonly<Record<string, string | undefined>>, name: string): { config: Config; log: Log } {
  try {
    const config = readConfig(environment);
    return { config, log: createLog(config.LOG_LEVEL, name) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
}

/** Closes on SIGTERM and SIGINT, once; a process that cannot close in time is ended. */
export function closeOnSignal(log: Log, close: () => Promise<void>): void {
  let closing = false;
  const stop = (signal: string) => {
    if (closing) return;
    closing = true;
    log.info({ signal }, 'closing');
    setTimeout(() => process.exit(1), 15_000).unref();
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
  // A fault nobody expected leaves the process in an unknown state; whoever started it starts it again.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'unexpected fault');
    process.exit(1);
  });
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'unexpected fault');
    process.exit(1);
  });
}

/** The system's reason why a port cannot be had, in a sentence. */
export function sayListenFault(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return `Cổng ${port} đang có chương trình khác dùng; xin chọn cổng khác.`;
  if (code === 'EACCES') return `Không có quyền mở cổng ${port}.`;
  if (code === 'EADDRNOTAVAIL') return `Máy này không có địa chỉ ${host}.`;
  return `Không mở được cổng ${port}: ${error instanceof Error ? error.message : String(error)}`;
}
