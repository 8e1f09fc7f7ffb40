import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

/** Where a program is, looking in PATH and the usual folders; null when it is not installed. */
export function findProgram(...names: string[]): string | null {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/snap/bin'];
  const ends = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const name of names)
    for (const folder of folders.filter(Boolean))
      for (const end of ends) {
        const file = path.join(folder, name + end);
        try {
          accessSync(file, constants.X_OK);
          return file;
        } catch {
          // Not here; look on.
        }
      }
  return null;
}

/** Whether this machine lets us install packages by ourselves: Debian or a relative, and root. */
export const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version') && findProgram('apt-get') !== null;

let listsAreFresh = false;

/** Installs packages without asking anything. Returns apt's last words when that failed, null when it went well. */
export function installPackages(packages: readonly string[], report: (line: string) => void): string | null {
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=180', '-qq', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
  report(`Đang cài ${packages.join(', ')} bằng apt-get…`);
  if (!listsAreFresh) {
    const { status, stderr } = apt('update');
    if (status !== 0) return stderr.trim().split('\n').slice(-3).join('\n');
    listsAreFresh = true;
  }
  const { status, stderr } = apt('install', '-y', '--no-install-recommends', ...packages);
  return status === 0 ? null : stderr.trim().split('\n').slice(-3).join('\n');
}
