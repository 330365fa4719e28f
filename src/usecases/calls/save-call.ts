import type { SystemCaller } from '../../core/access/caller.ts';
import type { Call } from '../../core/call/call.ts';
import type { CallEvent } from '../../core/call/call-events.ts';
import { evolveCall } from '../../core/call/evolve-call.ts';
import { callOutcome } from '../../core/call/outcome.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { Visit } from '../../core/visit/visit.ts';
import { isFinal, type VisitOutcome } from '../../core/visit/visit-status.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import { applyToVisit } from './apply-to-visit.ts';

/**
 * Saves what happened in a call together with what it means for the visit: live starts it, an end gives it its outcome and hands the money
 * over. A call that never went live ends its visit only with a `judged` outcome (no-show); else the visit stays joinable.
 */
export async function saveCall(
  transaction: Transaction,
  visit: Visit,
  call: Call,
  events: readonly CallEvent[],
  now: Temporal.Instant,
  channel: SystemCaller['channel'],
  judged: VisitOutcome | null = null,
): Promise<Call> {
  const changed = events.reduce<Call>(evolveCall, call);
  if (events.length > 0) await transaction.calls.save(changed, events);
  if (isFinal(visit.status)) return changed;
  if (judged) {
    await applyToVisit(transaction, visit, { type: 'record-no-show', outcome: judged }, now, channel);
    return changed;
  }
  const started =
    changed.liveAt && visit.status === 'joinable' ? await applyToVisit(transaction, visit, { type: 'start-call' }, now, channel) : visit;
  const outcome = callOutcome(changed);
  if (outcome) await applyToVisit(transaction, started, { type: 'end', outcome }, now, channel);
  return changed;
}
