import { readFileSync } from 'node:fs';
import { recount } from './recount/recount.js';
import { flagsFrom } from './system/flags.js';
import { OperatorError, sayFault } from './system/operator-error.js';

const usage = `Đếm lại một lần biểu quyết từ hai tệp: phiếu đã kiểm (bàn làm việc → việc biểu quyết → "Phiếu để đếm lại") và mã biên nhận công bố cho mọi người.
Mỗi phiếu phải khớp với mã biên nhận của nó, mỗi mã có đúng một phiếu; sai thì kết thúc với mã 1.

  npm run recount -- --decision <mã> --votes <tệp> --receipts <tệp>`;

function readText(name: string, file: string): string {
  if (file === '') throw new OperatorError(`Thiếu --${name}.\n\n${usage}`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new OperatorError(`Không đọc được tệp "${file}".`);
  }
}

function main(): void {
  const values = flagsFrom({
    help: { type: 'boolean', default: false },
    decision: { type: 'string', default: '' },
    votes: { type: 'string', default: '' },
    receipts: { type: 'string', default: '' },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  if (!/^[0-9a-f]{24}$/.test(values.decision))
    throw new OperatorError(`--decision là 24 ký tự cuối trong địa chỉ của việc biểu quyết.\n\n${usage}`);
  const found = recount({
    decisionId: values.decision,
    votes: readText('votes', values.votes),
    receipts: readText('receipts', values.receipts),
  });
  console.log(`${found.valid} phiếu hợp lệ, ${found.invalid} phiếu không hợp lệ.`);
  for (const [choice, count] of Object.entries(found.byChoice).sort()) console.log(`  ${choice}: ${count}`);
  for (const [hamlet, counts] of Object.entries(found.byHamlet).sort())
    console.log(
      `${hamlet}: ${Object.entries(counts)
        .sort()
        .map(([choice, count]) => `${choice} ${count}`)
        .join(', ')}`,
    );
  for (const fault of found.wrong) console.error(`✗ ${fault}`);
  if (found.wrong.length > 0) process.exitCode = 1;
  else console.log('✓ Mọi phiếu khớp với mã biên nhận đã công bố.');
}

try {
  main();
} catch (fault) {
  sayFault(fault);
}
