import type { Caller } from '../../core/access/caller.ts';
import type { AuditLog } from '../../ports/audit-log.ts';
import { writeInstant } from './range.ts';
import type { TransactionScope } from './transaction-scope.ts';

/** The audit log within one transaction. */
export function postgresAuditLog({ clock, put }: Pick<TransactionScope, 'clock' | 'put'>): AuditLog {
  return {
    async append(by, channel, ...entries) {
      const actor = actorOf(by);
      const happenedAt = writeInstant(clock.now());
      const rows = entries.map((entry) => ({
        agency_id: entry.agencyId,
        happened_at: happenedAt,
        actor_kind: actor.kind,
        actor_id: actor.id,
        actor_role: actor.role,
        channel,
        act: entry.act,
        subject_id: entry.subjectId,
        reason: entry.reason,
        detail: entry.detail ?? {},
      }));
      if (rows.length > 0) put('auditRows', rows);
    },
  };
}

/** Who acts, as the log names it: kind, id and the role in which. Staff with several roles are named with all of them. */
export function actorOf(by: Caller): { readonly kind: string; readonly id: string | null; readonly role: string } {
  switch (by.kind) {
    case 'visitor':
      return { kind: 'visitor', id: by.visitorId, role: 'visitor' };
    case 'staff':
      return { kind: 'staff', id: by.staffId, role: by.roles.join(' ') };
    case 'station':
      return { kind: 'station', id: by.stationId, role: 'station' };
    case 'resident':
      return { kind: 'resident', id: by.residentId, role: 'resident' };
    case 'system':
      return { kind: 'system', id: null, role: by.channel === 'deadline' ? 'system' : by.channel };
    case 'anyone':
      return { kind: 'anyone', id: null, role: 'anyone' };
  }
}
