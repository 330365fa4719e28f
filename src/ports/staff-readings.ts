import type { StaffCaller } from '../core/access/caller.ts';
import type { Temporal } from '../core/shared/time.ts';

/**
 * The id of an entry says where it stands: microseconds since 1970, then its number in the audit log, or its sequence in a visit's history
 * and the visit.
 */
export const auditEntryId = /^(\d{1,16})-(\d{1,18})(?:-(vst_[0-9a-z]{16,40}))?$/;

/** An entry of the audit trail: a row of the audit log, or a step in the history of a visit, of which the act is "visit." and what happened. */
export interface AuditRecord {
  /** See `auditEntryId`. */
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

export interface AuditWish {
  /** The id of the last entry shown. */
  readonly before: string | null;
  readonly subjectId: string | null;
}

export interface AuditPage {
  /** At most 100. */
  readonly entries: readonly AuditRecord[];
  /** There are older ones. */
  readonly more: boolean;
}

/** What setup pages read. */
export interface StaffReadings {
  /** Newest first. Entries of one instant have an order, too, so that none is on two pages or on none. */
  auditTrail(by: StaffCaller, wish: AuditWish): Promise<AuditPage>;
  /** Requests waiting; visits that begin within `day`; calls running. */
  counts(
    by: StaffCaller,
    day: { readonly start: Temporal.Instant; readonly end: Temporal.Instant },
  ): Promise<{ readonly queue: number; readonly today: number; readonly live: number }>;
}
