import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  pool: pg.Pool;
  /** For processes of their own. */
  url: string;
  /** Ends the pool, cuts every other client and deletes the database. */
  drop(): Promise<void>;
}

/** What databases of tests are cloned from. */
interface Template {
  readonly name: string;
  /** Any number, the same in all test processes: who holds it makes the template. */
  readonly lock: number;
  /** Fills the new database at this address, and lets go of it. */
  readonly fill: (url: string) => Promise<void>;
}

/** A migrated database for one test file (or one test), cloned from a template in some 50 ms. */
export function freshDatabase(): Promise<TestDatabase> {
  return cloneDatabase({ name: 'template', lock: 7_130_112, fill: migrateTemplate });
}

/** A database like the template's, which is made once a run, at the first use. */
export async function cloneDatabase(template: Template): Promise<TestDatabase> {
  const { prefix } = inject('testServer');
  const name = prefix + randomBytes(6).toString('hex');
  await asAdmin(async (admin) => {
    await ensureTemplate(admin, prefix + template.name, template);
    await admin.query(`create database "${name}" template "${prefix}${template.name}"`);
  });
  const url = databaseUrl(name);
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  pool.on('error', () => {}); // a test may cut its connections; whoever waits for a query is told by the query
  const drop = async (): Promise<void> => {
    await pool.end();
    await asAdmin((admin) => admin.query(`drop database if exists "${name}" with (force)`));
  };
  return { pool, url, drop };
}

/** At the first use: most unit tests need no database. */
async function ensureTemplate(admin: pg.Client, template: string, { lock, fill }: Template): Promise<void> {
  await admin.query('select pg_advisory_lock($1)', [lock]);
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [template]);
    if (rowCount === 1) return;
    await admin.query(`drop database if exists "${template}" with (force)`);
    await admin.query(`create database "${template}"`);
    await fill(databaseUrl(template));
    await admin.query(`alter database "${template}" is_template true`);
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [lock]);
  }
}

/** Imported late, so that the many tests without a database do not load it. */
async function migrateTemplate(url: string): Promise<void> {
  const { migrate } = await import('../../src/adapters/postgres/migrate.ts');
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: inject('testServer').url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(name: string): string {
  const url = new URL(inject('testServer').url);
  url.pathname = `/${name}`;
  return url.href;
}
