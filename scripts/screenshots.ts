import path from 'node:path';
import { openTown } from '../miniapp/test/phone.js';
import { deskShots } from './screenshots/desk.js';
import { guideShots } from './screenshots/guides.js';
import { residentShots } from './screenshots/resident.js';
import { openDesk, prepareSample, residents } from './screenshots/sample.js';
import { flagsFrom } from './system/flags.js';
import { sayFault } from './system/operator-error.js';
import { repository } from './system/repository.js';

const usage = `Chụp mọi trang của Mini App và bàn làm việc, trong từng trạng thái, trên một hệ thống riêng chạy tạm.

  npm run screenshots -- [cờ]

  --guides          chỉ chụp lại ảnh của các hướng dẫn, vào docs/huong-dan/anh
  --only <mẫu>      chỉ những ảnh có tên khớp biểu thức chính quy này, ví dụ "resident/home"
  --out <thư mục>   nơi để ảnh, mặc định screenshots`;

async function main(): Promise<void> {
  const { help, guides, only, out } = flagsFrom({
    help: { type: 'boolean', default: false },
    guides: { type: 'boolean', default: false },
    only: { type: 'string' },
    out: { type: 'string' },
  });
  if (help) return console.log(usage);
  const folder = path.resolve(repository, out ?? (guides ? 'docs/huong-dan/anh' : 'screenshots'));
  const wanted = new RegExp(only ?? '');
  const town = await openTown({ residents, report: (line) => console.log(line) });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void town.stop().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143)));
  let taken = 0;
  try {
    const sample = await prepareSample(town);
    const shooting = {
      town,
      folder,
      wanted: (name: string) => wanted.test(name),
      onTaken: () => {
        taken += 1;
      },
    };
    if (guides) await guideShots(shooting, sample);
    else {
      await residentShots(shooting, sample);
      await openDesk(town, sample);
      await deskShots(shooting, sample);
    }
  } finally {
    await town.stop();
  }
  console.log(`Đã chụp ${taken} ảnh vào ${path.relative(repository, folder) || folder}.`);
}

main().catch(sayFault);
