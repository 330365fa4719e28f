import type { Finding } from '../../shared/finding.ts';
import { factUnknown, newFinding } from './new-finding.ts';
import type { RuleContext } from './rule.ts';

/** P1: only an approved connection may ask. A status other than approved is named, because the visitor sees it on their own contact list. */
export function connection({ facts }: RuleContext): Finding[] {
  if (!facts.connection.known) return [factUnknown('P1', 'connection')];
  const status = facts.connection.value;
  if (status === 'approved') return [];
  if (status === null) return [newFinding('P1', 'not-connected', 'refuse')];
  return [newFinding('P1', 'connection-not-active', 'refuse', { detail: { status } })];
}
