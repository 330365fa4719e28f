import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { demandServerVersion, migrate } from './migrate.ts';

test.each([90_624, 140_011, 149_999])('PostgreSQL %i is refused with the setting to change', (version) => {
  expect(() => demandServerVersion(version)).toThrow(/DATABASE_URL points to PostgreSQL \d+\.\d+, and 15 or newer is needed/);
});

test.each([150_000, 150_008, 180_004])('PostgreSQL %i is taken', (version) => {
  expect(() => demandServerVersion(version)).not.toThrow();
});

test('an old server is left untouched: nothing is run on it but the question', async () => {
  const asked: string[] = [];
  const client = {
    query: async (text: string) => {
      asked.push(text);
      return { rows: text.includes('server_version_num') ? [{ version: '140011' }] : [] };
    },
    release: vi.fn(),
  };
  const pool = new pg.Pool();
  vi.spyOn(pool, 'connect').mockImplementation(async () => client as unknown as pg.PoolClient);
  await expect(migrate(pool)).rejects.toThrow('PostgreSQL 14.11');
  expect(asked.filter((text) => /create|insert/i.test(text))).toEqual([]);
  expect(client.release).toHaveBeenCalledOnce();
});
