import { fileURLToPath } from 'node:url';
import { Role } from '../backend/src/contracts/residents.js';
import { type Environment, environmentFor, withBackend } from './system/backend.js';
import { flagsFrom } from './system/flags.js';
import { OperatorError, sayFault } from './system/operator-error.js';

export type Invitation = {
  name: string;
  roles: Role[];
  counterKeys: string[];
  hamletKeys?: string[] | undefined;
  title?: string | null | undefined;
};

/**
 * Makes an invitation directly in the database, for the first administrator, whom nobody can invite yet. `environment` is what the API is told.
 * Throws like `withBackend`.
 */
export async function inviteOfficer(environment: Environment, invitation: Invitation): Promise<{ code: string; expiresAt: Date }> {
  const { invitationCode, expiresAt } = await withBackend(environment, ({ officers }) => officers.invite(invitation));
  return { code: invitationCode, expiresAt: new Date(expiresAt) };
}

const usage = `Mời một cán bộ: in ra mã mời dùng một lần, nhập mã trong Mini App ở mục Cá nhân.

  npm run invite -- --name "Họ và tên" --role administrator

  --name <họ tên>      tên cán bộ
  --role <vai trò>     ghi nhiều lần nếu có nhiều vai trò: ${Role.options.join(', ')}
  --counter <mã quầy>  quầy cán bộ phụ trách, ghi nhiều lần được
  --hamlet <mã xóm>    xóm mà trưởng xóm phụ trách, ghi nhiều lần được
  --title <chức danh>  chức danh ký dưới thư gửi dân, ví dụ "Chủ tịch UBND xã"
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
    hamlet: { type: 'string', multiple: true, default: [] },
    title: { type: 'string', default: '' },
    data: { type: 'string', default: '.data' },
  });
  if (values.help) return console.log(usage);
  const name = values.name.trim();
  if (name === '') throw new OperatorError(`Thiếu tên cán bộ (--name).\n\n${usage}`);
  const unknown = values.role.find((role) => !Role.safeParse(role).success);
  if (unknown !== undefined) throw new OperatorError(`Không có vai trò "${unknown}". Các vai trò: ${Role.options.join(', ')}.`);
  if (values.role.length === 0) throw new OperatorError(`Thiếu vai trò (--role). Các vai trò: ${Role.options.join(', ')}.`);
  const environment = environmentFor(values.data);
  const roles = values.role.map((role) => Role.parse(role));
  const { code, expiresAt } = await inviteOfficer(environment, {
    name,
    roles,
    counterKeys: values.counter,
    hamletKeys: values.hamlet,
    title: values.title.trim() || null,
  });
  const until = expiresAt.toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' });
  console.log(`Mã mời của ${name}: ${grouped(code)}\nDùng một lần, trong Mini App, mục Cá nhân, trước ngày ${until}.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main().catch(sayFault);
