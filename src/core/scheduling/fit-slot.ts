import type { Station } from '../facility/station.ts';
import type { VisitingPeriod } from '../facility/timetable.ts';
import type { AdmissionFacts, SlotFacts, Wish } from './admission-facts.ts';
import { periodsAt } from './check-admission.ts';
import { type ClaimIndex, indexClaims, isFree } from './claim-index.ts';
import { residentClaim, seatResource, stationTime } from './claims-needed.ts';
import { admittingPeriods } from './rules/audience.ts';
import { isBlocked, usableStations } from './rules/stations.ts';
import type { Slot } from './slot.ts';

/**
 * Picks station and seat for a wish: the first free station that may serve it (a private one only if nothing else is free) and the lowest
 * free seat. Null when the resident, the visitor, every station or every seat is taken, or when who they are is not known. The rules are
 * checkAdmission's; whatever this returns, claimsNeeded can claim without touching an active claim.
 */
export function fitSlot(facts: SlotFacts, wish: Wish): Slot | null {
  const periods = admittingPeriods({ facts, wish, now: wish.during.start, periods: periodsAt(facts, wish.during) });
  return fitInto(facts, wish, periods, usableStations(facts, wish.visitType), indexClaims(facts.claims, wish.replaces));
}

/** The same with periods, stations and claims already looked up, for searches over many times. */
export function fitInto(
  facts: AdmissionFacts,
  wish: Wish,
  periods: readonly VisitingPeriod[],
  stations: readonly Station[],
  claims: ClaimIndex,
): Slot | null {
  if (!peopleAreFree(facts, wish, claims)) return null;
  const { during } = wish;
  const station = stations.find(
    (one) => !isBlocked(one, during) && isFree(claims, `station:${one.id}`, stationTime(during, one.turnRoundMinutes)),
  );
  if (!station) return null;
  for (const period of periods) {
    const seat = lowestFreeSeat(period, wish, claims);
    if (seat !== null) return { during, periodKey: period.key, stationId: station.id, seat };
  }
  return null;
}

function peopleAreFree(facts: AdmissionFacts, wish: Wish, claims: ClaimIndex): boolean {
  if (!facts.resident.known || !facts.visitor.known) return false;
  const resident = residentClaim(facts.resident.value.id, wish.during, facts.policy);
  return isFree(claims, resident.resource, resident.during) && isFree(claims, `visitor:${facts.visitor.value.id}`, wish.during);
}

function lowestFreeSeat(period: VisitingPeriod, wish: Wish, claims: ClaimIndex): number | null {
  for (let seat = 1; seat <= period.capacity; seat++) if (isFree(claims, seatResource(period.key, seat), wish.during)) return seat;
  return null;
}
