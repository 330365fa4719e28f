import type { Caller } from '../../core/access/caller.ts';
import { endCall as endOf } from '../../core/call/decide-call.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { Cancellation } from '../visits/cancel-visit.ts';
import type { CallDependencies } from './call-dependencies.ts';
import { saveCall } from './save-call.ts';

/** Staff end a running call (a human decides every cut), with a reason and a note to the visitor; room and recording follow at once. */
export async function endCall(
  deps: Pick<CallDependencies, 'clock' | 'work' | 'waker'>,
  caller: Caller,
  visitId: VisitId,
  why: Cancellation,
): Promise<void> {
  const staff = demand(caller, 'cancel-visit');
  await deps.work.run(async (transaction) => {
    const now = deps.clock.now();
    const visit = await transaction.visits.lockFor(staff, visitId);
    const stored = visit && (await transaction.calls.lock(visitId));
    if (!visit || !stored) throw new Refusal('not-found');
    if (visit.status !== 'in-call') throw new Refusal('not-in-this-status');
    await saveCall(transaction, { visit, call: stored.call, events: endOf(stored.call, 'ended-by-staff', now), now, by: staff, why });
  });
  deps.waker.wake(visitId);
}
