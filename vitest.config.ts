import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Every process that a test starts loads the same sources. Node keeps what it made of them, which halves how long that takes. */
process.env.NODE_COMPILE_CACHE ??= path.join(import.meta.dirname, 'node_modules/.cache/compiled');

/**
 * One file at a time, and one process for all files: servers and browsers are processes that each file starts and ends itself, and modules
 * loaded anew for each file cost it a second. What is waited for may take ten seconds, since a busy machine is no fault.
 */
const alone = {
  pool: 'forks' as const,
  maxWorkers: 1,
  fileParallelism: false,
  isolate: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 10_000 } },
};

/** Journeys and media mostly wait, for a visit's clock or for packets, so that several share two cores; each file starts processes of its own. */
const sideBySide = (files: number) => ({ ...alone, maxWorkers: files, fileParallelism: files > 1 });

/** A LiveKit server tells of all rooms at one address, which one file at a time can listen at. */
const mediaFiles = process.env.LIVEKIT_TEST_URL ? 1 : 2;

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'web/**/*.test.ts', 'test/http/**/*.test.ts', 'test/support/**/*.test.ts', 'tools/**/*.test.ts'],
          globalSetup: ['test/support/database-setup.ts'],
          pool: 'forks',
          // Three for two cores: the longest files start and kill processes, and wait for them.
          maxWorkers: 3,
          // Files of one worker share their modules: loading the web server anew for each of them would take a third of the time.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'races', include: ['test/races/**/*.test.ts'], globalSetup: ['test/support/database-setup.ts'], ...alone } },
      { test: { name: 'media', include: ['test/media/**/*.test.ts'], ...sideBySide(mediaFiles) } },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/support/database-setup.ts'],
          ...sideBySide(3),
          // Every page in both languages is one test each; each single step has a limit of its own.
          testTimeout: 300_000,
        },
      },
    ],
  },
});
