import type { AdmissionFacts } from '../../core/scheduling/admission-facts.ts';
import type { StationId } from '../../core/shared/ids.ts';

/** Minutes that a station is taken after a visit; a station that fitSlot picked is always among the facts. */
export function turnRoundOf(facts: AdmissionFacts, stationId: StationId): number {
  const station = facts.stations.known ? facts.stations.value.find((one) => one.id === stationId) : undefined;
  return station?.turnRoundMinutes ?? 0;
}
