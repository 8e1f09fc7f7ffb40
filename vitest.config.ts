import { defineConfig } from 'vitest/config';

/** One run over the whole repository. Tests use real servers and processes, so few files at a time and patient limits; nothing is retried. */
export default defineConfig({
  test: {
    include: ['backend/**/*.test.ts', 'scripts/**/*.test.ts', 'miniapp/src/**/*.test.ts', 'miniapp/test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/www/**', '**/www-console/**', '.data/**'],
    globalSetup: 'scripts/system/test-shelf.ts',
    pool: 'forks',
    // Each file starts what it needs and ends it; the code itself is loaded once a worker.
    isolate: false,
    minWorkers: 2,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    retry: 0,
    passWithNoTests: false,
  },
});
