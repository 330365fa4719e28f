import type { CompiledQuery } from 'kysely';
import pg, { type Pool, type PoolClient } from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { ComposeMail } from '../../ports/notices.ts';
import type { Transaction, UnitOfWork } from '../../ports/unit-of-work.ts';
import { FacilityMemory } from './booking/facility-memory.ts';
import { PendingChange } from './change/pending-change.ts';
import { clientDatabase, statementOf } from './client-database.ts';
import { LiveNotifier } from './live-notifier.ts';
import { withRetries } from './retry.ts';
import { Seen } from './seen.ts';
import type { StatementRunner, TransactionJobs, TransactionScope } from './transaction-scope.ts';
import { transactionStores } from './transaction-stores.ts';

export interface UnitOfWorkParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly composeMail: ComposeMail;
  /** Without it nobody is woken, and the sweep of the app process alone finds what is due. */
  readonly jobs?: TransactionJobs;
}

/** Prepared, so that it travels with the statements after it. */
const begin = { name: 'begin', text: 'begin isolation level read committed' };

/** Transactions on PostgreSQL at READ COMMITTED: claims lock before facts are read, the constraint judges. */
export function postgresUnitOfWork(parts: UnitOfWorkParts): UnitOfWork {
  const facilities = new FacilityMemory();
  const live = new LiveNotifier(parts.pool);
  return {
    run: (work) => withRetries(({ factsApart }) => runOnce({ ...parts, facilities, live }, factsApart, work)),
  };
}

async function runOnce<Answer>(
  {
    pool,
    clock,
    ids,
    composeMail,
    jobs,
    facilities,
    live,
  }: UnitOfWorkParts & { readonly facilities: FacilityMemory; readonly live: LiveNotifier },
  factsApart: boolean,
  work: (transaction: Transaction) => Promise<Answer>,
): Promise<Answer> {
  const client = await pool.connect();
  const writes = new PendingWrites();
  const notes: string[] = [];
  let broken = false;
  try {
    writes.add(client.query(begin));
    const run: StatementRunner = (text, values) => client.query(text, values);
    const wakes: Promise<void>[] = [];
    const pending = new PendingChange();
    const seen = new Seen();
    const flush = () => {
      if (!pending.isEmpty) writes.add(client.query(pending.take()));
    };
    const scope: TransactionScope = {
      db: clientDatabase(client, flush),
      clock,
      ids,
      composeMail,
      factsApart,
      facilities,
      tell: (note) => notes.push(note),
      seen,
      ask: (statement) => {
        flush();
        return client.query({ ...statement, values: [...statement.values] });
      },
      put: (part, rows) => {
        if (!pending.takes(part)) flush();
        pending.add(part, rows);
      },
      write: (query) => {
        flush();
        seen.forget();
        writes.add(send(client, query.compile()));
      },
      ...(jobs && {
        wakeAt: (at) => {
          const sent = jobs.wakeAt(run, at);
          writes.add(sent);
          wakes.push(sent);
        },
      }),
    };
    const answer = await work(transactionStores(scope));
    flush();
    // The queue sends a job in its own time: after the commit it would be of no transaction, and its failure that of a change that stands.
    if (wakes.length > 0) await Promise.all(wakes);
    // The last change and the commit travel together: locks are kept for one round trip less, and what fails before it makes it a rollback.
    const committed = commit(client);
    committed.catch(() => undefined);
    await writes.settled();
    await committed;
    live.tell(notes);
    return answer;
  } catch (error) {
    const failure = await writes.firstFailure();
    const first = isAborted(error) ? failure : null;
    broken = await rollback(client);
    throw first ?? error;
  } finally {
    client.release(broken);
  }
}

/** Goes out in this very moment, unlike what the query builder sends: a lock must be on its way before the facts are asked for. */
async function send(client: PoolClient, query: CompiledQuery): Promise<void> {
  await client.query(statementOf(query));
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
  /** Waits for all of them: nothing may be on its way when the transaction is rolled back. A job may have been asked for before what failed, and sent after it. */
  async firstFailure(): Promise<unknown> {
    const results = await Promise.allSettled(this.#sent);
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    return failures.find((failure) => !isAborted(failure)) ?? failures[0];
  }
}

/** 25P02 only says that an earlier statement of the transaction failed. */
function isAborted(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '25P02';
}

/** PostgreSQL answers ROLLBACK to a commit of an aborted transaction, without an error. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query({ name: 'commit', text: 'commit' });
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
