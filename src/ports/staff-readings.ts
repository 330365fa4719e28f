import type { StaffCaller } from '../core/access/caller.ts';
import type { Temporal } from '../core/shared/time.ts';

export interface AuditRecord {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly act: string;
  /** Name of staff, else the id. */
  readonly actor: string;
  readonly role: string;
  readonly channel: string;
  readonly subjectId: string | null;
  readonly reason: string | null;
}

/** What setup pages read. */
export interface StaffReadings {
  /** Newest first, at most 100; `before` is the id of the last row shown. */
  auditLog(by: StaffCaller, which: { readonly before: string | null; readonly subjectId: string | null }): Promise<readonly AuditRecord[]>;
  /** Requests waiting; visits that begin within `day`; calls running. */
  counts(
    by: StaffCaller,
    day: { readonly start: Temporal.Instant; readonly end: Temporal.Instant },
  ): Promise<{ readonly queue: number; readonly today: number; readonly live: number }>;
}
