import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Progress, seed } from '../seed/seed.js';
import { developmentIdentity } from '../zalo-emulator/src/identity.js';
import { repository } from './repository.js';
import type { System } from './system.js';

type Stamp = { version: string; database: string; state: 'begun' | 'done' };

/** Changes whenever the sample data does. */
function dataVersion(): string {
  const folder = path.join(repository, 'scripts/seed');
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(folder, file)))
      .update('\0');
  return hash.digest('hex');
}

function stampIn(file: string): Partial<Stamp> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Stamp>;
  } catch {
    return {};
  }
}

function write(file: string, stamp: Stamp): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(stamp)}\n`);
  renameSync(`${file}.new`, file);
}

/** Whether the emulator and the database lack what the last seeding put there. */
async function isEmpty({ zaloUrl, databaseIsNew }: System): Promise<boolean> {
  if (databaseIsNew) return true;
  const status = (await (await fetch(`${zaloUrl}/control/status`)).json()) as { people: number };
  return status.people === 0;
}

/**
 * Fills a system that has no people yet, goes on where a seeding was cut off, and adds what newer sample data brings. Returns at once when there is
 * nothing to do.
 */
export async function seedWhenEmpty(system: System, report: (progress: Progress) => void = () => undefined): Promise<'seeded' | 'there'> {
  const file = path.join(system.dataFolder, 'seeded.json');
  const stamp: Stamp = { version: dataVersion(), database: system.databaseId, state: 'done' };
  const last = stampIn(file);
  const isThere = last.state === 'done' && last.version === stamp.version && last.database === stamp.database;
  if (isThere && !(await isEmpty(system))) return 'there';
  write(file, { ...stamp, state: 'begun' });
  await seed({
    apiUrl: system.apiUrl,
    zaloControlUrl: `${system.zaloUrl}/control`,
    officialAccountId: developmentIdentity.oaId,
    miniAppId: developmentIdentity.miniAppId,
    // Loads the whole backend, which a start that has nothing to seed can do without.
    inviteAdministrator: async (invitation) => {
      const { inviteOfficer } = await import('../invite.js');
      return (await inviteOfficer(system.environment, invitation)).code;
    },
    report,
  });
  write(file, stamp);
  return 'seeded';
}
