import type { Caller } from '../../core/access/caller.ts';
import { type AuditPage, type AuditWish, auditEntryId } from '../../ports/staff-readings.ts';
import type { AccountDependencies } from '../accounts/account-dependencies.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';

/**
 * The audit trail of the caller's facility, or of the whole agency for who belongs to no single one; newest first. Refusals: `bad-input`
 * where `before` cannot be the id of an entry.
 */
export async function readAuditTrail(deps: Pick<AccountDependencies, 'work'>, caller: Caller, wish: AuditWish): Promise<AuditPage> {
  const by = demand(caller, 'read-audit-log');
  if (wish.before !== null && !auditEntryId.test(wish.before)) throw new Refusal('bad-input', { detail: { field: 'before' } });
  return deps.work.run(({ readings }) => readings.auditTrail(by, wish));
}

/** Counts of the rail: requests waiting, visits of the facility's today, calls running. */
export async function readCounts(
  deps: Pick<AccountDependencies, 'clock' | 'work'>,
  caller: Caller,
): Promise<{ readonly queue: number; readonly today: number; readonly live: number }> {
  const by = demand(caller, 'read-counts');
  const now = deps.clock.now();
  return deps.work.run(async ({ staff, readings }) => {
    const member = await staff.find(by.staffId);
    if (!member) throw new Refusal('not-signed-in');
    const { timeZone } = await staff.homeOf(member);
    const start = now.toZonedDateTimeISO(timeZone).startOfDay();
    return readings.counts(by, { start: start.toInstant(), end: start.add({ days: 1 }).toInstant() });
  });
}
