import type { Caller } from '../../core/access/caller.ts';
import { newCall } from '../../core/call/new-call.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { CallSetting } from '../../ports/call-store.ts';
import type { StoredRecording } from '../../ports/recording-store.ts';
import { demand } from '../demand.ts';
import { applyToVisit } from './apply-to-visit.ts';
import type { CallDependencies } from './call-dependencies.ts';

/**
 * The deadline `open` of a confirmed visit: the waiting room opens (V1). Makes the call, and the recording with its own key; the watcher,
 * woken at once, makes the room and lets the recorder join before the people. A visit that slept through its whole time (the platform was
 * down) ends as a technical failure, so that nobody pays. Calm when the visit is not confirmed any more, or open already.
 */
export async function openWaitingRoom(
  deps: Pick<CallDependencies, 'clock' | 'ids' | 'work' | 'keys' | 'waker'>,
  caller: Caller,
  visitId: VisitId,
): Promise<void> {
  const system = demand(caller, 'act-on-deadline');
  const opened = await deps.work.run(async (transaction) => {
    const now = deps.clock.now();
    const visit = await transaction.visits.lockFor(system, visitId);
    const setting = await transaction.calls.setting(visitId, now);
    if (!visit || !setting || visit.status !== 'confirmed') return false;
    if (now.epochMilliseconds >= visit.slot.during.end.epochMilliseconds) {
      await applyToVisit(transaction, visit, { type: 'record-no-show', outcome: 'ended-early-technical' }, now, system);
      return false;
    }
    const changed = await applyToVisit(transaction, visit, { type: 'open', policy: setting.policy }, now, system);
    if (changed.status !== 'joinable') return false;
    await transaction.calls.create(newCall(visitId), deps.ids.next('room'));
    await transaction.recordings.create(newRecording(deps, setting, now));
    return true;
  });
  if (opened) deps.waker.wake(visitId);
}

function newRecording({ ids, keys }: Pick<CallDependencies, 'ids' | 'keys'>, setting: CallSetting, now: Temporal.Instant): StoredRecording {
  const id = ids.next('rec');
  return {
    id,
    agencyId: setting.agencyId,
    facilityId: setting.facilityId,
    visitId: setting.visitId,
    state: 'started',
    wrappedKey: keys.newKey(id).wrapped,
    manifest: null,
    retentionClass: 'visit',
    deleteAfter: now.add({ hours: 24 * setting.policy.recordingRetentionDays }),
    startedAt: now,
  };
}
