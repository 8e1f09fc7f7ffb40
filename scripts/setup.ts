import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommuneFile, parseCommuneFile, sampleFile } from './setup/commune-file.js';
import { type Kind, type KindReport, load, stillSample } from './setup/load.js';
import { environmentFor, withBackend } from './system/backend.js';
import { flagsFrom } from './system/flags.js';
import { codeOf, OperatorError, sayFault } from './system/operator-error.js';

const usage = `Nạp dữ liệu của xã (cài đặt, đơn vị hành chính, xóm, mùa, quầy và giờ làm việc, ngày nghỉ, ngày làm bù, thủ tục); không động tới người dân và cán bộ.

  npm run setup -- --write-file xa.json        ghi dữ liệu mẫu ra tệp để xã sửa lại cho đúng
  npm run setup -- --file xa.json              nạp tệp: chỉ thêm những gì còn thiếu
  npm run setup -- --file xa.json --replace    nạp tệp: sửa cả những gì đã có cho đúng như tệp
  npm run setup                                nạp dữ liệu mẫu vào hệ thống chưa có dữ liệu riêng

  --data <thư mục>    thư mục dữ liệu của "npm start" đang chạy, mặc định .data

Không xóa gì: muốn thôi dùng một xóm hay một quầy thì ghi ngày cuối vào validTo. Phiên bản thủ tục đã có thì không sửa được; nội dung mới cần validFrom mới.
Tệp sai một chỗ là không ghi gì cả. Chạy lại bao nhiêu lần cũng được.

Cấu hình lấy từ biến môi trường (xem .env.example) nếu có MONGODB_URI, nếu không thì từ "npm start" đang chạy.`;

const kindWords = {
  settings: 'Cài đặt của xã',
  units: 'Đơn vị hành chính',
  hamlets: 'Xóm',
  seasons: 'Mùa làm việc',
  counters: 'Quầy',
  holidays: 'Ngày nghỉ',
  makeUpDays: 'Ngày làm bù',
  procedures: 'Thủ tục',
} satisfies Record<Kind, string>;

/** A line for the kind, and one for each row that is not simply added or left. */
function linesOf(kind: Kind, { added, unchanged, changed, skipped, refused, onlyThere }: KindReport): string[] {
  const left = skipped.length + refused.length;
  return [
    `${kindWords[kind]}: thêm ${added.length}, không đổi ${unchanged.length}, sửa ${changed.length}, bỏ qua ${left}.`,
    ...changed.map(({ name, fields }) => `  đã sửa ${name}: ${fields.join(', ')}`),
    ...skipped.map(({ name, fields }) => `  bỏ qua ${name}: đã có, khác ở ${fields.join(', ')}`),
    ...refused.map(({ name, why }) => `  bỏ qua ${name}: ${why}`),
    ...(onlyThere.length > 0 ? [`  không có trong tệp, giữ nguyên: ${onlyThere.join(', ')}`] : []),
  ];
}

/** npm runs its commands in the repository; a path is meant from where the operator stands. */
const fileAt = (given: string) => path.resolve(process.env.INIT_CWD ?? process.cwd(), given);

function writeSample(file: string): void {
  try {
    writeFileSync(file, `${JSON.stringify(sampleFile, null, 2)}\n`, { flag: 'wx' });
  } catch (fault) {
    if (codeOf(fault) === 'EEXIST') throw new OperatorError(`Đã có tệp ${file}, không ghi đè; xin chọn tên khác.`);
    throw new OperatorError(`Không ghi được tệp ${file} (${codeOf(fault)}).`);
  }
  console.log(
    `Đã ghi dữ liệu mẫu vào ${file}.\nXin sửa lại cho đúng với xã, nhất là xóm (hamlets), giờ làm việc (counters) và số trực (settings.hotline), rồi nạp bằng --file.`,
  );
}

function readCommuneFile(file: string): CommuneFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (fault) {
    throw new OperatorError(`Không đọc được tệp ${file} (${codeOf(fault)}).`);
  }
  return parseCommuneFile(text);
}

async function main(): Promise<void> {
  const values = flagsFrom({
    help: { type: 'boolean', default: false },
    file: { type: 'string' },
    'write-file': { type: 'string' },
    replace: { type: 'boolean', default: false },
    data: { type: 'string', default: '.data' },
  });
  if (values.help) return console.log(usage);
  if (values['write-file'] !== undefined) {
    if (values.file !== undefined || values.replace)
      throw new OperatorError('--write-file chỉ ghi tệp mẫu, không dùng cùng --file và --replace.');
    return writeSample(fileAt(values['write-file']));
  }
  if (values.replace && values.file === undefined)
    throw new OperatorError('--replace cần có --file, để dữ liệu xã đã sửa không bị thay bằng dữ liệu mẫu.');
  const file = values.file === undefined ? null : readCommuneFile(fileAt(values.file));

  let skipped = false;
  let refused = false;
  const samples = await withBackend(environmentFor(values.data), async (composed) => {
    if (file === null)
      console.log('Không có --file nên nạp dữ liệu mẫu: danh sách xóm, giờ làm việc và số trực đều là mẫu, xã phải sửa lại cho đúng.');
    await load(composed, {
      file,
      replace: values.replace,
      report: (kind, report) => {
        for (const line of linesOf(kind, report)) console.log(line);
        skipped ||= report.skipped.length > 0;
        refused ||= report.refused.length > 0;
      },
    });
    return stillSample(composed);
  });

  if (samples.length > 0)
    console.log(['Vẫn còn dữ liệu mẫu, xin sửa trước khi cho dân dùng:', ...samples.map((sample) => `  ${sample}`)].join('\n'));
  if (skipped) console.log('Những mục đã có mà khác được giữ nguyên; muốn sửa cho đúng như tệp, xin chạy lại với --file và --replace.');
  if (refused) {
    console.error('Có phiên bản thủ tục chưa nạp được, xin xem các dòng "bỏ qua" ở trên.');
    process.exitCode = 1;
  } else console.log('Đã nạp xong; API đang chạy thấy dữ liệu mới trong vòng nửa phút.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main().catch(sayFault);
