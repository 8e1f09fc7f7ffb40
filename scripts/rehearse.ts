import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rehearse } from './rehearsal/rehearsal.js';
import { rehearseVotes } from './rehearsal/votes.js';
import { flagsFrom } from './system/flags.js';
import { OperatorError, sayFault } from './system/operator-error.js';

const usage = `Diễn tập: gửi một tin tới nhiều người quan tâm qua một Zalo thứ hai hay hỏng, trong lúc bộ chạy việc nền bị dừng đột ngột và Redis khởi động lại,
rồi so sổ của Zalo ấy với sổ của hệ thống, từng người một. Tự chạy một hệ thống tạm rồi tắt; sai thì kết thúc với mã 1.

  npm run rehearse -- [cờ]

  --followers <số>     bao nhiêu người, mặc định 10000
  --per-second <số>    mỗi giây gửi nhiều nhất bao nhiêu tin, mặc định 100
  --kills <số>         dừng đột ngột bao nhiêu lần, mặc định 6
  --seed <số>          số bắt đầu của các lỗi ngẫu nhiên; cùng số thì cùng lỗi, mặc định 1

Diễn tập biểu quyết: mọi hộ cùng biểu quyết, mỗi hộ từ hai điện thoại, API bị dừng đột ngột giữa chừng, hết giờ đúng lúc còn người bấm; rồi đếm lại từ phiếu
và từ mã biên nhận.

  npm run rehearse -- --households <số> [--kills <số>] [--seconds <số>]`;

function numberOf(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) throw new OperatorError(`--${name} phải là số nguyên từ ${least}.\n\n${usage}`);
  return number;
}

async function votes(dataFolder: string, options: { households: number; kills: number; seconds: number }): Promise<void> {
  const found = await rehearseVotes({ ...options, dataFolder, report: (line) => console.log(line) });
  const counted = Object.fromEntries(found.result.options.flatMap(({ key, count }) => (count > 0 ? [[key, count]] : [])));
  const wrong = {
    'phiếu đã nhận mà mất': found.lost,
    'hộ có hai biên nhận': found.twice,
    'phiếu nhận sau giờ kết thúc': found.late,
    'lệch giữa sổ và hòm phiếu': found.registered - found.result.valid,
    'lệch giữa công bố và đếm lại':
      JSON.stringify(Object.entries(counted).sort()) === JSON.stringify(Object.entries(found.recounted.byChoice).sort()) ? 0 : 1,
    'điều đếm lại thấy sai': found.recounted.wrong.length,
  };
  console.log(
    [
      `${found.households} hộ, ${found.acknowledged} biên nhận đã trao, ${found.unanswered} phiếu đã nhận mà điện thoại chưa kịp được trả lời; ${found.refusedAsVoted} lần bị từ chối vì hộ đã biểu quyết, ${found.refusedAsClosed} lần vì hết giờ, ${found.callsWithoutAnswer} lần không có trả lời.`,
      found.result.conclusion,
      `Tất cả mất ${Math.round(found.seconds)} giây.`,
      ...Object.entries(wrong).map(([what, count]) => `${count === 0 ? '✓' : '✗'} ${what}: ${count}`),
    ].join('\n'),
  );
  if (Object.values(wrong).some((count) => count !== 0)) process.exitCode = 1;
}

async function main(): Promise<void> {
  const values = flagsFrom({
    help: { type: 'boolean', default: false },
    followers: { type: 'string', default: '10000' },
    'per-second': { type: 'string', default: '100' },
    kills: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    households: { type: 'string', default: '0' },
    seconds: { type: 'string', default: '60' },
  });
  if (values.help) return console.log(usage);
  const folder = mkdtempSync(path.join(tmpdir(), 'commune-rehearsal-'));
  try {
    if (values.households !== '0')
      return await votes(folder, {
        households: numberOf('households', values.households, 2),
        kills: numberOf('kills', values.kills, 0),
        seconds: numberOf('seconds', values.seconds, 5),
      });
    const result = await rehearse({
      dataFolder: folder,
      followers: numberOf('followers', values.followers, 1),
      perSecond: numberOf('per-second', values['per-second'], 1),
      kills: numberOf('kills', values.kills, 0),
      seed: numberOf('seed', values.seed, 0),
      report: (line) => console.log(line),
    });
    const { counts } = result;
    const wrong = {
      'nhận hai lần': result.twice.length,
      'ta ghi đã gửi mà Zalo không có': result.claimedButAbsent.length,
      'ta ghi chưa gửi mà Zalo có': result.deniedButPresent.length,
      'bị quên': result.forgotten,
      'còn chờ': counts.waiting,
      'lệch tổng': counts.recipients - counts.waiting - counts.sent - counts.failed - counts.skipped - counts.unconfirmed,
    };
    console.log(
      [
        `${counts.recipients} người nhận = ${counts.sent} đã gửi + ${counts.failed} không gửi được + ${counts.skipped} bỏ qua + ${counts.unconfirmed} chưa rõ + ${counts.waiting} chờ`,
        `Trong ${result.unconfirmed.count} người chưa rõ, Zalo có tin của ${result.unconfirmed.accepted}.`,
        `Giây bận nhất: ${result.busiestSecond} lời gọi. Tất cả mất ${Math.round(result.seconds)} giây. Tạm dừng vì lỗi ${result.restarts} lần.`,
        ...Object.entries(wrong).map(([what, count]) => `${count === 0 ? '✓' : '✗'} ${what}: ${count}`),
      ].join('\n'),
    );
    if (Object.values(wrong).some((count) => count !== 0)) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch(sayFault);
