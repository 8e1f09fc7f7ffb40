import path from 'node:path';
import { inviteOfficer } from './invite.js';
import { seed } from './seed/seed.js';
import { flagsFrom } from './system/flags.js';
import { OperatorError, sayFault } from './system/operator-error.js';
import { progressLine } from './system/progress-line.js';
import { repository } from './system/repository.js';
import { runningIn } from './system/running.js';
import { developmentIdentity } from './zalo-emulator/src/identity.js';

const usage = `Nạp lại dữ liệu mẫu vào hệ thống mà "npm start" đang chạy: thêm những gì còn thiếu, đưa đơn vị, giờ làm việc và cài đặt về như mẫu.

  npm run seed -- --data <thư mục>    thư mục dữ liệu, mặc định .data`;

async function main(): Promise<void> {
  const values = flagsFrom({ help: { type: 'boolean', default: false }, data: { type: 'string', default: '.data' } });
  if (values.help) return console.log(usage);
  const running = runningIn(path.resolve(repository, values.data));
  if (!running) throw new OperatorError('Hệ thống chưa chạy: xin chạy "npm start" ở một cửa sổ khác rồi thử lại.');
  const line = progressLine();
  await seed({
    apiUrl: running.apiUrl,
    zaloControlUrl: `${running.zaloUrl}/control`,
    officialAccountId: developmentIdentity.oaId,
    miniAppId: developmentIdentity.miniAppId,
    inviteAdministrator: async (invitation) => (await inviteOfficer(running.environment, invitation)).code,
    report: line.show,
  }).finally(line.close);
  console.log('Đã nạp dữ liệu mẫu.');
}

main().catch(sayFault);
