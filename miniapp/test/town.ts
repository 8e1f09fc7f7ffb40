import type { Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished, vi } from 'vitest';
import { openTown, type PhoneOptions, type Town } from './phone.js';

/** One town for the tests of a file; each phone opened in a test is put away at its end. */
export function townForTests() {
  let town: Town;
  vi.setConfig({ testTimeout: 90_000 });
  beforeAll(async () => {
    town = await openTown();
  }, 170_000);
  afterAll(() => town?.stop(), 30_000);
  return {
    get town() {
      return town;
    },
    async phone(personId: string, path = '/', options: PhoneOptions = {}): Promise<Page> {
      const { page, context } = await town.phone(personId, { ...options, path });
      onTestFinished(() => context.close());
      return page;
    },
    async inbox(personId: string): Promise<Page> {
      const { page, context } = await town.inbox(personId);
      onTestFinished(() => context.close());
      return page;
    },
  };
}
