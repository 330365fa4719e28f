import type { CompiledQuery } from 'kysely';
import type { Temporal } from '../../core/shared/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { ComposeMail } from '../../ports/notices.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import type { FacilityMemory } from './booking/facility-memory.ts';
import type { Database } from './database.ts';

/** Runs one statement on the transaction's connection. */
export type StatementRunner = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

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
  /**
   * Sends a write at once and does not wait for its answer: whatever the caller does next comes after it, and the transaction does not commit
   * before every one has succeeded. `check` hears how many rows it changed and may throw.
   */
  write(query: { compile(): CompiledQuery }, check?: (changedRows: number) => void): void;
  /** Facts are read part by part, because reading them at once has failed: a part that fails is then unknown. */
  readonly factsApart: boolean;
  /**
   * The sheet that was read last, until something is written that a sheet shows: a change is told by mail and answered to its page, and both
   * need the same one.
   */
  readonly lastSheet?: { is: VisitSheet | null };
  /** Tells live pages once the transaction has committed. */
  tell?(note: string): void;
  /** What this process remembers of facilities. */
  readonly facilities?: FacilityMemory;
}
