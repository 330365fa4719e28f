import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NarrowPool, openNarrowPool } from '../../../../test/support/narrow-pool.ts';
import { postgresCallTurns } from './call-turns.ts';

const PLACES = 2;

let narrow: NarrowPool;
beforeAll(async () => {
  narrow = await openNarrowPool(PLACES);
});
afterAll(() => narrow.close());

/** Cuts the connection that holds the locks, as a restart of the database does. */
async function cutHolder(): Promise<void> {
  await narrow.database.pool.query(`select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`);
}

test('however often the connection with the turns is cut, the pool goes on answering and the turn can be taken again', async () => {
  const turns = postgresCallTurns(narrow.pool);
  for (let cuts = 0; cuts <= PLACES; cuts++) {
    expect(await turns.take('vst_1')).toBe(true);
    await cutHolder();
    await expect.poll(() => narrow.pool.totalCount).toBe(0);
  }
  expect(await turns.take('vst_1')).toBe(true);
  expect((await narrow.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await turns.close();
});
