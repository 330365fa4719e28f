import type { Channel, SystemCaller } from '../../core/access/caller.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { decideVisit } from '../../core/visit/decide-visit.ts';
import { evolveVisit } from '../../core/visit/evolve-visit.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { VisitCommand } from '../../core/visit/visit-commands.ts';
import { finalVisitStatuses } from '../../core/visit/visit-status.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';

/** The platform as the caller of what follows from a call. */
export function platform(channel: SystemCaller['channel']): SystemCaller {
  return { kind: 'system', channel };
}

/**
 * Applies what a call means for its visit and saves it; at the end claims are released and the money is handed over to be settled.
 * Answers the visit, unchanged when its life does not hear the command now (the watcher asks again).
 */
export async function changeVisit(
  transaction: Transaction,
  visit: Visit,
  command: VisitCommand,
  now: Temporal.Instant,
  channel: Extract<Channel, SystemCaller['channel']>,
): Promise<Visit> {
  const decision = decideVisit(visit, command, [], now);
  if (!decision.ok || decision.value.length === 0) return visit;
  const changed = decision.value.reduce<Visit>(evolveVisit, visit);
  await transaction.visits.save(changed, decision.value, platform(channel), channel);
  if (isOver(changed)) {
    await transaction.claims.release(changed.id, now);
    await transaction.deadlines.clear(changed.id, ['open', 'call-tick']);
    await transaction.deadlines.set(changed.agencyId, changed.id, 'settle', now);
  }
  return changed;
}

export function isOver(visit: Visit): boolean {
  return (finalVisitStatuses as readonly string[]).includes(visit.status);
}
