import type { AdmissionFacts, Wish } from '../../core/scheduling/admission-facts.ts';
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
 * Facts for one wish (the reader adds the neighbors in time that decide about movement and turn-round) and what the rules find. Outside people learn of a resident they do not know as little as of one who is not there.
 * @throws Refusal `not-connected` when the resident does not exist
 */
export async function judgeWish(
  transaction: Transaction,
  pair: Pair,
  wish: Wish,
  now: Temporal.Instant,
): Promise<{ readonly facts: AdmissionFacts; readonly findings: Finding[] }> {
  const facts = await readAround(transaction, pair, wish.during, now);
  return { facts, findings: checkAdmission(facts, wish, now) };
}

async function readAround(
  transaction: Transaction,
  { residentId, visitorId }: Pair,
  during: Interval,
  now: Temporal.Instant,
): Promise<AdmissionFacts> {
  const facts = await transaction.facts.read(residentId, visitorId, during, now);
  if (!facts) throw new Refusal('not-connected');
  return facts;
}

/**
 * The wish of a visit still held, as it is when the request is sent: facts and findings as above, with the notice judged by the moment of
 * the hold. Which moment that was, the policy among the facts says.
 */
export async function judgeHeld(
  transaction: Transaction,
  visit: Visit,
  now: Temporal.Instant,
): Promise<{ readonly facts: AdmissionFacts; readonly findings: Finding[] }> {
  const wish = wishOf(visit, visit.slot.during, visit.askedBy);
  const facts = await readAround(transaction, pairOf(visit), wish.during, now);
  return { facts, findings: checkAdmission(facts, { ...wish, askedAt: askedAt(visit, facts.policy) }, now) };
}

/** A wish for another time, or the same one again, of a visit that exists: its own claims and allowance do not stand against it. */
export function wishOf(visit: Visit, during: Interval, actor: Wish['actor']): Wish {
  return { actor, visitType: visit.visitType, during, guests: [], replaces: visit.id, askedAt: visit.requestedAt };
}

export function pairOf(visit: Visit): Pair {
  return { residentId: visit.residentId, visitorId: visit.leadVisitorId };
}
