import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { GatheringSocket } from './gathering-socket.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;

/** Each kind of shared work has a turn at a time. */
const TURNS = 2;

/** Longer than any statement of a turn may take: who has not answered by then is not there any more. */
const TURN_ANSWERED_WITHIN_MS = 8_000;

/** `date` and `time` stay text: a JavaScript Date would drag the server's own time zone into a facility's calendar. */
const asText = new Set<number>([pg.types.builtins.DATE, pg.types.builtins.TIME]);

/**
 * Opens a pool and the query builder over it. `onConnectionLost` hears of idle connections that broke: without a listener a restart of
 * PostgreSQL would kill the process. Close with `db.destroy()`, then `pool.end()` (kysely leaves a pool that it never used).
 */
export function connect(url: string, options: ConnectOptions): { readonly db: Database; readonly pool: pg.Pool } {
  // Every statement looks rows up by their keys: one plan kept for good is as right as a new one for each set of values, and costs nothing.
  const pool = connectWith(url, options, ['plan_cache_mode = force_generic_plan']);
  return { pool, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
}

/**
 * The connections of turns (turns/turns.ts). Their few statements join rows that come with them to rows found by keys, so that no plan which
 * walks through a table is ever right, however little is known of the table when the plan is made for good. No turn waits long for anybody:
 * then each of its works goes by itself, and only those wait whom it concerns. Nor for a database that does not answer: everybody who comes
 * later would wait with it. End the pool with `pool.end()`.
 */
export function connectTurns(url: string, options: Pick<ConnectOptions, 'onConnectionLost' | 'answeredWithinMs'>): pg.Pool {
  return connectWith(url, { answeredWithinMs: TURN_ANSWERED_WITHIN_MS, ...options, most: TURNS }, [
    'plan_cache_mode = force_generic_plan',
    'enable_seqscan = off',
    'enable_hashjoin = off',
    'enable_mergejoin = off',
    'enable_material = off',
    'jit = off',
    `lock_timeout = '250ms'`,
    `statement_timeout = '5s'`,
  ]);
}

export interface ConnectOptions {
  readonly most?: number;
  /** A connection that does not answer for so long is given up; without it, only when the operating system does. */
  readonly answeredWithinMs?: number;
  readonly onConnectionLost: (error: Error) => void;
}

function connectWith(url: string, options: ConnectOptions, settings: readonly string[]): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.most ?? 20,
    ...(options.answeredWithinMs && { query_timeout: options.answeredWithinMs, connectionTimeoutMillis: options.answeredWithinMs }),
    // Writes of one transaction travel together instead of one round trip each (client-database.ts).
    pipeline: true,
    stream: () => new GatheringSocket(),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        asText.has(oid) ? (text: string) => text : pg.types.getTypeParser(oid, format),
    },
  });
  pool.on('error', options.onConnectionLost);
  pool.on('connect', (client) => {
    // A connection that breaks while somebody has it tells them by their next statement; an error that nobody hears would end the process.
    client.on('error', () => undefined);
    client.query(settings.map((setting) => `set ${setting}`).join('; ')).catch(() => undefined);
  });
  return pool;
}
