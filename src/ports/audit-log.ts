import type { AuditAct } from '../core/access/audit-acts.ts';
import type { Caller, Channel } from '../core/access/caller.ts';
import type { AgencyId } from '../core/shared/ids.ts';

/** One line of the audit log: who did what to whom, when, through which door, and why. Ids, codes and figures only; never a name or a secret. */
export interface AuditEntry {
  readonly agencyId: AgencyId | null;
  readonly act: AuditAct;
  readonly subjectId: string | null;
  readonly reason?: string;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Append-only; written in the transaction of the change it tells of. The steps of a visit are not written here: its history is part of the
 * audit trail (`StaffReadings.auditTrail`).
 */
export interface AuditLog {
  append(by: Caller, channel: Channel, ...entries: readonly AuditEntry[]): Promise<void>;
}
