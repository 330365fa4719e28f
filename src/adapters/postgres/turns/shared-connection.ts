import type { PoolClient } from 'pg';
import type { ChangePart, Rows } from '../change/change-parts.ts';
import { PendingChange } from '../change/pending-change.ts';
import { begin, commit, isAborted, NotCommitted, rollback, SentStatements } from '../sent-statements.ts';
import type { QuestionOfMany, StatementRunner } from '../transaction-scope.ts';
import { rowsOfEach, valuesOfMany } from './of-many.ts';

/** A question was asked when its turn had ended. */
class TurnOver extends Error {
  constructor() {
    super('the turn is over');
    this.name = 'TurnOver';
  }
}

interface Asked {
  readonly values: readonly unknown[];
  readonly answer: (rows: unknown[]) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * The connection of one turn. What its works ask goes out in rounds: a round begins when none of them can do more without an answer, and
 * the same question of several works is one statement; so is, where possible, all that they write.
 */
export class SharedConnection {
  readonly #client: PoolClient;
  readonly #sent = new SentStatements();
  readonly #unsent = new PendingChange('of-many');
  readonly #written: PendingChange[] = [];
  #round = new Map<string, { readonly question: QuestionOfMany; readonly asked: Asked[] }>();
  #begun = false;
  #isOver = false;
  #isLost = false;
  #mayStand = false;

  constructor(client: PoolClient) {
    this.#client = client;
    client.on('error', this.#lose);
  }

  /** True once the commit was sent: if the answer does not come, nobody knows whether the transaction stands. */
  get mayStand(): boolean {
    return this.#mayStand;
  }

  /** Runs a statement of somebody who knows no rounds, after all that was written. */
  readonly run: StatementRunner = (text, values) => {
    this.sendWritten();
    const rows = this.#client.query(text, values);
    this.#sent.add(rows);
    return rows;
  };

  /** The rows that answer these values; they wait for the round. Rejects once the turn is over: the connection may be somebody else's then. */
  ask(question: QuestionOfMany, values: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }> {
    if (this.#isOver) return Promise.reject(new TurnOver());
    // All that can go on without an answer is done before this comes.
    if (this.#round.size === 0) setImmediate(() => this.#send());
    return new Promise((resolve, reject) => {
      const those = this.#round.get(question.name) ?? { question, asked: [] };
      those.asked.push({ values, answer: (rows) => resolve({ rows }), fail: reject });
      this.#round.set(question.name, those);
    });
  }

  /** What a work has written in the end: it is sent with what others write, before the commit at the latest. */
  write(change: PendingChange): void {
    this.#unsent.addAll(change);
    this.#written.push(change);
  }

  /** What the works that are done have written to a part, sent or not. */
  written(part: ChangePart): Rows {
    return this.#written.flatMap((change) => change.rowsOf(part));
  }

  /** @throws whatever failed first, also where a work has told it otherwise or kept it to itself */
  async commit(): Promise<void> {
    this.#end();
    if (!this.#begun && this.#unsent.isEmpty) return;
    // A statement whose answer did not come in time ends the connection, of which this may not have heard yet.
    if (this.#isLost || this.#sent.hasFailed) throw new Error('the connection or a statement broke before the commit was sent');
    this.sendWritten();
    this.#mayStand = true;
    const committed = commit(this.#client);
    committed.catch(() => undefined);
    await this.#sent.settled();
    await committed;
  }

  /** Answers why it is needed, and whether the connection is of no use any more. */
  async rollback(error: unknown): Promise<{ readonly cause: unknown; readonly broken: boolean }> {
    this.#end();
    const failure = await this.#sent.firstFailure();
    const cause = isAborted(error) || error instanceof NotCommitted ? (failure ?? error) : error;
    return { cause, broken: await rollback(this.#client) };
  }

  readonly #lose = (): void => {
    this.#isLost = true;
  };

  /** Whoever still asks is a work that has ended and left a question behind: it would begin a transaction that nobody ends. */
  #end(): void {
    this.#isOver = true;
    this.#client.off('error', this.#lose);
    for (const { asked } of this.#round.values()) for (const { fail } of asked) fail(new TurnOver());
    this.#round = new Map();
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#sent.add(this.#client.query(begin));
  }

  #send(): void {
    const round = this.#round;
    if (round.size === 0) return;
    this.#round = new Map();
    this.#begin();
    const inOrder = [...round.values()].toSorted(
      (one, other) => Number(other.question.locks ?? false) - Number(one.question.locks ?? false),
    );
    for (const { question, asked } of inOrder) {
      const { name, text } = question;
      const rows = this.#client.query({ name, text, values: valuesOfMany(asked.map(({ values }) => values)) });
      this.#sent.add(rows);
      rows.then(
        (result) => {
          const each = rowsOfEach(result.rows, asked.length);
          for (const [index, { answer }] of asked.entries()) answer(each[index] ?? []);
        },
        (error: unknown) => {
          for (const { fail } of asked) fail(error);
        },
      );
    }
  }

  /** Sends what was written, so that whatever is asked from now on sees it. */
  sendWritten(): void {
    this.#begin();
    if (!this.#unsent.isEmpty) this.#sent.add(this.#client.query(this.#unsent.take()));
  }
}
