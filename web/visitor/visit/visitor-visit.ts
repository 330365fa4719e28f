import type { RouteOutput } from '../../../src/contract/routes.ts';

export type Visit = RouteOutput<'GET /api/visitor/visits/:visitId'>;

const live: readonly Visit['status'][] = ['joinable', 'in-call'];
const cancellable: readonly Visit['status'][] = ['confirmed', 'joinable'];
const over: readonly Visit['status'][] = ['ended', 'denied', 'withdrawn', 'expired', 'cancelled', 'no-show'];

/** Whether one can go into the waiting room or the call now. */
export function isJoinable(visit: Visit): boolean {
  return live.includes(visit.status);
}

/** Whether it is certain and has not begun: up to its call the visitor may still say that she does not come. */
export function mayCancel(visit: Visit): boolean {
  return cancellable.includes(visit.status);
}

/** Whether nothing follows any more. */
export function isOver(visit: Visit): boolean {
  return over.includes(visit.status);
}

/** Whether the card must be mended before the visit. */
export function needsMending(visit: Visit): boolean {
  return visit.payment.status === 'failed' && !isOver(visit);
}

/** Whether the bank waits for the payer's yes. */
export function needsApproval(visit: Visit): boolean {
  return visit.payment.status === 'needs-approval' && !isOver(visit);
}

/** What an offer of staff changes of what was asked for. */
export function whatIsOffered({ offered, times, lengthMinutes }: Visit): 'time' | 'length' | 'both' {
  if (!offered || offered.lengthMinutes === lengthMinutes) return 'time';
  return offered.startsAt === times.startsAt ? 'length' : 'both';
}

/** What asks for an act of the visitor comes first, then what comes next in time. */
export function byUrgency(one: Visit, other: Visit): number {
  const rank = (visit: Visit): number => {
    if (isJoinable(visit)) return 0;
    if (needsMending(visit) || needsApproval(visit) || visit.status === 'revised' || visit.status === 'held') return 1;
    return 2;
  };
  return rank(one) - rank(other) || Date.parse(one.times.startsAt) - Date.parse(other.times.startsAt);
}

/** Where to go with a visit: a kept time is finished, all others have their page. */
export function addressOf(visit: Visit): string {
  return visit.status === 'held' ? `/book/${visit.resident.id}?step=check&visit=${visit.id}` : `/visit/${visit.id}`;
}
