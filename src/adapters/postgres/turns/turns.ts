import pg, { type Pool } from 'pg';
import { Temporal } from '../../../core/shared/time.ts';
import type { TransactionParts, Work } from '../own-transaction.ts';
import { NotCommitted } from '../sent-statements.ts';
import { OwnedNames } from './owned-names.ts';
import { type Outcome, Place } from './place.ts';
import { SharedConnection } from './shared-connection.ts';

/** Works that share one transaction at most. */
const MOST_WORKS = 32;

export interface TurnParts extends TransactionParts {
  /** Connections of `connectTurns`. */
  readonly pool: Pool;
  /** Does a work again that could not be done in its turn. */
  readonly alone: (work: Work<unknown>) => Promise<unknown>;
  /** Told after each turn: how many works shared it, and how many of them are done again by themselves. */
  readonly onTurn?: (turn: { readonly works: number; readonly left: number }) => void;
}

interface Waiting {
  readonly work: Work<unknown>;
  readonly answer: (answer: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Works that may share a transaction take turns: while one turn is under way, whoever comes waits and is of the next. So the more come at
 * once, the less each costs: statements, round trips and commits are those of the turn.
 */
export class Turns {
  readonly #parts: TurnParts;
  readonly #places: Place[] = [];
  #waiting: Waiting[] = [];
  #isRunning = false;

  constructor(parts: TurnParts) {
    this.#parts = parts;
  }

  take<Answer>(work: Work<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, answer: (answer) => resolve(answer as Answer), fail: reject });
      // Whoever comes in the same moment is of the same turn.
      if (this.#waiting.length === 1) setImmediate(() => this.#next());
    });
  }

  #next(): void {
    if (this.#isRunning || this.#waiting.length === 0) return;
    const those = this.#waiting.slice(0, MOST_WORKS);
    this.#waiting = this.#waiting.slice(MOST_WORKS);
    this.#isRunning = true;
    void this.#run(those).finally(() => {
      this.#isRunning = false;
      this.#next();
    });
  }

  /** Never throws. */
  async #run(those: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#share(those);
      for (const [index, one] of those.entries()) this.#tell(one, outcomes[index] ?? 'left');
      this.#parts.onTurn?.({ works: those.length, left: outcomes.filter((outcome) => outcome === 'left').length });
    } catch (error) {
      for (const one of those) one.fail(error);
    }
  }

  #tell({ work, answer, fail }: Waiting, outcome: Outcome): void {
    if (outcome === 'left') this.#parts.alone(work).then(answer, fail);
    else if (outcome.kind === 'answered') answer(outcome.answer);
    else fail(outcome.error);
  }

  /**
   * One transaction for all of them. Where the database refuses any of it, or is lost before the commit was sent, nothing of it stands, and
   * all have left.
   * @throws what leaves open whether the transaction stands
   */
  async #share(those: readonly Waiting[]): Promise<readonly Outcome[]> {
    const client = await this.#parts.pool.connect();
    const connection = new SharedConnection(client);
    const names = new OwnedNames<object>();
    const notes: string[] = [];
    const wakes: Temporal.Instant[] = [];
    const shared = {
      connection,
      names,
      tell: (note: string) => void notes.push(note),
      wakeAt: (at: Temporal.Instant) => void wakes.push(at),
    };
    let broken = false;
    try {
      const outcomes = await Promise.all(those.map(({ work }, index) => this.#placeOf(index).run(work, this.#parts, shared)));
      const first = wakes.toSorted(Temporal.Instant.compare).at(0);
      // Whoever is woken looks after all that is due: one job does for all of them.
      if (first) await this.#parts.jobs?.wakeAt(connection.run, first);
      await connection.commit();
      this.#parts.live.tell(notes);
      return outcomes;
    } catch (error) {
      const undone = await connection.rollback(error);
      broken = undone.broken;
      if (connection.mayStand && !isUndone(undone.cause)) throw undone.cause;
      return those.map(() => 'left');
    } finally {
      client.release(broken);
    }
  }

  #placeOf(index: number): Place {
    const place = this.#places[index] ?? new Place();
    this.#places[index] = place;
    return place;
  }
}

/** Certainly nothing was kept: the database has said no and is still there. */
function isUndone(error: unknown): boolean {
  if (error instanceof NotCommitted) return true;
  return error instanceof pg.DatabaseError && error.severity !== 'FATAL' && error.severity !== 'PANIC';
}
