import type { Station } from '../../facility/station.ts';
import type { VisitType } from '../../facility/visit-type.ts';
import type { Finding } from '../../shared/finding.ts';
import { type Interval, overlaps } from '../../shared/interval.ts';
import type { AdmissionFacts } from '../admission-facts.ts';
import { factUnknown, newFinding } from './new-finding.ts';
import type { RuleContext } from './rule.ts';

/** W6: some station may serve this resident at this time. Whether it is free is the claims' business, not a rule's. */
export function stations({ facts, wish }: RuleContext): Finding[] {
  if (!facts.stations.known) return [factUnknown('W6', 'stations')];
  const able = usableStations(facts, wish.visitType).some((station) => !isBlocked(station, wish.during));
  return able ? [] : [newFinding('W6', 'no-station', 'refuse')];
}

/**
 * Stations that may serve the resident for this visit type, the best first: enabled, view approved, serving the resident's unit (any,
 * while the unit is unknown: F1 then asks a person). Legal and medical visits fit only private ones (V7); others take a private one last.
 */
export function usableStations(facts: AdmissionFacts, visitType: VisitType): Station[] {
  if (!facts.stations.known) return [];
  const unit = facts.resident.known ? facts.resident.value.housingUnitId : null;
  return facts.stations.value
    .filter((station) => station.enabled && station.viewApproved && (unit === null || station.housingUnitIds.includes(unit)))
    .filter((station) => station.isPrivate || !needsPrivacy(visitType))
    .sort((a, b) => Number(a.isPrivate) - Number(b.isPrivate) || (a.id < b.id ? -1 : 1));
}

/** True when a timed block (count, meal, repair) takes the station during any part of the interval. */
export function isBlocked(station: Station, during: Interval): boolean {
  return station.blocks.some((block) => overlaps(block, during));
}

function needsPrivacy(visitType: VisitType): boolean {
  return visitType === 'legal' || visitType === 'medical';
}
