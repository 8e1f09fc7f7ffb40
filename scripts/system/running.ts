import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writePrivate } from './private-file.js';

const Running = z.object({
  apiUrl: z.string(),
  zaloUrl: z.string(),
  environment: z.record(z.string(), z.string()),
  processes: z.record(z.string(), z.number()),
});
/** What other commands need to know of the system that runs on a data folder. */
export type Running = z.infer<typeof Running>;

const fileIn = (folder: string) => path.join(folder, 'running.json');

export const announce = (folder: string, running: Running): void => writePrivate(fileIn(folder), running);
export const withdraw = (folder: string): void => rmSync(fileIn(folder), { force: true });

/** The system that runs on this data folder, or ran there until it was killed; null when there is none. */
export function runningIn(folder: string): Running | null {
  try {
    return Running.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
  } catch {
    return null;
  }
}
