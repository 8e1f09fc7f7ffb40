import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measure } from './bench/measure.js';
import { jsonLine, type Result } from './bench/rounds.js';
import { table } from './bench/table.js';
import { flagsFrom } from './system/flags.js';
import { sayFault } from './system/operator-error.js';

const usage = `Đo hệ thống bên cạnh những bản trần nhất, trong cùng một lần chạy (khoảng năm phút).

  npm run bench -- [cờ]

  --json    mỗi kết quả một dòng JSON { name, ours, baseline, ratio, goal, ok }

Kết thúc với mã 0 khi đo được hết, dù có mục chưa đạt; 1 khi không đo được.`;

async function main(): Promise<void> {
  const { help, json } = flagsFrom({ help: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } });
  if (help) return console.log(usage);
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());
  const folder = mkdtempSync(path.join(tmpdir(), 'commune-bench-'));
  const begin = performance.now();
  const results: Result[] = [];
  try {
    await measure({
      folder,
      signal: asked.signal,
      report: (line) => console.error(`${((performance.now() - begin) / 1000).toFixed(0).padStart(4)} s  ${line}`),
      result: (result) => {
        results.push(result);
        if (json) console.log(jsonLine(result));
      },
    });
    if (!json) console.log(`\n${table(results)}`);
  } catch (fault) {
    if (asked.signal.aborted) console.error('Đã dừng theo yêu cầu, chưa đo xong.');
    else sayFault(fault);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  process.exit();
}

main().catch((fault: unknown) => {
  sayFault(fault);
  process.exit();
});
