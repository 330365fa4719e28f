import type { Database } from '../../../adapters/postgres/database.ts';
import { defaultConsentTexts } from '../../../core/facility/default-consent.ts';
import { defaultPolicy } from '../../../core/facility/default-policy.ts';
import type { Policy } from '../../../core/facility/policy.ts';
import type { AgencyId, FacilityId } from '../../../core/shared/ids.ts';

export interface PolicyPlan {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly version?: number;
  /** What differs from the default policy. */
  readonly change?: Partial<Omit<Policy, 'version'>>;
  readonly effectiveFrom?: string;
}

/** The ordinary policy with social visits that are confirmed by rule alone. */
export const automatic: NonNullable<PolicyPlan['change']> = {
  visitTypes: {
    ...defaultPolicy.visitTypes,
    ...(defaultPolicy.visitTypes.social && { social: { ...defaultPolicy.visitTypes.social, confirmsAutomatically: true } }),
  },
};

/** A version of a facility's rules, in force since January 2026 unless told otherwise. */
export async function buildPolicy(db: Database, plan: PolicyPlan): Promise<void> {
  await db
    .insertInto('policies')
    .values({
      facility_id: plan.facilityId,
      agency_id: plan.agencyId,
      version: plan.version ?? 1,
      settings: JSON.stringify({ ...defaultPolicy, ...plan.change }),
      effective_from: plan.effectiveFrom ?? '2026-01-01T00:00:00Z',
    })
    .execute();
}

/** The text both sides agree to before media flows, in both languages; only the words are ours, the version is the policy's. */
export async function buildConsentTexts(db: Database, version: string = defaultPolicy.consentVersion): Promise<void> {
  for (const [language, body] of Object.entries(defaultConsentTexts))
    await db
      .insertInto('consent_texts')
      .values({ version, language, body })
      .onConflict((known) => known.doNothing())
      .execute();
}
