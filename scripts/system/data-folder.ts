import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FolderInUse, lockFolder } from '../embedded-mongo/src/folder-lock.js';
import { codeOf, OperatorError } from './operator-error.js';

/** A data folder that belongs to this process until it is released or the process ends, however it ends. */
export type DataFolder = {
  folder: string;
  /** The last run did not end by itself; its servers may still be closing. */
  leftUnclean: boolean;
  release(): Promise<void>;
};

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'không có quyền ghi',
  EPERM: 'không có quyền ghi',
  EROFS: 'ổ đĩa chỉ cho đọc',
  ENOTDIR: 'trên đường dẫn có một tệp chứ không phải thư mục',
  EEXIST: 'đã có một tệp cùng tên',
  ENOSPC: 'ổ đĩa đã đầy',
};

/** Makes the folder, tries to write in it and takes it for this process. Throws one sentence when that cannot be. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const lockFile = path.join(folder, 'start.lock');
  const unusable = (fault: unknown) => {
    const code = codeOf(fault);
    return new OperatorError(
      `Không ghi được vào thư mục dữ liệu "${folder}" (${reasons[code] ?? (code || String(fault))}); xin cấp quyền hoặc chọn thư mục khác bằng --data.`,
    );
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const trial = path.join(folder, '.trial');
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (fault) {
    throw unusable(fault);
  }
  // The lock is a socket of the system's, free as soon as its process is gone; the file only tells people which process it is.
  const unlock = await lockFolder(folder).catch((fault: unknown) => {
    if (!(fault instanceof FolderInUse)) throw unusable(fault);
    throw new OperatorError(
      `Thư mục dữ liệu "${folder}" đang được một lần chạy khác dùng (tiến trình ${read(lockFile) ?? 'không rõ'}); xin dừng lần chạy đó hoặc chọn thư mục khác bằng --data.`,
    );
  });
  const leftUnclean = read(lockFile) !== null;
  writeFileSync(lockFile, `${process.pid}\n`);
  return {
    folder,
    leftUnclean,
    async release() {
      rmSync(lockFile, { force: true });
      await unlock();
    },
  };
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
