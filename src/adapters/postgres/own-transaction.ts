import type { CompiledQuery } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { ComposeMail } from '../../ports/notices.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { FacilityMemory } from './booking/facility-memory.ts';
import { PendingChange } from './change/pending-change.ts';
import { clientDatabase, statementOf } from './client-database.ts';
import type { LiveNotifier } from './live-notifier.ts';
import { Seen } from './seen.ts';
import { begin, commit, isAborted, rollback, SentStatements } from './sent-statements.ts';
import type { StatementRunner, TransactionJobs, TransactionScope } from './transaction-scope.ts';
import { transactionStores } from './transaction-stores.ts';

/** What transactions need, whether a work has one of its own or shares it. */
export interface TransactionParts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly composeMail: ComposeMail;
  /** Without it nobody is woken, and the sweep of the app process alone finds what is due. */
  readonly jobs?: TransactionJobs;
  readonly facilities: FacilityMemory;
  readonly live: LiveNotifier;
}

/** A work that may touch everything of one transaction. */
export type Work<Answer> = (transaction: Transaction) => Promise<Answer>;

/** Runs `work` in a transaction of its own, once. */
export async function runInOwnTransaction<Answer>(
  { pool, clock, ids, composeMail, jobs, facilities, live }: TransactionParts & { readonly pool: Pool },
  factsApart: boolean,
  work: Work<Answer>,
): Promise<Answer> {
  const client = await pool.connect();
  const sent = new SentStatements();
  const notes: string[] = [];
  let broken = false;
  try {
    sent.add(client.query(begin));
    const run: StatementRunner = (text, values) => client.query(text, values);
    const wakes: Promise<void>[] = [];
    const pending = new PendingChange();
    const seen = new Seen();
    const flush = () => {
      if (!pending.isEmpty) sent.add(client.query(pending.take()));
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
      ask: ({ name, text }, values) => {
        flush();
        return client.query({ name, text, values: [...values] });
      },
      put: (part, rows) => {
        if (!pending.takes(part)) flush();
        pending.add(part, rows);
      },
      write: (query) => {
        flush();
        seen.forget();
        sent.add(send(client, query.compile()));
      },
      ...(jobs && {
        wakeAt: (at) => {
          const wake = jobs.wakeAt(run, at);
          sent.add(wake);
          wakes.push(wake);
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
    await sent.settled();
    await committed;
    live.tell(notes);
    return answer;
  } catch (error) {
    const failure = await sent.firstFailure();
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
