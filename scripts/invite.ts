import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLog } from '../backend/src/adapters/log.js';
import { shiftedClock } from '../backend/src/clock.js';
import { compose } from '../backend/src/compose.js';
import { ConfigError, readConfig } from '../backend/src/config.js';
import { Role } from '../backend/src/contracts/residents.js';
import { flagsFrom } from './system/flags.js';
import { OperatorError, sayFault } from './system/operator-error.js';
import { repository } from './system/repository.js';
import { runningIn } from './system/running.js';

export type Invitation = { name: string; roles: Role[]; counterKeys: string[] };

const patienceMs = 15_000;

/**
 * Makes an invitation directly in the database, for the first administrator, whom nobody can invite yet. `environment` is what the API is told.
 * Throws `ConfigError`, or one sentence when the database does not answer.
 */
export async function inviteOfficer(
  environment: Readonly<Record<string, string | undefined>>,
  invitation: Invitation,
): Promise<{ code: string; expiresAt: Date }> {
  const config = readConfig(environment);
  const clock = shiftedClock();
  if (config.CLOCK_URL) {
    const { offsetMs } = (await (await fetch(config.CLOCK_URL)).json()) as { offsetMs: number };
    clock.shiftTo(offsetMs);
  }
  const composed = compose({ config, log: createLog('silent', 'invite'), clock });
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      composed.database.whenReady(),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new OperatorError('Không kết nối được cơ sở dữ liệu; xin xem lại MONGODB_URI.')), patienceMs);
      }),
    ]);
    const { invitationCode, expiresAt } = await composed.officers.invite(invitation);
    return { code: invitationCode, expiresAt: new Date(expiresAt) };
  } finally {
    clearTimeout(timer);
    await composed.close();
  }
}

const usage = `Mời một cán bộ: in ra mã mời dùng một lần, nhập mã trong Mini App ở mục Cá nhân.

  npm run invite -- --name "Họ và tên" --role administrator

  --name <họ tên>      tên cán bộ
  --role <vai trò>     ghi nhiều lần nếu có nhiều vai trò: ${Role.options.join(', ')}
  --counter <mã quầy>  quầy cán bộ phụ trách, ghi nhiều lần được
  --data <thư mục>     thư mục dữ liệu của "npm start" đang chạy, mặc định .data

Cấu hình lấy từ biến môi trường (xem .env.example) nếu có MONGODB_URI, nếu không thì từ "npm start" đang chạy.`;

/** How people read a code aloud and copy it. */
const grouped = (code: string) => code.replace(/(.{5})(?=.)/g, '$1-');

async function main(): Promise<void> {
  const values = flagsFrom({
    help: { type: 'boolean', default: false },
    name: { type: 'string', default: '' },
    role: { type: 'string', multiple: true, default: [] },
    counter: { type: 'string', multiple: true, default: [] },
    data: { type: 'string', default: '.data' },
  });
  if (values.help) return console.log(usage);
  const name = values.name.trim();
  if (name === '') throw new OperatorError(`Thiếu tên cán bộ (--name).\n\n${usage}`);
  const unknown = values.role.find((role) => !Role.safeParse(role).success);
  if (unknown !== undefined) throw new OperatorError(`Không có vai trò "${unknown}". Các vai trò: ${Role.options.join(', ')}.`);
  if (values.role.length === 0) throw new OperatorError(`Thiếu vai trò (--role). Các vai trò: ${Role.options.join(', ')}.`);
  const environment = process.env.MONGODB_URI ? process.env : runningIn(path.resolve(repository, values.data))?.environment;
  if (!environment)
    throw new OperatorError('Hệ thống chưa chạy: xin chạy "npm start" ở một cửa sổ khác, hoặc đặt các biến môi trường như .env.example.');
  const roles = values.role.map((role) => Role.parse(role));
  const { code, expiresAt } = await inviteOfficer(environment, { name, roles, counterKeys: values.counter });
  const until = expiresAt.toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' });
  console.log(`Mã mời của ${name}: ${grouped(code)}\nDùng một lần, trong Mini App, mục Cá nhân, trước ngày ${until}.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main().catch((fault: unknown) => sayFault(fault instanceof ConfigError ? new OperatorError(fault.message) : fault));
