import type { CompiledQuery } from 'kysely';
import type { Temporal } from '../../core/shared/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { ComposeMail } from '../../ports/notices.ts';
import type { FacilityMemory } from './booking/facility-memory.ts';
import type { ChangePart, Rows } from './change/change-parts.ts';
import type { Database } from './database.ts';
import type { Seen } from './seen.ts';

/** Runs one statement on the transaction's connection. */
export type StatementRunner = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

/** A statement that reads, the same every time but for its values; prepared where it has a name. */
export interface Question {
  readonly name?: string;
  readonly text: string;
  /** How the works of a turn ask it at once. Without it a work has to leave the turn. */
  readonly ofMany?: QuestionOfMany;
}

/**
 * One statement for all who ask: every parameter is an array of their values, and each row tells by `place`, from 1, whose it is
 * (turns/of-many.ts).
 */
export interface QuestionOfMany {
  readonly name: string;
  readonly text: string;
  /** It is asked before what only reads: so its answer need not be awaited. */
  readonly locks?: boolean;
}

/** The place of a work in a turn, in which several works share one transaction. */
export interface TurnPlace {
  /** Asks together with whoever asks the same in this round. */
  ask(question: QuestionOfMany, values: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
  /**
   * Waits until no other work of the turn has one of these people or visits, and has them until this work is done: what is asked afterwards
   * sees what the other has written. Locks of the database do not keep works of one transaction apart.
   */
  own(names: readonly string[]): Promise<void>;
  /**
   * The same for what a work needs last, when it has asked all it wants to know: answers the rows that works of this turn have written to
   * the part, of which what was asked shows some or none.
   */
  ownLast(name: string, part: ChangePart): Promise<Rows>;
  /** Gives up the place: the work will be done again by itself. */
  leave(): never;
}

/** Jobs sent within the transaction; each only wakes whoever looks after the rows. */
export interface TransactionJobs {
  wakeAt(run: StatementRunner, at: Temporal.Instant): Promise<void>;
}

/** What every store of one transaction shares. */
export interface TransactionScope {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly composeMail: ComposeMail;
  /** Sends a job that wakes whoever runs deadlines at that time. */
  wakeAt?(at: Temporal.Instant): void;
  /** Asks what is always asked in the same words, so that nothing need be built. What is pending goes first. */
  ask(question: Question, values: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
  /**
   * Adds rows to what the transaction writes. They are sent together, before it reads anything else and before it commits.
   */
  put(part: ChangePart, rows: Rows): void;
  /** The same for a statement of its own: it is sent at once, after whatever is pending, and nobody waits for its answer. */
  write(query: { compile(): CompiledQuery }): void;
  /** Facts are read part by part, because reading them at once has failed: a part that fails is then unknown. */
  readonly factsApart: boolean;
  /** What the transaction knows without asking. */
  readonly seen: Seen;
  /** Tells live pages once the transaction has committed. */
  tell?(note: string): void;
  /** What this process remembers of facilities. */
  readonly facilities?: FacilityMemory;
  /** Where the transaction is shared with other works. */
  readonly turn?: TurnPlace;
}
