import type { Caller } from '../../core/access/caller.ts';
import { endCall as endOf } from '../../core/call/decide-call.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { CallDependencies } from './call-dependencies.ts';
import { saveCall } from './save-call.ts';

/** Staff end a running call (a human decides every cut). The reason is on the audit log; room and recording follow at once. */
export async function endCall(
  deps: Pick<CallDependencies, 'clock' | 'work' | 'waker'>,
  caller: Caller,
  visitId: VisitId,
  reason: string,
): Promise<void> {
  const staff = demand(caller, 'cancel-visit');
  await deps.work.run(async (transaction) => {
    const now = deps.clock.now();
    const visit = await transaction.visits.lockFor(staff, visitId);
    const stored = visit && (await transaction.calls.lock(visitId));
    if (!visit || !stored) throw new Refusal('not-found');
    if (visit.status !== 'in-call') throw new Refusal('not-in-this-status');
    await saveCall(transaction, visit, stored.call, endOf(stored.call, 'ended-by-staff', now), now, 'watcher');
    await transaction.audit.append(staff, 'staff-web', {
      agencyId: visit.agencyId,
      act: 'call-ended-by-staff',
      subjectId: visitId,
      reason,
    });
  });
  deps.waker.wake(visitId);
}
