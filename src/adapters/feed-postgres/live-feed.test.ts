import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { connect } from '../postgres/database.ts';
import { postgresLiveFeed } from './live-feed.ts';

const PLACES = 2;

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  ({ pool } = connect(database.url, { most: PLACES, answeredWithinMs: 2000, onConnectionLost: () => {} }));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('however often a connection is cut before it listens, the pool goes on answering', async () => {
  const cut = (client: pg.PoolClient): void => void client.query('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
  const feed = postgresLiveFeed(pool, () => {});
  pool.on('acquire', cut);
  for (let cuts = 0; cuts <= PLACES; cuts++) await expect(feed.start()).rejects.toThrow();
  pool.off('acquire', cut);
  await feed.start();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await feed.close();
});
