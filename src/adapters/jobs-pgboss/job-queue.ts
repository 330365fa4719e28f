import type { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import type { TransactionJobs } from '../postgres/transaction-scope.ts';

const DEADLINES = 'deadlines';
const POLL_SECONDS = 0.5;

export interface JobQueue extends TransactionJobs {
  /** Makes the queue and begins to work: a job only wakes whoever looks after the rows. */
  start(wake: { readonly deadlines: () => Promise<void> }): Promise<void>;
  close(): Promise<void>;
}

/**
 * pg-boss on our own pool. Jobs are sent in the transaction of the change they follow from, so that both exist or neither; what has to be
 * done stands in rows of our own, hence a job that is lost, late or doubled changes nothing.
 */
export function pgBossQueue(pool: Pool, onError: (error: Error) => void): JobQueue {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values === undefined ? [] : [...values]) },
    schema: 'jobs',
    supervise: true,
    schedule: false,
  });
  boss.on('error', onError);
  let running = false;

  return {
    async wakeAt(executor, at) {
      if (running) await boss.send(DEADLINES, {}, { db: { executeSql: executor }, startAfter: new Date(at.epochMilliseconds) });
    },
    async start(wake) {
      await boss.start();
      await boss.createQueue(DEADLINES, { retryLimit: 0, deleteAfterSeconds: 3600 });
      await boss.work(DEADLINES, { pollingIntervalSeconds: POLL_SECONDS, batchSize: 100 }, wake.deadlines);
      running = true;
    },
    async close() {
      if (!running) return;
      running = false;
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}
