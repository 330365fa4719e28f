import type { Policy } from '../facility/policy.ts';
import type { ResidentId, VisitorId } from '../shared/ids.ts';
import { type Interval, widen } from '../shared/interval.ts';
import type { ClaimResource } from './admission-facts.ts';
import type { Slot } from './slot.ts';

/** A claim to be written; the database refuses it when somebody else has the resource for overlapping time (C1). */
export interface ClaimNeeded {
  readonly resource: ClaimResource;
  readonly during: Interval;
}

/**
 * What a visit in this slot takes: the resident with the way there and back (movement minutes), the visitor and the seat exactly, the
 * station with its turn-round after. Sorted by resource, so that every writer takes them in one order.
 */
export function claimsNeeded(
  visit: { readonly residentId: ResidentId; readonly leadVisitorId: VisitorId },
  slot: Slot,
  policy: Policy,
  turnRoundMinutes: number,
): ClaimNeeded[] {
  const claims: ClaimNeeded[] = [
    residentClaim(visit.residentId, slot.during, policy),
    { resource: seatResource(slot.periodKey, slot.seat), during: slot.during },
    { resource: `station:${slot.stationId}`, during: stationTime(slot.during, turnRoundMinutes) },
    { resource: `visitor:${visit.leadVisitorId}`, during: slot.during },
  ];
  return claims.sort((a, b) => (a.resource < b.resource ? -1 : 1));
}

/** The resident is taken from leaving the unit until back in it. */
export function residentClaim(residentId: ResidentId, during: Interval, policy: Policy): ClaimNeeded {
  return { resource: `resident:${residentId}`, during: widen(during, policy.movementMinutes, policy.movementMinutes) };
}

/** A station is taken until the next resident can sit down at it. */
export function stationTime(during: Interval, turnRoundMinutes: number): Interval {
  return widen(during, 0, turnRoundMinutes);
}

/** The name under which a seat of a visiting period is claimed. */
export function seatResource(periodKey: string, seat: number): ClaimResource {
  return `seat:${periodKey}#${seat}`;
}
