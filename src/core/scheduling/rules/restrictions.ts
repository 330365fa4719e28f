import type { Restriction } from '../../people/restriction.ts';
import type { Finding } from '../../shared/finding.ts';
import { contains } from '../../shared/interval.ts';
import { Temporal } from '../../shared/time.ts';
import { factUnknown, newFinding } from './new-finding.ts';
import { facilityDate, inForce, type RuleContext } from './rule.ts';

/** P5 and P10: dated limits on visitor, resident or pair. A no-contact order refuses always and outsiders never learn that there is one. */
export function restrictions(context: RuleContext): Finding[] {
  const { restrictions: fact } = context.facts;
  if (!fact.known) return [factUnknown('P5', 'restrictions')];
  return fact.value.filter((one) => inForce(one, context.wish.during)).flatMap((one) => weigh(one, context));
}

function weigh(restriction: Restriction, context: RuleContext): Finding[] {
  const known = { subject: restriction.id, until: restriction.end?.toString() ?? null };
  switch (restriction.kind) {
    case 'no-contact-order': {
      const excepted = restriction.exceptions.some((exception) => contains(exception, context.wish.during));
      return [newFinding('P5', 'no-contact', excepted ? 'review' : 'refuse', known)];
    }
    case 'ban': {
      const outsiderCode = restriction.of === 'resident' ? 'not-possible' : 'visitor-restricted';
      return [newFinding('P5', 'visitor-restricted', 'refuse', { ...known, outsiderCode })];
    }
    case 'child-refuse':
      return bringsChild(context) ? [newFinding('P5', 'visitor-restricted', 'refuse', { ...known, outsiderCode: 'not-possible' })] : [];
    case 'child-review':
      return bringsChild(context) ? [newFinding('P5', 'child-review', 'review', known)] : [];
    case 'sanction':
      return ['legal', 'clergy'].includes(context.wish.visitType) ? [] : [newFinding('P5', 'resident-sanctioned', 'refuse', known)];
    case 'non-contact':
      return [];
  }
}

function bringsChild(context: RuleContext): boolean {
  const on = facilityDate(context, context.wish.during.start);
  const adultBornBy = on.subtract({ years: context.facts.policy.adultAge });
  return context.wish.guests.some((guest) => Temporal.PlainDate.compare(guest.birthOn, adultBornBy) > 0);
}
