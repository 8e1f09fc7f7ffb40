import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { State } from './state.js';

/** The emulator's memory. `changed()` after every change; it reaches the disk whole, within two seconds and at the close. */
export interface Store {
  state: State;
  changed(): void;
  close(): Promise<void>;
}

/** The data file cannot be read; the sentence is for the person who started the emulator. */
export class StoreError extends Error {
  override name = 'StoreError';
}

const quietMs = 250;
const longestDelayMs = 2_000;

/** Opens the data file of a folder, creating both; without a folder everything stays in memory. */
export function openStore(folder: string | undefined): Store {
  if (folder === undefined) return { state: State.parse({ version: 1 }), changed: () => undefined, close: async () => undefined };
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'zalo-emulator.json');
  const state = read(file);
  let timer: NodeJS.Timeout | undefined;
  let dirtySince: number | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (dirtySince === null) return;
    dirtySince = null;
    const handle = await open(`${file}.new`, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(state));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
  }

  function save(): Promise<void> {
    writing = writing.then(write, write);
    return writing;
  }

  return {
    state,
    changed() {
      const now = performance.now();
      dirtySince ??= now;
      if (timer && now - dirtySince > longestDelayMs) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        save().catch((fault: unknown) => {
          dirtySince ??= performance.now();
          console.error(`Không ghi được dữ liệu của Zalo giả lập vào "${file}": ${fault instanceof Error ? fault.message : String(fault)}`);
        });
      }, quietMs);
    },
    async close() {
      await save();
    },
  };
}

function read(file: string): State {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return State.parse({ version: 1 });
    throw fault;
  }
  const parsed = State.safeParse(json(text));
  if (parsed.success) return parsed.data;
  const aside = `${file}.unreadable`;
  renameSync(file, aside);
  throw new StoreError(
    `Tệp dữ liệu của Zalo giả lập không đọc được và đã được đổi tên thành "${aside}"; chạy lại để bắt đầu với dữ liệu trống.`,
  );
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
