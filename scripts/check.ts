import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './system/repository.js';
import { wallFaults } from './walls.js';

const ignored = new Set(['node_modules', 'www', 'dist', '.data', 'coverage', 'screenshots']);

function sources(): Map<string, string> {
  const found = new Map<string, string>();
  for (const top of ['backend', 'miniapp/src', 'scripts'])
    for (const entry of readdirSync(path.join(repository, top), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || entry.name.endsWith('.d.ts')) continue;
      const file = path.relative(repository, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      if (!file.split('/').some((part) => ignored.has(part))) found.set(file, readFileSync(path.join(repository, file), 'utf8'));
    }
  return found;
}

function program(packageName: string, file: string, ...args: string[]): boolean {
  const { status } = spawnSync(process.execPath, [path.join(repository, 'node_modules', packageName, file), ...args], {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status === 0;
}

function walls(): boolean {
  const faults = wallFaults(sources());
  for (const fault of faults) console.error(fault);
  return faults.length === 0;
}

const checks: Readonly<Record<string, () => boolean>> = {
  'Cách viết (biome)': () => program('@biomejs/biome', 'bin/biome', 'check'),
  'Kiểu dữ liệu của backend và scripts (tsc)': () => program('typescript', 'bin/tsc', '-p', 'tsconfig.json'),
  'Kiểu dữ liệu của Mini App (tsc)': () => program('typescript', 'bin/tsc', '-p', 'miniapp'),
  'Kiểu dữ liệu của phép thử giao diện (tsc)': () => program('typescript', 'bin/tsc', '-p', 'miniapp/test'),
  'Ranh giới giữa các phần': walls,
};

const failed = Object.entries(checks).flatMap(([name, check]) => {
  console.log(`${name}…`);
  return check() ? [] : [name];
});
if (failed.length > 0) {
  console.error(`Chưa đạt: ${failed.join('; ')}.`);
  process.exitCode = 1;
} else console.log('Đạt cả.');
