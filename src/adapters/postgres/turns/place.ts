import type { PoolClient } from 'pg';
import type { Temporal } from '../../../core/shared/time.ts';
import { PendingChange } from '../change/pending-change.ts';
import { clientDatabase } from '../client-database.ts';
import type { TransactionParts, Work } from '../own-transaction.ts';
import { Seen } from '../seen.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { transactionStores } from '../transaction-stores.ts';
import type { OwnedNames } from './owned-names.ts';
import type { SharedConnection } from './shared-connection.ts';

/** How a work ended in its turn; where it left its place it has to be done again by itself. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | 'left';

/** What the works of a turn have in common. */
interface SharedByWorks {
  readonly connection: SharedConnection;
  readonly names: OwnedNames<object>;
  readonly tell: (note: string) => void;
  readonly wakeAt: (at: Temporal.Instant) => void;
}

/** A work needs what cannot be had in a turn. */
class LeftTurn extends Error {}

/**
 * A place that works take one after the other, turn by turn. A work in it reads by questions that several can ask at once, and what it
 * writes is sent when it is done; whatever else it wants makes it leave.
 */
export class Place {
  #leave = (): never => {
    throw new LeftTurn('nobody is in this place');
  };
  /** The query builder of this place: whoever asks it leaves. Made once, as it is dear to make. */
  readonly #db = clientDatabase({ query: () => this.#leave() } as unknown as PoolClient, () => this.#leave());

  /** Never throws. What the work has written is the connection's when this settles, unless the work left or failed. */
  async run(work: Work<unknown>, { clock, ids, composeMail, jobs, facilities }: TransactionParts, shared: SharedByWorks): Promise<Outcome> {
    const { connection, names, tell, wakeAt } = shared;
    const owner = {};
    const pending = new PendingChange('of-many');
    const notes: string[] = [];
    const wakes: Temporal.Instant[] = [];
    let left = false;
    const leave = (): never => {
      left = true;
      throw new LeftTurn('this work is done by itself');
    };
    this.#leave = leave;
    const scope: TransactionScope = {
      db: this.#db,
      clock,
      ids,
      composeMail,
      factsApart: false,
      facilities,
      tell: (note) => notes.push(note),
      seen: new Seen(),
      // Nothing of this work has been sent yet, so that it would not see what it has written itself.
      ask: async ({ ofMany }, values) => (ofMany && pending.isEmpty ? connection.ask(ofMany, values) : leave()),
      put: (part, rows) => {
        if (!pending.takes(part)) leave();
        pending.add(part, rows);
      },
      write: leave,
      ...(jobs && { wakeAt: (at) => wakes.push(at) }),
      turn: {
        ask: (question, values) => connection.ask(question, values),
        own: async (wanted) => {
          if (await (names.own(owner, wanted) ?? leave())) connection.sendWritten();
        },
        ownLast: async (wanted, part) => {
          await (names.own(owner, [wanted]) ?? leave());
          return connection.written(part);
        },
        leave,
      },
    };
    try {
      const answer = await work(transactionStores(scope));
      if (left) return 'left';
      connection.write(pending);
      notes.forEach(tell);
      wakes.forEach(wakeAt);
      return { kind: 'answered', answer };
    } catch (error) {
      return left ? 'left' : { kind: 'failed', error };
    } finally {
      names.release(owner);
    }
  }
}
