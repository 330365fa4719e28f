import type { Finding, FindingWeight, OutsiderCode } from '../shared/finding.ts';

/** A finding as an outsider may read it: no rule number, no subject, and behind `not-possible` neither an end nor a figure. */
export interface OutsiderFinding {
  readonly code: OutsiderCode;
  readonly weight: FindingWeight;
  readonly until: string | null;
  readonly detail: Finding['detail'];
}

/** The outsider's reading of findings, each text once; `review` ones are left out, since they say only that a person will look. */
export function outsiderView(findings: readonly Finding[]): OutsiderFinding[] {
  const seen = new Map<OutsiderCode, OutsiderFinding>();
  for (const { outsiderCode: code, weight, until, detail } of findings) {
    if (weight === 'review' || seen.has(code)) continue;
    seen.set(code, code === 'not-possible' ? { code, weight, until: null, detail: {} } : { code, weight, until, detail });
  }
  return [...seen.values()];
}
