import type { Caller, SystemCaller } from '../../core/access/caller.ts';
import type { Call } from '../../core/call/call.ts';
import type { CallEvent } from '../../core/call/call-events.ts';
import type { CallObservation } from '../../core/call/call-observation.ts';
import { decideCall, endCall } from '../../core/call/decide-call.ts';
import { evolveCall } from '../../core/call/evolve-call.ts';
import { judgeNoShow, type NoShowContext } from '../../core/call/judge-no-show.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { VisitOutcome } from '../../core/visit/visit-status.ts';
import { isFinal } from '../../core/visit/visit-status.ts';
import type { CallSetting } from '../../ports/call-store.ts';
import { demand } from '../demand.ts';
import type { CallDependencies } from './call-dependencies.ts';
import { identitiesOf } from './call-party.ts';
import { keepRecorder } from './keep-recorder.ts';
import { observeCall } from './observe-call.ts';
import type { CallDossier } from './read-dossier.ts';
import { reconcileGate } from './reconcile-gate.ts';
import { saveCall } from './save-call.ts';

interface Verdict {
  readonly events: readonly CallEvent[];
  /** How a visit went that never began; null while it may. */
  readonly judged: VisitOutcome | null;
}

/**
 * One look at a call: sees to its room and recorder, observes both servers, decides, saves, and makes the gate what it must be. Does
 * nothing to the database when nothing happened. Answers the call as it is now; the caller seals the recording of one that has ended.
 * Throws MediaUnavailable when the gate could not be moved: look again.
 */
export async function watchCall(deps: CallDependencies, caller: Caller, dossier: CallDossier): Promise<Call> {
  const system = demand(caller, 'observe-call');
  const { sight, status } = await keepRecorder(deps, dossier);
  const identities = identitiesOf(dossier.setting);
  const observation = observeCall(sight, status, identities, dossier.call.present, dossier.lookedAt);
  const now = deps.clock.now();
  const call = needsSaving(dossier, observation, now) ? await decideAndSave(deps, system, dossier, observation) : dossier.call;
  if (call.status !== 'ended') await reconcileGate(deps.callControl, dossier.roomName, call, observation, sight, identities);
  return call;
}

/** Judged on what was read before, without a lock; the decision itself reads again. */
function needsSaving({ call, setting, visitStatus }: CallDossier, observation: CallObservation, now: Temporal.Instant): boolean {
  const { events, judged } = judge(call, setting, visitStatus === 'joinable' || visitStatus === 'in-call', observation, now);
  return events.length > 0 || judged !== null || (call.liveAt !== null && visitStatus === 'joinable');
}

function decideAndSave(
  deps: CallDependencies,
  system: SystemCaller,
  { setting }: CallDossier,
  observation: CallObservation,
): Promise<Call> {
  return deps.work.run(async (transaction) => {
    const now = deps.clock.now();
    const visit = await transaction.visits.lockFor(system, setting.visitId);
    const stored = visit && (await transaction.calls.lock(setting.visitId));
    if (!visit || !stored) throw new Error('a watched call has a visit');
    const { events, judged } = judge(stored.call, setting, !isFinal(visit.status), observation, now);
    return saveCall(transaction, { visit, call: stored.call, events, now, by: system, judged });
  });
}

/** What this look means; a visit that is over (cancelled by staff) takes its call along. */
function judge(call: Call, setting: CallSetting, visitGoesOn: boolean, observation: CallObservation, now: Temporal.Instant): Verdict {
  if (!visitGoesOn) return { events: endCall(call, 'ended-by-staff', now), judged: null };
  const events = decideCall(call, observation, { policy: setting.policy, booked: setting.booked }, now);
  const current = events.reduce<Call>(evolveCall, call);
  // What this look found out counts: that nobody could join until now, or that somebody has just come.
  const judged = current.status === 'ended' ? null : judgeNoShow(current, noShowContext(setting), now);
  if (!judged) return { events, judged };
  const cause = judged === 'ended-early-technical' ? 'platform-failed' : 'did-not-return';
  return { events: [...events, ...endCall(current, cause, now)], judged };
}

function noShowContext({ policy, booked, movement }: CallSetting): NoShowContext {
  return { policy, booked, residentNotBrought: movement === 'refused' ? 'refused' : movement !== 'at-station' };
}
