import { defineConfig } from 'vitest/config';

/** Real media in real time: one file at a time, because what is measured there is time itself. */
const alone = { pool: 'forks' as const, maxWorkers: 1, fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 };

/** Journeys mostly wait for a visit's clock, so two of them share the two cores. */
const inPairs = { ...alone, maxWorkers: 2, fileParallelism: true };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'web/**/*.test.ts', 'test/http/**/*.test.ts', 'test/support/**/*.test.ts', 'tools/**/*.test.ts'],
          globalSetup: ['test/support/database-setup.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'races', include: ['test/races/**/*.test.ts'], globalSetup: ['test/support/database-setup.ts'], ...alone } },
      { test: { name: 'media', include: ['test/media/**/*.test.ts'], ...alone } },
      { test: { name: 'journeys', include: ['test/journeys/**/*.test.ts'], globalSetup: ['test/support/database-setup.ts'], ...inPairs } },
    ],
  },
});
