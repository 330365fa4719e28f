import type { AdmissionFacts, SlotFacts, Wish } from '../../core/scheduling/admission-facts.ts';
import { checkAdmission } from '../../core/scheduling/check-admission.ts';
import type { Finding } from '../../core/shared/finding.ts';
import type { ResidentId, VisitorId } from '../../core/shared/ids.ts';
import type { Interval } from '../../core/shared/interval.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { askedAt } from '../../core/visit/deadlines.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import { Refusal } from '../refusal.ts';

export interface Pair {
  readonly residentId: ResidentId;
  readonly visitorId: VisitorId;
}

/**
 * Facts for one wish that wants a slot (the reader adds the neighbors in time that decide about movement and turn-round) and what the rules find.
 * @throws Refusal `not-connected` when the resident does not exist
 */
export async function judgeWish(
  transaction: Transaction,
  { residentId, visitorId }: Pair,
  wish: Wish,
  now: Temporal.Instant,
): Promise<{ readonly facts: SlotFacts; readonly findings: Finding[] }> {
  const facts = existing(await transaction.facts.read(residentId, visitorId, wish.during, now));
  return { facts, findings: checkAdmission(facts, wish, now) };
}

/**
 * The wish of a visit that has its slot already, its own or an offered one, asked of every rule once more: with the claims it has there is no
 * need to know those of others.
 */
export async function judgeAgain(
  transaction: Transaction,
  visit: Visit,
  { during, actor }: Pick<Wish, 'during' | 'actor'>,
  now: Temporal.Instant,
): Promise<{ readonly facts: AdmissionFacts; readonly findings: Finding[] }> {
  const facts = existing(await transaction.facts.readToJudge(visit.residentId, visit.leadVisitorId, during, now));
  // Of a hold, the notice is judged by when it was taken, which the policy among the facts tells.
  const wish = { ...wishOf(visit, during, actor), askedAt: askedAt(visit, facts.policy) };
  return { facts, findings: checkAdmission(facts, wish, now) };
}

/** Outside people learn of a resident they do not know as little as of one who is not there. */
function existing<Facts>(facts: Facts | null): Facts {
  if (!facts) throw new Refusal('not-connected');
  return facts;
}

/** A wish for another time, or the same one again, of a visit that exists: its own claims and allowance do not stand against it. */
export function wishOf(visit: Visit, during: Interval, actor: Wish['actor']): Wish {
  return { actor, visitType: visit.visitType, during, guests: [], replaces: visit.id, askedAt: visit.requestedAt };
}

export function pairOf(visit: Visit): Pair {
  return { residentId: visit.residentId, visitorId: visit.leadVisitorId };
}
