import type { Caller } from '../../core/access/caller.ts';
import type { Call } from '../../core/call/call.ts';
import type { CallEvent } from '../../core/call/call-events.ts';
import { endCall } from '../../core/call/decide-call.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { MediaUnavailable } from '../../ports/call-control.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { CallDependencies } from './call-dependencies.ts';
import { identityOf, type PartyCaller } from './call-party.ts';
import { saveCall } from './save-call.ts';
import { type CallSeen, seeCall } from './view-call.ts';

type SignalDependencies = Pick<CallDependencies, 'clock' | 'work' | 'callControl' | 'waker'>;

/** The page of one side has decoded the first picture or sound of the other. Calm when the gate is shut or it was told before. */
export async function noteFirstMedia(deps: SignalDependencies, caller: Caller, visitId: VisitId): Promise<CallSeen> {
  const party = demand(caller, 'signal-call');
  const { seen } = await signal(deps, party, visitId, (call, now) =>
    call.gate === 'open' && call.firstMedia[party.kind] === null ? [{ type: 'first-media', side: party.kind, at: now }] : [],
  );
  return seen;
}

/**
 * The Leave button: the only intentional end (V4); a closed page is a drop. A call that was live ends for both; in the waiting room
 * leaving costs nothing, the visit stays open until its no-show is judged.
 */
export async function leaveCall(deps: SignalDependencies, caller: Caller, visitId: VisitId): Promise<CallSeen> {
  const party = demand(caller, 'signal-call');
  const side = party.kind;
  const { seen, roomName } = await signal(deps, party, visitId, (call, now) => {
    if (call.liveAt) return endCall(call, side === 'visitor' ? 'left-visitor' : 'left-resident', now);
    return call.present[side] ? [{ type: 'left', side, intent: 'leave', at: now }] : [];
  });
  await deps.callControl.remove(roomName, identityOf(party)).catch(calmWhenUnavailable);
  return seen;
}

async function signal(
  deps: SignalDependencies,
  party: PartyCaller,
  visitId: VisitId,
  events: (call: Call, now: Temporal.Instant) => readonly CallEvent[],
): Promise<{ readonly seen: CallSeen; readonly roomName: string }> {
  const done = await deps.work.run(async (transaction) => {
    const now = deps.clock.now();
    const visit = await transaction.visits.lockFor(party, visitId);
    if (!visit) throw new Refusal('not-found');
    const stored = await transaction.calls.lock(visitId);
    if (!stored) throw new Refusal('call-not-open');
    const happened = stored.call.status === 'ended' ? [] : events(stored.call, now);
    await saveCall(transaction, { visit, call: stored.call, events: happened, now, by: party });
    return { seen: await seeCall(transaction, party, visitId, now), roomName: stored.roomName };
  });
  deps.waker.wake(visitId);
  return done;
}

/** The room is closed with the call anyway; the media server's silence must not keep somebody from leaving. */
function calmWhenUnavailable(error: unknown): void {
  if (!(error instanceof MediaUnavailable)) throw error;
}
