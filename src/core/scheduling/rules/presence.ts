import type { Finding } from '../../shared/finding.ts';
import { factUnknown, newFinding } from './new-finding.ts';
import { inForce, type RuleContext } from './rule.ts';

/** P7: the resident must be in this facility; an absence (court, hospital) takes only the time that overlaps it. */
export function presence({ facts, wish }: RuleContext): Finding[] {
  if (!facts.resident.known) return [factUnknown('P7', 'resident')];
  const resident = facts.resident.value;
  if (resident.custodyStatus !== 'in-custody' || resident.facilityId !== facts.facility.id)
    return [newFinding('P7', 'resident-not-here', 'refuse', { subject: resident.id })];
  const absence = resident.absences.find((one) => inForce(one, wish.during));
  if (!absence) return [];
  return [newFinding('P7', 'resident-absent', 'refuse', { subject: resident.id, until: absence.end?.toString() ?? null })];
}
