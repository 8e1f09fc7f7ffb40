import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FolderInUse, lockFolder } from '../embedded-mongo/src/folder-lock.js';
import { OperatorError } from './operator-error.js';
import { repository } from './repository.js';

const source = path.join(repository, 'miniapp');
/** The built Mini App, as Zalo would get it. */
export const miniAppFolder = path.join(source, 'www');
/** The officers' console for computers, as the API serves it. */
export const consoleFolder = path.join(source, 'www-console');
const pages = [path.join(miniAppFolder, 'index.html'), path.join(consoleFolder, 'console.html')];
/** Beside the packages, so that it is neither deployed with the app nor kept in git. */
const stampFile = path.join(repository, 'node_modules/.cache/mini-app.stamp');

const inputs = ['miniapp', 'backend/src/contracts', 'package-lock.json'];
const notInputs = new Set(['www', 'www-console', 'node_modules', 'test']);

function* filesBelow(file: string): Generator<string> {
  if (!statSync(file).isDirectory()) return yield file;
  for (const name of readdirSync(file).sort()) if (!notInputs.has(name)) yield* filesBelow(path.join(file, name));
}

/** What was built from what; the pages' times are in it, because people also build by hand. */
function stamp(): string {
  const hash = createHash('sha256');
  for (const input of inputs)
    for (const file of filesBelow(path.join(repository, input)))
      hash
        .update(`${path.relative(repository, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
  return [hash.digest('hex'), ...pages.map((page) => (existsSync(page) ? statSync(page).mtimeMs : 'absent'))].join(' ');
}

const isBuilt = (): boolean =>
  pages.every((page) => existsSync(page)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();

/** Builds the Mini App and the console for computers unless their sources are those of the last build. One build at a time on this machine. */
export async function buildMiniApp(report: (line: string) => void): Promise<void> {
  if (isBuilt()) return;
  const unlock = await waitForTurn();
  try {
    if (isBuilt()) return;
    const begin = performance.now();
    report('Đang đóng gói Mini App…');
    await build('vite.config.mts');
    await build('vite.console.config.mts');
    mkdirSync(path.dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, stamp());
    report(`Đã đóng gói Mini App sau ${Math.round((performance.now() - begin) / 1000)} giây.`);
  } finally {
    await unlock();
  }
}

async function waitForTurn(): Promise<() => Promise<void>> {
  const end = performance.now() + 180_000;
  for (;;) {
    try {
      return await lockFolder(source);
    } catch (fault) {
      if (!(fault instanceof FolderInUse)) throw fault;
      if (performance.now() > end)
        throw new OperatorError('Một lần đóng gói Mini App khác chạy mãi chưa xong; xin dừng lần đó rồi chạy lại.');
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

function build(config: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = spawn(process.execPath, [path.join(repository, 'node_modules/vite/bin/vite.js'), 'build', '--config', config], {
      cwd: source,
      // vitest sets NODE_ENV to "test", which would put React's development build into the app.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    for (const stream of [vite.stdout, vite.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    vite.once('error', reject);
    vite.once('close', (code) => {
      if (code === 0) return resolve();
      const lines = output.trimEnd().split('\n').slice(-20).join('\n');
      reject(new OperatorError(`Chưa đóng gói được Mini App (mã ${code}). Những dòng cuối của vite:\n${lines}`));
    });
  });
}
