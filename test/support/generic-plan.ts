import type { RawBuilder } from 'kysely';
import pg from 'pg';
import type { Database } from '../../src/adapters/postgres/database.ts';

/** How the app's connections plan a statement, which they do once and without a look at the values; one line a node. */
export async function genericPlanOf({ db, pool }: { db: Database; pool: pg.Pool }, statement: RawBuilder<unknown>): Promise<string> {
  const { sql: text, parameters } = statement.compile(db);
  const client = await pool.connect();
  try {
    await client.query(`set plan_cache_mode = force_generic_plan; prepare asked as ${text}`);
    const values = parameters.map((value) => (value === null ? 'null' : pg.escapeLiteral(String(value))));
    const given = values.length > 0 ? `(${values.join(', ')})` : '';
    const { rows } = await client.query<Record<string, string>>(`explain execute asked ${given}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    client.release(true);
  }
}
