import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startTestPostgres } from '../../src/adapters/postgres/embedded/start-postgres.ts';

/** What a test file needs to make databases of its own. */
export interface TestServer {
  /** Address of the server's `postgres` database. */
  url: string;
  /** Beginning of the names of all databases of this run. */
  prefix: string;
  /** The demo's data folder from which those of this run are copied; whoever is the first to need it makes it. */
  demoFolder: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/** One PostgreSQL for all test files of a project: TEST_DATABASE_URL if set (its role may create databases), else the embedded one. */
export default async function setUpDatabase(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `test_${randomBytes(4).toString('hex')}_`;
  const demoFolder = path.join(tmpdir(), `${prefix}demo`);
  const { url, stop } = await openServer(prefix);
  project.provide('testServer', { url, prefix, demoFolder });
  return async () => {
    await stop();
    await rm(demoFolder, { recursive: true, force: true });
  };
}

async function openServer(prefix: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: () => dropDatabases(given, prefix) };
  const server = await startTestPostgres();
  return { url: server.url('postgres'), stop: server.stop };
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [prefix]);
  for (const { datname } of rows) {
    await client.query(`alter database "${datname}" is_template false`);
    await client.query(`drop database "${datname}" with (force)`);
  }
  await client.end();
}
