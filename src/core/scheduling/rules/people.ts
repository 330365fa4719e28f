import type { Finding } from '../../shared/finding.ts';
import { Temporal } from '../../shared/time.ts';
import { factUnknown, newFinding } from './new-finding.ts';
import { facilityDate, type RuleContext } from './rule.ts';

/** P4, and P1's age of the lead visitor: how many people, adults and children one visit may have, by their age on the day of the visit. */
export function people(context: RuleContext): Finding[] {
  return [...leadVisitor(context), ...headcount(context)];
}

function leadVisitor(context: RuleContext): Finding[] {
  const { visitor, policy } = context.facts;
  if (!visitor.known) return [factUnknown('P1', 'visitor')];
  if (visitor.value.birthOn === null) return [factUnknown('P1', 'visitor-birth-date')];
  if (isAdult(context, visitor.value.birthOn)) return [];
  return [newFinding('P1', 'lead-visitor-under-age', 'refuse', { subject: visitor.value.id, detail: { adultAge: policy.adultAge } })];
}

function headcount(context: RuleContext): Finding[] {
  const { policy } = context.facts;
  const { guests } = context.wish;
  const adultGuests = guests.filter((guest) => isAdult(context, guest.birthOn)).length;
  const tooMany =
    1 + guests.length > policy.mostPeople || 1 + adultGuests > policy.mostAdults || guests.length - adultGuests > policy.mostChildren;
  if (!tooMany) return [];
  const detail = { mostPeople: policy.mostPeople, mostAdults: policy.mostAdults, mostChildren: policy.mostChildren };
  return [newFinding('P4', 'too-many-people', 'refuse', { detail })];
}

function isAdult(context: RuleContext, birthOn: Temporal.PlainDate): boolean {
  const adultOn = birthOn.add({ years: context.facts.policy.adultAge });
  return Temporal.PlainDate.compare(adultOn, facilityDate(context, context.wish.during.start)) <= 0;
}
