import type { Caller } from '../../core/access/caller.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { decideVisit } from '../../core/visit/decide-visit.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { VisitCommand } from '../../core/visit/visit-commands.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import { changeVisit } from '../visits/change-visit.ts';

/**
 * Applies what a call means for its visit, with everything that follows from it. Answers the visit, unchanged when its life does not hear
 * the command now: the watcher asks again.
 */
export async function applyToVisit(
  transaction: Transaction,
  visit: Visit,
  command: VisitCommand,
  now: Temporal.Instant,
  by: Caller,
): Promise<Visit> {
  if (!decideVisit(visit, command, [], now).ok) return visit;
  return changeVisit(transaction, { visit, command, by, now });
}
