/** What a finding does to a wish: `refuse` ends it, `review` sends it to the staff queue, `inform` only tells. */
export type FindingWeight = 'refuse' | 'review' | 'inform';

/** The rule a finding comes from, as numbered in docs/rules.md. */
export type RuleNumber = 'P1' | 'P4' | 'P5' | 'P6' | 'P7' | 'W1' | 'W2' | 'W3' | 'W5' | 'W6' | 'W7' | 'F1' | 'F5' | 'C1';

/** Stable codes: screens translate them, tests and statistics count them. */
export const findingCodes = [
  'not-connected',
  'connection-not-active',
  'lead-visitor-under-age',
  'too-many-people',
  'visitor-restricted',
  'no-contact',
  'child-review',
  'resident-sanctioned',
  'resident-alert',
  'resident-not-here',
  'resident-absent',
  'outside-visiting-hours',
  'visit-type-not-offered',
  'notice-too-short',
  'notice-too-long',
  'date-blocked',
  'no-station',
  'length-not-offered',
  'unit-not-served',
  'housing-unknown',
  'resident-allowance-used',
  'visitor-allowance-used',
  'slot-taken',
  'fact-unknown',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/**
 * What an outsider may be told. `not-possible` is the neutral answer wherever the true reason would betray another person, a safety
 * reason, a medical or a court matter; the others may be named.
 */
export type OutsiderCode = FindingCode | 'not-possible';

/** One answer of one rule about one wish. Staff read `code`; outsiders only ever read `outsiderCode`. */
export interface Finding {
  readonly rule: RuleNumber;
  readonly code: FindingCode;
  readonly weight: FindingWeight;
  readonly outsiderCode: OutsiderCode;
  /** Whom or what it concerns: an id, or a fact's name for `fact-unknown`. */
  readonly subject: string | null;
  /** ISO instant until which it holds, when the rule knows one. */
  readonly until: string | null;
  /** Figures the texts need, e.g. `{ minimumHours: 24 }`. Never a name. */
  readonly detail: Readonly<Record<string, string | number>>;
}

/** The heaviest weight among findings, or null when there is none. */
export function heaviest(findings: readonly Finding[]): FindingWeight | null {
  for (const weight of ['refuse', 'review', 'inform'] as const) if (findings.some((finding) => finding.weight === weight)) return weight;
  return null;
}
