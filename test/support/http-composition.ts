import path from 'node:path';
import type pg from 'pg';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { postgresIdempotencyKeys } from '../../src/adapters/postgres/accounts/idempotency-keys.ts';
import { connect } from '../../src/adapters/postgres/database.ts';
import type { Composition } from '../../src/server/http/composition.ts';
import { keptAnswers } from '../../src/server/http/kept-answer.ts';

/** A composition for tests of the HTTP layer alone: nobody is signed in unless `over` says so. */
export function bareComposition(databaseUrl: string, over: Partial<Composition>): { composition: Composition; close: () => Promise<void> } {
  const { db, pool } = connect(databaseUrl, { most: 5, onConnectionLost: () => {} });
  const nobody = async (): Promise<null> => null;
  const composition: Composition = {
    mode: 'demo',
    publicUrl: 'http://localhost:30400',
    trustProxy: false,
    metricsToken: null,
    mediaUrl: 'http://127.0.0.1:9',
    connectSources: [],
    formTargets: [],
    webFolder: path.join(import.meta.dirname, 'no-such-folder'),
    logger: pino({ level: 'silent' }),
    clock: { now: () => Temporal.Now.instant() },
    callers: { visitor: nobody, staff: nobody, station: nobody, resident: nobody },
    idempotency: postgresIdempotencyKeys(db),
    keptAnswers: keptAnswers('a secret of tests'),
    rateLimits: 'off',
    handlers: {},
    plugins: [],
    checkReady: async () => {
      await pool.query('select 1');
    },
    ...over,
  };
  return {
    composition,
    close: async () => {
      await db.destroy();
      if (!(pool as pg.Pool & { ended: boolean }).ended) await pool.end();
    },
  };
}
