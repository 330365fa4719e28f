import type { Caller } from '../../core/access/caller.ts';
import { demand } from '../demand.ts';
import type { CallDependencies } from './call-dependencies.ts';

/**
 * Media server or recorder say that something changed in a room: look at its call now. What changed is read from the servers themselves,
 * so a report that comes twice, late or out of order does no harm; one about a room that is not ours means nothing.
 */
export async function noteReport(deps: Pick<CallDependencies, 'work' | 'waker'>, caller: Caller, roomName: string): Promise<void> {
  demand(caller, 'note-recorder-report');
  const stored = await deps.work.run(({ calls }) => calls.byRoom(roomName));
  if (stored) deps.waker.wake(stored.call.visitId);
}
