import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderInUse, lockFolder } from '../embedded-mongo/src/folder-lock.js';
import { seedWhenEmpty } from './seeding.js';
import { type System, type SystemOptions, startSystem } from './system.js';
import { workingMorning } from './working-morning.js';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Fills a system that is empty. */
type Fill = (system: System) => Promise<unknown>;
type Options = Omit<SystemOptions, 'dataFolder' | 'begin'>;

/**
 * A system in a folder of its own that begins filled, on a working morning; `stop` deletes the folder. In a run of tests the filling is done by whoever needs it first, and everybody
 * with the same name starts on a copy of what it left; elsewhere each call fills its own.
 */
export async function startFilled(name: string, fill: Fill, options: Options = {}): Promise<System> {
  const folder = mkdtempSync(path.join(tmpdir(), `commune-${name}-`));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  const shelf = process.env.TEST_SHELF;
  try {
    if (shelf !== undefined) cpSync(await filledOnce(path.join(shelf, name), fill), folder, { recursive: true });
    const system = await (shelf === undefined ? started(folder, fill, options) : startSystem({ ...options, dataFolder: folder }));
    return {
      ...system,
      async stop() {
        await system.stop();
        clean();
      },
    };
  } catch (fault) {
    clean();
    throw fault;
  }
}

/** Started in an empty folder, and filled. */
async function started(folder: string, fill: Fill, options: Options): Promise<System> {
  const system = await startSystem({ ...options, dataFolder: folder, begin: workingMorning(new Date()) });
  try {
    await fill(system);
    await (await fetch(`${system.zaloUrl}/control/webhooks/idle`)).arrayBuffer();
    await lookAtFollowers(system);
    return system;
  } catch (fault) {
    await system.stop();
    throw fault;
  }
}

/** Test files run beside one another: one of them fills, the others wait. What stands under its name is complete. */
async function filledOnce(finished: string, fill: Fill): Promise<string> {
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
      await (await started(begun, fill, {})).stop();
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

/** A system with everybody of the sample commune, all of them known to the office too. */
export const startSeeded = (options: Options = {}): Promise<System> => startFilled('commune', (system) => seedWhenEmpty(system), options);
