import type { VisitId } from '../../core/shared/ids.ts';
import type { CallSetting, StoredCall } from '../../ports/call-store.ts';
import type { StoredRecording } from '../../ports/recording-store.ts';
import type { CallDependencies } from './call-dependencies.ts';

/** Everything about a call that changes rarely or never while it runs. */
export interface CallSurroundings {
  readonly setting: CallSetting;
  readonly recording: StoredRecording;
}

export interface CallDossier extends StoredCall, CallSurroundings {}

/** A call with its surroundings; null when it was never opened. */
export function readDossier(deps: Pick<CallDependencies, 'clock' | 'work'>, visitId: VisitId): Promise<CallDossier | null> {
  return deps.work.run(async ({ calls, recordings }) => {
    const stored = await calls.find(visitId);
    const setting = stored && (await calls.setting(visitId, deps.clock.now()));
    const recording = setting && (await recordings.ofVisit(visitId));
    return stored && setting && recording ? { ...stored, setting, recording } : null;
  });
}
