import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { VisitStatus } from '../../core/visit/visit-status.ts';
import type { CallSetting, StoredCall } from '../../ports/call-store.ts';
import type { StoredRecording } from '../../ports/recording-store.ts';
import { demand } from '../demand.ts';
import type { CallDependencies } from './call-dependencies.ts';

/** Everything about a call that changes rarely or never while it runs. */
export interface CallSurroundings {
  readonly setting: CallSetting;
  readonly recording: StoredRecording;
}

export interface CallDossier extends StoredCall, CallSurroundings {
  readonly visitStatus: VisitStatus;
}

/** A call with its surroundings; null when it was never opened. */
export function readDossier(deps: Pick<CallDependencies, 'clock' | 'work'>, caller: Caller, visitId: VisitId): Promise<CallDossier | null> {
  const system = demand(caller, 'observe-call');
  return deps.work.run(async ({ visits, calls, recordings }) => {
    const visit = await visits.findFor(system, visitId);
    const stored = visit && (await calls.find(visitId));
    const setting = stored && (await calls.setting(visitId, deps.clock.now()));
    const recording = setting && (await recordings.ofVisit(visitId));
    return visit && stored && setting && recording ? { ...stored, setting, recording, visitStatus: visit.status } : null;
  });
}
