import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { GatheringSocket } from './gathering-socket.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** `date` and `time` stay text: a JavaScript Date would drag the server's own time zone into a facility's calendar. */
const asText = new Set<number>([pg.types.builtins.DATE, pg.types.builtins.TIME]);

/**
 * Opens a pool and the query builder over it. `onConnectionLost` hears of idle connections that broke: without a listener a restart of
 * PostgreSQL would kill the process. Close with `db.destroy()`, then `pool.end()` (kysely leaves a pool that it never used).
 */
export function connect(
  url: string,
  options: { readonly most?: number; readonly onConnectionLost: (error: Error) => void },
): { readonly db: Database; readonly pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.most ?? 20,
    // Writes of one transaction travel together instead of one round trip each (client-database.ts).
    pipeline: true,
    stream: () => new GatheringSocket(),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        asText.has(oid) ? (text: string) => text : pg.types.getTypeParser(oid, format),
    },
  });
  pool.on('error', options.onConnectionLost);
  // Every statement looks rows up by their keys: one plan kept for good is as right as a new one for each set of values, and costs nothing.
  pool.on('connect', (client) => {
    // A connection that breaks while somebody has it tells them by their next statement; an error that nobody hears would end the process.
    client.on('error', () => undefined);
    client.query('set plan_cache_mode = force_generic_plan').catch(() => undefined);
  });
  return { pool, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
}
