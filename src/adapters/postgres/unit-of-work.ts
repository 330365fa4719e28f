import pg, { type Pool, type PoolClient } from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { ComposeMail } from '../../ports/notices.ts';
import type { Transaction, UnitOfWork } from '../../ports/unit-of-work.ts';
import { clientDatabase } from './client-database.ts';
import { withRetries } from './retry.ts';
import { transactionStores } from './transaction-stores.ts';

export interface UnitOfWorkParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly composeMail: ComposeMail;
}

/** Transactions on PostgreSQL at READ COMMITTED: claims lock before facts are read, the constraint judges. */
export function postgresUnitOfWork(parts: UnitOfWorkParts): UnitOfWork {
  return {
    run: (work) => withRetries(({ factsApart }) => runOnce(parts, factsApart, work)),
  };
}

async function runOnce<Answer>(
  { pool, clock, ids, composeMail }: UnitOfWorkParts,
  factsApart: boolean,
  work: (transaction: Transaction) => Promise<Answer>,
): Promise<Answer> {
  const client = await pool.connect();
  const writes = new PendingWrites();
  let broken = false;
  try {
    writes.add(client.query('begin isolation level read committed'));
    const scope = {
      db: clientDatabase(client),
      clock,
      ids,
      composeMail,
      factsApart,
      write: (query: Executable) => writes.add(query.execute()),
    };
    const answer = await work(transactionStores(scope));
    await writes.settled();
    await commit(client);
    return answer;
  } catch (error) {
    const first = isAborted(error) ? await writes.firstFailure() : null;
    broken = await rollback(client);
    throw first ?? error;
  } finally {
    client.release(broken);
  }
}

interface Executable {
  execute(): Promise<unknown>;
}

/** Statements whose answers nobody awaited yet; the first failure is the true one, the rest only say that the transaction is aborted. */
class PendingWrites {
  readonly #sent: Promise<unknown>[] = [];

  add(sent: Promise<unknown>): void {
    sent.catch(() => undefined);
    this.#sent.push(sent);
  }
  async settled(): Promise<void> {
    await Promise.all(this.#sent);
  }
  async firstFailure(): Promise<unknown> {
    const results = await Promise.allSettled(this.#sent);
    return results.find((result) => result.status === 'rejected')?.reason;
  }
}

/** 25P02 only says that an earlier statement of the transaction failed. */
function isAborted(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '25P02';
}

/** PostgreSQL answers ROLLBACK to a commit of an aborted transaction, without an error. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error('the transaction was aborted and not committed');
}

/** True when the connection is of no use any more. */
async function rollback(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return false;
  } catch {
    return true;
  }
}
