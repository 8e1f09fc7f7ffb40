import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderInUse, lockFolder } from '../embedded-mongo/src/folder-lock.js';
import { seedWhenEmpty } from './seeding.js';
import { type System, startSystem } from './system.js';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * A new data folder as a system leaves it that was filled and stopped. In a run of tests the filling is done by whoever needs it first, and every later call
 * with the same name gets a copy; elsewhere each call fills its own. The caller deletes the folder.
 */
export async function preparedFolder(name: string, fill: (system: System) => Promise<void>): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), `commune-${name}-`));
  const shelf = process.env.TEST_SHELF;
  try {
    if (shelf === undefined) await prepare(folder, fill);
    else cpSync(await preparedOnce(path.join(shelf, name), fill), folder, { recursive: true });
    return folder;
  } catch (fault) {
    rmSync(folder, { recursive: true, force: true });
    throw fault;
  }
}

async function prepare(folder: string, fill: (system: System) => Promise<void>): Promise<void> {
  const system = await startSystem({ dataFolder: folder });
  try {
    await fill(system);
    await (await fetch(`${system.zaloUrl}/control/webhooks/idle`)).arrayBuffer();
    await lookAtFollowers(system);
  } finally {
    await system.stop();
  }
}

/** Test files run in processes of their own: one of them prepares, the others wait. What stands under its name is complete. */
async function preparedOnce(finished: string, fill: (system: System) => Promise<void>): Promise<string> {
  while (!existsSync(finished)) {
    const turn = await lockFolder(`${finished}-turn`).catch((fault: unknown) => {
      if (fault instanceof FolderInUse) return null;
      throw fault;
    });
    if (turn === null) {
      await pause(100);
      continue;
    }
    try {
      if (existsSync(finished)) break;
      const begun = mkdtempSync(`${finished}-begun-`);
      await prepare(begun, fill);
      renameSync(begun, finished);
    } finally {
      await turn();
    }
  }
  return finished;
}

/** The worker looks at Zalo's list of followers little by little; done here at once, no copy has to go on with it. */
async function lookAtFollowers({ environment }: System): Promise<void> {
  const { withBackend } = await import('./backend.js');
  await withBackend(environment, async ({ followers }) => {
    const end = performance.now() + 30_000;
    while ((await followers.status()).state === 'running' && performance.now() < end) await followers.step();
  });
}

/** A folder with everybody of the sample commune, all of them known to the office too. */
export const seededFolder = (): Promise<string> =>
  preparedFolder('commune', async (system) => {
    await seedWhenEmpty(system);
  });
