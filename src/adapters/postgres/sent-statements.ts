import pg, { type ClientBase } from 'pg';

/** Prepared, so that it travels with the statements after it. */
export const begin = { name: 'begin', text: 'begin isolation level read committed' };

/** Statements whose answers nobody awaited yet; the first failure is the true one, the rest only say that the transaction is aborted. */
export class SentStatements {
  readonly #sent: Promise<unknown>[] = [];
  #hasFailed = false;

  /** True once any of them is known to have failed, by an answer or by its absence. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  add(sent: Promise<unknown>): void {
    sent.catch(() => {
      this.#hasFailed = true;
    });
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
export function isAborted(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '25P02';
}

/** The transaction was rolled back where it should have been committed. */
export class NotCommitted extends Error {
  constructor() {
    super('the transaction was aborted and not committed');
    this.name = 'NotCommitted';
  }
}

/** @throws NotCommitted, as PostgreSQL answers ROLLBACK to a commit of an aborted transaction, without an error */
export async function commit(client: ClientBase): Promise<void> {
  const { command } = await client.query({ name: 'commit', text: 'commit' });
  if (command !== 'COMMIT') throw new NotCommitted();
}

/** True when the connection is of no use any more. */
export async function rollback(client: ClientBase): Promise<boolean> {
  try {
    await client.query('rollback');
    return false;
  } catch {
    return true;
  }
}
