import { spawn } from 'node:child_process';
import path from 'node:path';
import { OperatorError } from '../system/operator-error.js';
import { repository } from '../system/repository.js';

/** Builds the bare page into `folder`, with the Mini App's own versions of everything. */
export function buildBarePage(folder: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = spawn(
      process.execPath,
      [path.join(repository, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', folder, '--emptyOutDir'],
      {
        cwd: path.join(repository, 'scripts/bench/bare-page'),
        env: { ...process.env, NODE_ENV: 'production' },
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
        signal,
      },
    );
    let output = '';
    for (const stream of [vite.stdout, vite.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    vite.once('error', reject);
    vite.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new OperatorError(`Chưa đóng gói được trang trần (mã ${code}):\n${output.trimEnd()}`));
    });
  });
}
