import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import { type Platform, startPlatform } from './platform.ts';
import { cloneDatabase, type TestDatabase } from './test-database.ts';

/** A platform with demo data on a database of its own; its `stop` takes both away. */
export interface DemoPlatform extends Platform {
  readonly databaseUrl: string;
}

/**
 * Starts a platform on a copy of the demo, which is made once a run: making it takes a platform's first start six seconds and most of a
 * core, which every journey would pay again. What a first start does is tested with the supervisor.
 */
export async function startDemoPlatform(): Promise<DemoPlatform> {
  const database = await cloneDatabase({ name: 'demo', lock: 7_130_113, fill: makeDemo });
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'openvisit-journey-'));
  const takeAway = async (): Promise<void> => {
    await database.drop();
    await rm(dataFolder, { recursive: true, force: true });
  };
  const platform = await copyAndStart(database, dataFolder).catch(async (error: unknown) => {
    await takeAway();
    throw error;
  });
  return {
    ...platform,
    databaseUrl: database.url,
    async stop() {
      await platform.stop();
      await takeAway();
    },
  };
}

async function copyAndStart({ url }: TestDatabase, dataFolder: string): Promise<Platform> {
  await cp(inject('testServer').demoFolder, dataFolder, { recursive: true });
  return startPlatform({ DATABASE_URL: url, OPENVISIT_DATA: dataFolder });
}

async function makeDemo(url: string): Promise<void> {
  const { demoFolder } = inject('testServer');
  await mkdir(demoFolder, { mode: 0o700 });
  const platform = await startPlatform({ DATABASE_URL: url, OPENVISIT_DATA: demoFolder });
  await platform.stop();
}
