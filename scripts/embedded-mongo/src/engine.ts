import type { Catalogue } from './catalogue.js';
import type { Cursors } from './cursors.js';
import type { FailPoints } from './fail-points.js';
import type { Storage } from './storage.js';

/** Everything a command works on. */
export interface Engine {
  readonly catalogue: Catalogue;
  readonly cursors: Cursors;
  readonly storage: Storage;
  readonly startedAt: number;
  readonly failPoints: FailPoints | undefined;
  readonly address: () => { host: string; port: number };
}
