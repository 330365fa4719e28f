import type pg from 'pg';
import { connect } from '../../src/adapters/postgres/database.ts';
import { freshDatabase, type TestDatabase } from './test-database.ts';

/** The app's pool with few places, in which each that is not given back is missed soon, on a database of its own. */
export interface NarrowPool {
  readonly pool: pg.Pool;
  readonly database: TestDatabase;
  close(): Promise<void>;
}

export async function openNarrowPool(places: number): Promise<NarrowPool> {
  const database = await freshDatabase();
  const { pool } = connect(database.url, { most: places, answeredWithinMs: 2000, onConnectionLost: () => {} });
  return {
    pool,
    database,
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}
