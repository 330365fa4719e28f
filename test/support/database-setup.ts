import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startTestPostgres } from '../../src/adapters/postgres/embedded/start-postgres.ts';

/** What a test file needs to make databases of its own. */
export interface TestServer {
  /** Address of the server's `postgres` database. */
  url: string;
  /** Beginning of the names of all databases of this run. */
  prefix: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/** One PostgreSQL for all test files of a project: TEST_DATABASE_URL if set (its role may create databases), else the embedded one. */
export default async function setUpDatabase(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `test_${randomBytes(4).toString('hex')}_`;
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    project.provide('testServer', { url: given, prefix });
    return () => dropDatabases(given, prefix);
  }
  const server = await startTestPostgres();
  project.provide('testServer', { url: server.url('postgres'), prefix });
  return server.stop;
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
