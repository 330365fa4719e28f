import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NarrowPool, openNarrowPool } from '../../../test/support/narrow-pool.ts';
import { postgresLiveFeed } from './live-feed.ts';

const PLACES = 2;

let narrow: NarrowPool;
beforeAll(async () => {
  narrow = await openNarrowPool(PLACES);
});
afterAll(() => narrow.close());

test('however often a connection is cut before it listens, the pool goes on answering', async () => {
  const cut = (client: pg.PoolClient): void => void client.query('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
  const feed = postgresLiveFeed(narrow.pool, () => {});
  narrow.pool.on('acquire', cut);
  for (let cuts = 0; cuts <= PLACES; cuts++) await expect(feed.start()).rejects.toThrow();
  narrow.pool.off('acquire', cut);
  await feed.start();
  expect((await narrow.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await feed.close();
});
