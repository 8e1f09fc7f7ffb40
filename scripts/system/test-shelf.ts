import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Gives one run of the tests a folder for what its files share, and takes it away at the end. */
export default function shelf(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'commune-shelf-'));
  process.env.TEST_SHELF = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
