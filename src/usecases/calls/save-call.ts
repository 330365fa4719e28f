import type { Caller, SystemCaller } from '../../core/access/caller.ts';
import type { Call } from '../../core/call/call.ts';
import type { CallEvent } from '../../core/call/call-events.ts';
import { evolveCall } from '../../core/call/evolve-call.ts';
import { callOutcome } from '../../core/call/outcome.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { CancellationReason } from '../../core/visit/reasons.ts';
import type { Visit } from '../../core/visit/visit.ts';
import { isFinal, type VisitOutcome } from '../../core/visit/visit-status.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import { applyToVisit } from './apply-to-visit.ts';

interface CallChange {
  readonly visit: Visit;
  readonly call: Call;
  readonly events: readonly CallEvent[];
  readonly now: Temporal.Instant;
  /** Who ended it, if it ends: the history of the visit names them. */
  readonly by: Caller;
  /** How a visit went whose call never went live (no-show); without it the visit stays joinable. */
  readonly judged?: VisitOutcome | null;
  /** Why staff ended it. */
  readonly why?: { readonly reason: CancellationReason; readonly note: string | null };
}

/** A call goes live by what is seen of it, whoever tells of it. */
const watcher: SystemCaller = { kind: 'system', channel: 'watcher' };

/** Saves what happened in a call together with what it means for the visit: live starts it, an end gives it its outcome and hands the money over. */
export async function saveCall(transaction: Transaction, { visit, call, events, now, by, judged, why }: CallChange): Promise<Call> {
  const changed = events.reduce<Call>(evolveCall, call);
  if (events.length > 0) await transaction.calls.save(changed, events);
  if (isFinal(visit.status)) return changed;
  if (judged) {
    await applyToVisit(transaction, visit, { type: 'record-no-show', outcome: judged }, now, by);
    return changed;
  }
  const started =
    changed.liveAt && visit.status === 'joinable' ? await applyToVisit(transaction, visit, { type: 'start-call' }, now, watcher) : visit;
  const outcome = callOutcome(changed);
  if (outcome) await applyToVisit(transaction, started, { type: 'end', outcome, ...why }, now, by);
  return changed;
}
