import fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { postgresIdempotencyKeys } from '../../adapters/postgres/accounts/idempotency-keys.ts';
import { connect, type Database } from '../../adapters/postgres/database.ts';
import { systemClock } from '../../adapters/system-clock/system-clock.ts';
import type { IdempotencyStore } from '../../ports/idempotency-store.ts';
import { keptAnswers } from './kept-answer.ts';
import { once } from './once.ts';

let database: TestDatabase;
let db: Database;
let keepFails: boolean;
let workFails: boolean;
let done: number;
const app = fastify();

beforeAll(async () => {
  database = await freshDatabase();
  ({ db } = connect(database.url, { most: 4, onConnectionLost: () => {} }));
  const keys = postgresIdempotencyKeys(db);
  const store: IdempotencyStore = {
    ...keys,
    keep: (scope, key, answer) => (keepFails ? Promise.reject(new Error('the database is away')) : keys.keep(scope, key, answer)),
  };
  const parts = { store, kept: keptAnswers('a secret of this installation'), clock: systemClock };
  app.post('/holds', async (request) => {
    const { body } = await once(parts, request, { kind: 'visitor', visitorId: 'vis_ana' }, async () => {
      done += 1;
      if (workFails) throw new Error('refused');
      return { status: 201, body: { hold: done } };
    });
    return body;
  });
});
beforeEach(() => {
  keepFails = false;
  workFails = false;
  done = 0;
});
afterAll(async () => {
  await app.close();
  await db.destroy();
  await database.drop();
});

const ask = (key: string) => app.inject({ method: 'POST', url: '/holds', headers: { 'idempotency-key': key } });
const isKnown = async (key: string) =>
  (await db.selectFrom('idempotency_keys').select('status').where('key', '=', key).execute()).length > 0;

test('a repeated request gets the first answer', async () => {
  expect((await ask('first')).json()).toEqual({ hold: 1 });
  expect((await ask('first')).json()).toEqual({ hold: 1 });
  expect(done).toBe(1);
});

test('work that failed leaves its key free', async () => {
  workFails = true;
  expect((await ask('failing')).statusCode).toBe(500);
  workFails = false;
  expect((await ask('failing')).json()).toEqual({ hold: 2 });
});

test('work whose answer could not be kept is answered, and its key is not free for doing it again', async () => {
  keepFails = true;
  expect((await ask('unkept')).json()).toEqual({ hold: 1 });
  expect(await isKnown('unkept')).toBe(true);
});
