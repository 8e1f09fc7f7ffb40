import { describe, expect, it } from 'vitest';
import { importsOf, wallFaults } from './walls.js';

const faultsOf = (file: string, source: string) => wallFaults(new Map([[file, source]]), []);

describe('the walls', () => {
  it.each([
    ['backend/src/contracts/surveys.ts', "import { dayOf } from '../domain/vietnam-time.js';"],
    ['backend/src/contracts/surveys.ts', "import axios from 'axios';"],
    ['backend/src/domain/tally.ts', "import { Slot } from '../contracts/slots.js';"],
    ['backend/src/domain/tally.ts', "import { randomInt } from 'node:crypto';"],
    ['backend/src/modules/surveys/surveys.service.ts', "import { Schema } from 'mongoose';"],
    ['backend/src/modules/surveys/surveys.service.ts', "import { surveysStore } from '../ballots/ballots.store.js';"],
    ['backend/src/modules/surveys/surveys.service.ts', "import type { BallotsStore } from '../ballots/ballots.store.js';"],
    ['backend/src/modules/surveys/surveys.service.ts', "import { ballotsService } from '../ballots/ballots.service.js';"],
    ['backend/src/modules/surveys/surveys.service.ts', "const { Queue } = await import('bullmq');"],
    ['backend/src/modules/surveys/surveys.routes.ts', "import { surveysStore } from './surveys.store.js';"],
    ['backend/src/modules/surveys/surveys.store.ts', "export { tally } from '../../domain/tally.js';"],
    ['backend/src/modules/surveys/surveys.store.ts', "import 'axios';"],
    ['backend/src/http/route.ts', "import mongoose from 'mongoose';"],
    ['backend/src/adapters/queue.ts', "import { compose } from '../compose.js';"],
    ['backend/src/api.ts', "import { startSystem } from '../../scripts/system/system.js';"],
    ['miniapp/src/features/surveys/use-answer.ts', "import { getAccessToken } from 'zmp-sdk/apis';"],
    ['miniapp/src/features/surveys/use-answer.ts', "import { HomePage } from '../../pages/home/home-page.js';"],
    ['miniapp/src/api.ts', "import { dayOf } from '../../backend/src/domain/vietnam-time.js';"],
    ['scripts/zalo-emulator/src/server.ts', "import { Slot } from 'backend/contracts/slots';"],
    ['scripts/embedded-mongo/src/server.ts', "import { open } from '../../zalo-emulator/src/store.js';"],
  ])('%s may not say %s', (file, source) => {
    expect(faultsOf(file, source)).toEqual([expect.stringContaining(`${file}: không được nhập`)]);
  });

  it.each([
    ['backend/src/contracts/surveys.ts', "import { z } from 'zod';"],
    ['backend/src/domain/tally.ts', "import type { Slot } from '../contracts/slots.js';"],
    ['backend/src/domain/tally.ts', "import { type Slot } from '../contracts/slots.js';"],
    ['backend/src/modules/surveys/surveys.service.ts', "import type { BallotsService } from '../ballots/ballots.service.js';"],
    ['backend/src/modules/surveys/surveys.service.ts', "import type { SurveysStore } from './surveys.store.js';"],
    ['backend/src/modules/surveys/surveys.store.ts', "import { Schema } from 'mongoose';"],
    ['backend/src/modules/surveys/surveys.test.ts', "import mongoose from 'mongoose';"],
    ['backend/src/compose.ts', "import { surveysStore } from './modules/surveys/surveys.store.js';"],
    ['miniapp/src/zalo.ts', "import { getAccessToken } from 'zmp-sdk/apis';"],
    ['miniapp/src/features/surveys/use-answer.ts', "import { answer } from 'backend/contracts/surveys';"],
    ['backend/src/domain/tally.ts', "// import { Slot } from '../contracts/slots.js';\nconst text = \"import x from 'mongoose'\";"],
  ])('%s may say %s', (file, source) => {
    expect(faultsOf(file, source)).toEqual([]);
  });

  it('lets only the start of a process read the environment', () => {
    expect(faultsOf('backend/src/adapters/log.ts', 'const level = process.env.LOG_LEVEL;')).toHaveLength(1);
    expect(faultsOf('backend/src/adapters/log.ts', '// process.env is read in main.api.ts')).toEqual([]);
    expect(faultsOf('backend/src/main.api.ts', 'const config = process.env;')).toEqual([]);
  });

  it('lets only the clock ask for the present', () => {
    expect(faultsOf('backend/src/domain/tally.ts', 'const now = new Date();')).toHaveLength(1);
    expect(faultsOf('backend/src/domain/tally.ts', 'const now = Date.now();')).toHaveLength(1);
    expect(faultsOf('backend/src/domain/tally.ts', 'const day = new Date(Date.UTC(2026, 0, 1));')).toEqual([]);
    expect(faultsOf('backend/src/clock.ts', 'const now = new Date();')).toEqual([]);
  });

  it('lets a named exception through, and reports one that is not needed', () => {
    const exception = { file: /tally\.ts$/, imports: /slots\.ts$/, reason: 'a test' };
    const needed = new Map([['backend/src/domain/tally.ts', "import { Slot } from '../contracts/slots.js';"]]);
    expect(wallFaults(needed, [exception])).toEqual([]);
    expect(wallFaults(new Map(), [exception])).toEqual([expect.stringContaining('không còn cần nữa')]);
  });
});

it('reads imports over several lines, and tells types from values', () => {
  const source = `import {
  type A,
  b,
} from './one.js';
import type { C } from './two.js';
export * from './three.js';
import './four.css';
const five = () => import('./five.js');`;
  expect(importsOf(source)).toEqual([
    { specifier: './one.js', typeOnly: false },
    { specifier: './two.js', typeOnly: true },
    { specifier: './three.js', typeOnly: false },
    { specifier: './four.css', typeOnly: false },
    { specifier: './five.js', typeOnly: false },
  ]);
});
