import type { Progress } from '../seed/seed.js';

/** One line that is written over on a terminal, one line a step elsewhere. */
export function progressLine() {
  let open = false;
  return {
    show({ step, done, total }: Progress): void {
      const line = `Dữ liệu mẫu: ${step} ${done}/${total}`;
      if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
      else if (done === total) console.log(line);
      open = process.stdout.isTTY;
    },
    close(): void {
      if (open) process.stdout.write('\r\x1b[K');
      open = false;
    },
  };
}
