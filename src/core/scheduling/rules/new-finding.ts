import type { Finding, FindingCode, FindingWeight, OutsiderCode, RuleNumber } from '../../shared/finding.ts';

/**
 * What an outsider reads for each code. `not-possible` wherever the truth would betray another person, a safety reason, a medical or a
 * court matter; a period that is closed to the resident's group is simply no visiting time of theirs, so that no custody level shows.
 */
const outsiderCodes: Readonly<Record<FindingCode, OutsiderCode>> = {
  'not-connected': 'not-connected',
  'connection-not-active': 'connection-not-active',
  'lead-visitor-under-age': 'lead-visitor-under-age',
  'too-many-people': 'too-many-people',
  'visitor-restricted': 'visitor-restricted',
  'no-contact': 'not-possible',
  'child-review': 'not-possible',
  'resident-sanctioned': 'not-possible',
  'resident-alert': 'not-possible',
  'resident-not-here': 'resident-not-here',
  'resident-absent': 'not-possible',
  'outside-visiting-hours': 'outside-visiting-hours',
  'visit-type-not-offered': 'visit-type-not-offered',
  'notice-too-short': 'notice-too-short',
  'notice-too-long': 'notice-too-long',
  'date-blocked': 'date-blocked',
  'no-station': 'no-station',
  'length-not-offered': 'length-not-offered',
  'unit-not-served': 'outside-visiting-hours',
  'housing-unknown': 'not-possible',
  'resident-allowance-used': 'resident-allowance-used',
  'visitor-allowance-used': 'visitor-allowance-used',
  'slot-taken': 'slot-taken',
  'fact-unknown': 'not-possible',
};

/** One finding with its outsider's code filled in; `more` narrows or adds what the rule knows. */
export function newFinding(
  rule: RuleNumber,
  code: FindingCode,
  weight: FindingWeight,
  more: Partial<Pick<Finding, 'subject' | 'until' | 'detail' | 'outsiderCode'>> = {},
): Finding {
  return { rule, code, weight, outsiderCode: outsiderCodes[code], subject: null, until: null, detail: {}, ...more };
}

/** The finding of a rule that could not have a fact: it goes to a person, never into silence. */
export function factUnknown(rule: RuleNumber, fact: string): Finding {
  return newFinding(rule, 'fact-unknown', 'review', { subject: fact });
}
