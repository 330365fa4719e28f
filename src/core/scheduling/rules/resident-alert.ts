import type { Finding } from '../../shared/finding.ts';
import { factUnknown, newFinding } from './new-finding.ts';
import type { RuleContext } from './rule.ts';

/** P6: an alert on the resident sends the request to a person; it never refuses, and outsiders never learn of it. */
export function residentAlert({ facts }: RuleContext): Finding[] {
  if (!facts.resident.known) return [factUnknown('P6', 'resident')];
  return facts.resident.value.hasAlert ? [newFinding('P6', 'resident-alert', 'review', { subject: facts.resident.value.id })] : [];
}
