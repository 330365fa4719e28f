import type { Finding } from '../../shared/finding.ts';
import { newFinding } from './new-finding.ts';
import { type RuleContext, visitTypePolicy } from './rule.ts';

/** W1: a visit type without a row in the policy, or closed there, is refused by name. */
export function visitTypeOffered(context: RuleContext): Finding[] {
  const row = visitTypePolicy(context);
  if (row?.offered) return [];
  const detail = { visitType: context.wish.visitType, ...(row?.closedReason ? { closedReason: row.closedReason } : {}) };
  return [newFinding('W1', 'visit-type-not-offered', 'refuse', { detail })];
}
