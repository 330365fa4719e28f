import type { Pool } from 'pg';
import { up as first } from './migrations/0001-first.ts';
import { up as signIn } from './migrations/0002-sign-in.ts';
import { up as booking } from './migrations/0003-booking.ts';
import { up as factsVersion } from './migrations/0004-facts-version.ts';
import { up as failuresEnd } from './migrations/0005-failures-end.ts';
import { up as demoAgencies } from './migrations/0006-demo-agencies.ts';
import { up as offeredQuote } from './migrations/0007-offered-quote.ts';
import { up as bankApproval } from './migrations/0008-bank-approval.ts';
import { up as leanBooking } from './migrations/0009-lean-booking.ts';
import { up as looks } from './migrations/0010-looks.ts';
import { up as demoMaking } from './migrations/0011-demo-making.ts';
import { up as absencesByResident } from './migrations/0012-absences-by-resident.ts';
import { up as bookedTimes } from './migrations/0013-booked-times.ts';
import { up as leanVisits } from './migrations/0014-lean-visits.ts';
import { up as historyIsAudit } from './migrations/0015-history-is-audit.ts';
import { up as mailsAsSaid } from './migrations/0016-mails-as-said.ts';

/** In order; a migration that has landed is never edited, a new one is added. Imported statically, so that no folder is scanned at run time. */
const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '0001-first', sql: first },
  { name: '0002-sign-in', sql: signIn },
  { name: '0003-booking', sql: booking },
  { name: '0004-facts-version', sql: factsVersion },
  { name: '0005-failures-end', sql: failuresEnd },
  { name: '0006-demo-agencies', sql: demoAgencies },
  { name: '0007-offered-quote', sql: offeredQuote },
  { name: '0008-bank-approval', sql: bankApproval },
  { name: '0009-lean-booking', sql: leanBooking },
  { name: '0010-looks', sql: looks },
  { name: '0011-demo-making', sql: demoMaking },
  { name: '0012-absences-by-resident', sql: absencesByResident },
  { name: '0013-booked-times', sql: bookedTimes },
  { name: '0014-lean-visits', sql: leanVisits },
  { name: '0015-history-is-audit', sql: historyIsAudit },
  { name: '0016-mails-as-said', sql: mailsAsSaid },
];

/** Key of the advisory lock that keeps two starting processes from migrating at once. */
const MIGRATION_LOCK = 7_305_201;

/** What the claims and their constraints were written and tried for; the number is PostgreSQL's own, 15.0. */
const OLDEST_SERVER = 150_000;

/**
 * Refuses a PostgreSQL that is too old, before a migration fails half-way with words that help nobody.
 * @param versionNumber `server_version_num`, e.g. 140011 for 14.11
 * @throws Error that names DATABASE_URL
 */
export function demandServerVersion(versionNumber: number): void {
  if (versionNumber >= OLDEST_SERVER) return;
  const version = `${Math.floor(versionNumber / 10_000)}.${versionNumber % 10_000}`;
  throw new Error(
    `DATABASE_URL points to PostgreSQL ${version}, and 15 or newer is needed. Upgrade that server (pg_upgrade, or dump and restore) or set DATABASE_URL to a newer one.`,
  );
}

/**
 * Brings the database to the newest schema, each migration in its own transaction. Safe to call from several processes at once.
 * @throws Error where the server is older than PostgreSQL 15
 */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const server = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    demandServerVersion(Number(server.rows[0]?.version));
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      'create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string }>('select name from schema_migrations');
    const applied = new Set(rows.map((row) => row.name));
    for (const migration of migrations) {
      if (applied.has(migration.name)) continue;
      await client.query('begin');
      try {
        await client.query(migration.sql);
        await client.query('insert into schema_migrations (name) values ($1)', [migration.name]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`migration ${migration.name} failed`, { cause: error });
      }
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}

/** Resolves when every migration has been applied; rejects while one is missing or the database does not answer. */
export async function checkSchema(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('select name from schema_migrations');
  const missing = migrations.find(({ name }) => !rows.some((row) => row.name === name));
  if (missing) throw new Error(`migration ${missing.name} has not been applied`);
}
