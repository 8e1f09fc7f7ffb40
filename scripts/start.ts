import path from 'node:path';
import { administrator, chairman, civilStatusOfficer } from './seed/officers.js';
import { grandmother } from './seed/people.js';
import { flagsFrom } from './system/flags.js';
import { type OperatorError, sayFault } from './system/operator-error.js';
import { portFrom } from './system/ports.js';
import { progressLine } from './system/progress-line.js';
import { withoutPassword } from './system/redis.js';
import { repository } from './system/repository.js';
import { seedWhenEmpty } from './system/seeding.js';
import { defaultPorts, type Ports, portFlags, type System, serviceNames, startSystem } from './system/system.js';

const usage = `Chạy cả hệ thống trên máy này, có sẵn dữ liệu mẫu. Dừng bằng Ctrl-C.

  npm start -- [cờ]

  --port <số>          cổng của API, mặc định ${defaultPorts.api} (biến môi trường PORT)
  --zalo-port <số>     cổng của Zalo giả lập, mặc định ${defaultPorts.zalo} (ZALO_PORT)
  --mongo-port <số>    cổng của MongoDB nhúng, mặc định ${defaultPorts.mongo} (MONGO_PORT)
  --redis-port <số>    cổng của Redis, mặc định ${defaultPorts.redis} (REDIS_PORT)
  --worker-port <số>   cổng theo dõi của bộ chạy việc nền, mặc định ${defaultPorts.worker} (WORKER_PORT)
                       số 0 là tự chọn cổng trống
  --data <thư mục>     nơi giữ dữ liệu, mặc định .data (DATA_FOLDER)
  --no-seed            không nạp dữ liệu mẫu

Đặt MONGODB_URI hoặc REDIS_URL để dùng MongoDB hay Redis sẵn có.`;

const text = { type: 'string' } as const;

const flags = () =>
  flagsFrom({
    help: { type: 'boolean', default: false },
    port: text,
    'zalo-port': text,
    'mongo-port': text,
    'redis-port': text,
    'worker-port': text,
    data: text,
    'no-seed': { type: 'boolean', default: false },
  });

const variables: Record<keyof Ports, string> = {
  api: 'PORT',
  zalo: 'ZALO_PORT',
  mongo: 'MONGO_PORT',
  redis: 'REDIS_PORT',
  worker: 'WORKER_PORT',
};

function portsFrom(values: ReturnType<typeof flags>): Ports {
  const ports = { ...defaultPorts };
  for (const name of serviceNames) {
    const flag = values[portFlags[name].slice(2) as keyof typeof values];
    const variable = process.env[variables[name]];
    if (typeof flag === 'string') ports[name] = portFrom(flag, portFlags[name]);
    else if (variable) ports[name] = portFrom(variable, variables[name]);
  }
  return ports;
}

function guide(system: System, seeded: boolean, begin: number): string {
  const phone = (person: string, rest: string) => `http://localhost:${system.ports.zalo}/?person=${person}&${rest}`;
  const console_ = 'tab=app&path=/console&computer=1';
  const below = path.relative(repository, system.dataFolder);
  const people: [string, string][] = [
    [`Người dân, bà ${grandmother.name}: Mini App`, phone(grandmother.zaloId, 'tab=app')],
    ['   hộp thư Zalo của bà', phone(grandmother.zaloId, 'tab=chat')],
    [`Cán bộ một cửa, ${civilStatusOfficer.name}: bàn làm việc`, phone(civilStatusOfficer.zaloId, console_)],
    [`Chủ tịch xã, ${chairman.name}`, phone(chairman.zaloId, console_)],
    [`Quản trị, ${administrator.name}`, phone(administrator.zaloId, console_)],
  ];
  const places: [string, string][] = [
    ['Mọi người có trong Zalo giả lập', `http://localhost:${system.ports.zalo}/`],
    ['Bàn làm việc trên máy tính', `${system.apiUrl}/console/`],
    ['Tài liệu API', `${system.apiUrl}/api/docs`],
    ['MongoDB', withoutPassword(system.mongoUri)],
    ['Redis', withoutPassword(system.redisUrl)],
    ['Dữ liệu và nhật ký', below.startsWith('..') || path.isAbsolute(below) ? system.dataFolder : below],
  ];
  const rows = [...(seeded ? people : []), ...places];
  const width = Math.max(...rows.map(([name]) => name.length));
  const seconds = ((performance.now() - begin) / 1000).toFixed(1).replace('.', ',');
  return [
    '',
    `Đã sẵn sàng sau ${seconds} giây. Mở bằng Chrome, Edge hoặc Firefox:`,
    '',
    ...rows.map(([name, address]) => `  ${name.padEnd(width)}  ${address}`),
    '',
    'Dừng bằng Ctrl-C.',
  ].join('\n');
}

/** The person asked to stop while things were still starting. */
class Asked extends Error {}

async function main(): Promise<void> {
  const begin = performance.now();
  const values = flags();
  if (values.help) return console.log(usage);
  const asked = new AbortController();
  let system: System | null = null;
  let end: (fault: OperatorError | null) => void = () => undefined;
  const ended = new Promise<OperatorError | null>((resolve) => {
    end = resolve;
  });
  let askedAt = 0;
  const stop = (signal: NodeJS.Signals): void => {
    if (asked.signal.aborted) {
      // npm passes the terminal's Ctrl-C on, so that one press may arrive twice.
      if (performance.now() - askedAt < 500) return;
      // Asked twice: at once. The watchdog ends what a starting system had begun.
      system?.stopAtOnce();
      process.exit(signal === 'SIGINT' ? 130 : 143);
    }
    console.log('\nĐang dừng… (Ctrl-C lần nữa để dừng ngay)');
    askedAt = performance.now();
    asked.abort(new Asked());
    end(null);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

  try {
    system = await startSystem({
      dataFolder: path.resolve(repository, values.data ?? process.env.DATA_FOLDER ?? '.data'),
      ports: portsFrom(values),
      mongoUri: process.env.MONGODB_URI || undefined,
      redisUrl: process.env.REDIS_URL || undefined,
      report: (line) => console.log(line),
      onUnexpectedEnd: end,
      signal: asked.signal,
    });
    const line = progressLine();
    if (!values['no-seed']) {
      const seeding = seedWhenEmpty(system, line.show).catch(async (fault: unknown) => {
        // When a service ended, that is the cause to tell, not the call that failed by it.
        const told = await Promise.race([ended.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, 500, false))]);
        if (!told) throw fault;
      });
      const outcome = await Promise.race([seeding, ended]).finally(line.close);
      if (outcome === 'seeded') console.log('Đã nạp dữ liệu mẫu.');
    }
    if (!asked.signal.aborted) console.log(guide(system, !values['no-seed'], begin));
    const fault = await ended;
    if (fault) {
      console.error(`${fault.message}\nĐang dừng những phần còn lại…`);
      process.exitCode = 1;
    }
  } catch (fault) {
    if (!(fault instanceof Asked)) sayFault(fault);
  } finally {
    await system?.stop();
    if (asked.signal.aborted) console.log('Đã dừng.');
  }
  process.exit();
}

main().catch((fault: unknown) => {
  sayFault(fault);
  process.exit();
});
