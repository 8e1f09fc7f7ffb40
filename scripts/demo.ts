import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Target, tellJourney } from './demo/journey.js';
import { NotSo, reasonOf, storyTo } from './demo/story.js';
import { answers } from './system/children.js';
import { flagsFrom } from './system/flags.js';
import { OperatorError, sayFault } from './system/operator-error.js';
import { localhost } from './system/ports.js';
import { progressLine } from './system/progress-line.js';
import { seedWhenEmpty } from './system/seeding.js';
import { defaultPorts, startSystem } from './system/system.js';

const usage = `Đi trọn một vòng đặt lịch hẹn mà không cần trình duyệt: tìm thủ tục, đặt, nhắc, đổi, chờ chỗ, bàn cán bộ.
Từng bước được đọc lại qua API và trong Zalo giả lập; bước nào không đúng thì dừng với mã 1.

  npm run demo -- [cờ]

  --api <địa chỉ>      API đang chạy, ví dụ http://${localhost}:${defaultPorts.api}
  --zalo <địa chỉ>     Zalo giả lập mà API đó dùng, ví dụ http://${localhost}:${defaultPorts.zalo}/control
  --patience <giây>    chờ mỗi tin nhắn lâu nhất bao nhiêu giây, mặc định 20

Không có cờ thì dùng "npm start" đang chạy; nếu không có thì tự chạy một hệ thống tạm rồi tắt.
Bản demo dời đồng hồ của Zalo giả lập tới vài ngày sau rồi đưa về, nên lịch hẹn thử khác trong những ngày ấy cũng được nhắc sớm.`;

const withoutSlash = (url: string) => url.replace(/\/+$/, '');
const controlOf = (url: string) => (withoutSlash(url).endsWith('/control') ? withoutSlash(url) : `${withoutSlash(url)}/control`);

/** The system to show and how to leave it. */
type Stage = { target: Target; leave: () => Promise<void> };

async function runningOne(apiUrl: string, zaloControlUrl: string): Promise<Stage | null> {
  const there = async (url: string) => answers(url).catch(() => false);
  if (!(await there(`${apiUrl}/readyz`)) || !(await there(`${zaloControlUrl}/status`))) return null;
  return { target: { apiUrl, zaloControlUrl }, leave: async () => undefined };
}

async function ownOne(signal: AbortSignal): Promise<Stage> {
  console.log('Chưa có hệ thống nào đang chạy; đang chạy một hệ thống tạm…');
  const folder = mkdtempSync(path.join(tmpdir(), 'commune-demo-'));
  const line = progressLine();
  try {
    const system = await startSystem({
      dataFolder: folder,
      environment: { LOG_LEVEL: 'warn' },
      report: (text) => console.log(text),
      signal,
    });
    const leave = async () => {
      await system.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      await seedWhenEmpty(system, line.show);
    } catch (fault) {
      await leave();
      throw fault;
    }
    return { target: { apiUrl: system.apiUrl, zaloControlUrl: `${system.zaloUrl}/control` }, leave };
  } finally {
    line.close();
  }
}

async function stageFor(values: { api?: string; zalo?: string }, signal: AbortSignal): Promise<Stage> {
  const apiUrl = withoutSlash(values.api ?? `http://${localhost}:${defaultPorts.api}`);
  const zaloControlUrl = controlOf(values.zalo ?? `http://${localhost}:${defaultPorts.zalo}`);
  const running = await runningOne(apiUrl, zaloControlUrl);
  if (running) return running;
  if (values.api === undefined && values.zalo === undefined) return ownOne(signal);
  throw new OperatorError(`Không thấy hệ thống nào trả lời ở ${apiUrl} và ${zaloControlUrl}; xin xem lại --api và --zalo.`);
}

function patienceFrom(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= 600)) throw new OperatorError(`--patience phải là số giây từ 1 đến 600, không phải "${text}".`);
  return seconds * 1_000;
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const values = flagsFrom({
    help: { type: 'boolean', default: false },
    api: text,
    zalo: text,
    patience: { type: 'string', default: '20' },
  });
  if (values.help) return console.log(usage);
  const patienceMs = patienceFrom(values.patience);
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => asked.abort(new NotSo('đã được yêu cầu dừng')));

  const stage = await stageFor(values, asked.signal);
  const begin = performance.now();
  const story = storyTo({ say: (line) => console.log(line), patienceMs, signal: asked.signal });
  let fault: unknown = null;
  try {
    await tellJourney(stage.target, story);
  } catch (thrown) {
    fault = thrown;
  }
  const back = await story.putEverythingBack();
  await stage.leave();
  const seconds = ((performance.now() - begin) / 1000).toFixed(1).replace('.', ',');
  if (fault === null && back)
    return console.log(`\nXong: ${story.steps()} bước đều đúng, trong ${seconds} giây. Những gì bản demo tạo ra đã được dọn.`);
  console.error(fault === null ? '\nCác bước đều đúng nhưng chưa dọn được hết.' : `\nDừng ở bước ${story.steps() + 1}: ${reasonOf(fault)}`);
  process.exitCode = 1;
}

main().then(
  () => process.exit(),
  (fault: unknown) => {
    sayFault(fault);
    process.exit();
  },
);
