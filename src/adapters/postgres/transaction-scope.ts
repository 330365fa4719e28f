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

export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
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
  /** Asks a statement that is the same every time, so that nothing need be built; prepared where it has a name. What is pending goes first. */
  ask(statement: Statement): Promise<{ readonly rows: readonly unknown[] }>;
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
}
