import type { Caller, Channel } from '../../core/access/caller.ts';
import type { Policy } from '../../core/facility/policy.ts';
import type { Finding } from '../../core/shared/finding.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { decideVisit } from '../../core/visit/decide-visit.ts';
import { evolveVisit } from '../../core/visit/evolve-visit.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { VisitCommand } from '../../core/visit/visit-commands.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import { Refusal } from '../refusal.ts';
import { followUp } from './follow-up.ts';

/**
 * The visit, locked until the transaction ends. `revision` is what the caller's page showed.
 * @throws Refusal `not-found`, also for other people's visits, or `revision-changed`
 */
export async function lockVisit(transaction: Transaction, caller: Caller, id: VisitId, revision?: number): Promise<Visit> {
  const visit = await transaction.visits.lockFor(caller, id);
  if (!visit) throw new Refusal('not-found');
  if (revision !== undefined && revision !== visit.revision)
    throw new Refusal('revision-changed', { detail: { revision: visit.revision } });
  return visit;
}

export interface VisitChange {
  readonly visit: Visit | null;
  readonly command: VisitCommand;
  readonly findings?: readonly Finding[];
  /** The policy in force, where the caller has read it already; else it is read when it is needed. */
  readonly policy?: Policy;
  readonly by: Caller;
  readonly now: Temporal.Instant;
}

/**
 * Asks the core what a command does to a visit and saves it with everything that follows: claims, deadlines, mails. Answers the visit as
 * it then is; unchanged when it was done before.
 * @throws Refusal with the core's code; `rules-refuse` is told as the rule that refuses, in the outsider's word
 */
export async function changeVisit(
  transaction: Transaction,
  { visit, command, findings = [], policy, by, now }: VisitChange,
): Promise<Visit> {
  const decision = decideVisit(visit, command, findings, now);
  if (!decision.ok) throw refusalOf(decision.refusal);
  const changed = decision.value.reduce<Visit | null>(evolveVisit, visit);
  if (!changed) throw new Refusal('not-found');
  if (decision.value.length === 0) return changed;
  await transaction.visits.save(changed, decision.value, by, channelOf(by));
  await followUp(transaction, { before: visit, visit: changed, policy, now });
  return changed;
}

/** What an outsider reads when rules refuse is the first of them; the screens know a sentence for each. */
export function refusalOf(refusal: { readonly code: Refusal['code']; readonly findings: readonly Finding[] }): Refusal {
  const [first] = refusal.findings;
  const code = refusal.code === 'rules-refuse' && first ? first.outsiderCode : refusal.code;
  return new Refusal(code, { findings: refusal.findings });
}

/** Through which door a caller of booking came. */
export function channelOf(by: Caller): Channel {
  switch (by.kind) {
    case 'staff':
      return 'staff-web';
    case 'system':
      return by.channel;
    case 'resident':
    case 'station':
      return 'station';
    case 'visitor':
    case 'anyone':
      return 'visitor-web';
  }
}
