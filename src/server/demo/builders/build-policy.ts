import type { Database } from '../../../adapters/postgres/database.ts';
import type { Policy } from '../../../core/facility/policy.ts';
import type { AgencyId, FacilityId } from '../../../core/shared/ids.ts';

/** A county jail's ordinary rule set: social visits of 20 and 30 minutes, a person decides every request, legal visits closed (V7). */
export const ordinaryPolicy: Omit<Policy, 'version'> = {
  visitTypes: {
    social: {
      offered: true,
      closedReason: null,
      minimumNoticeMinutes: { visitor: 24 * 60, staff: 0 },
      maximumNoticeDays: { visitor: 30, staff: 60 },
      lengthsMinutes: [20, 30],
      confirmsAutomatically: false,
    },
    legal: {
      offered: false,
      closedReason: 'needs-unrecorded-calls',
      minimumNoticeMinutes: { visitor: 60, staff: 0 },
      maximumNoticeDays: { visitor: 30, staff: 60 },
      lengthsMinutes: [30, 60],
      confirmsAutomatically: false,
    },
  },
  allowances: [{ whose: 'resident', per: 'week', unit: 'visits', most: 3, exemptVisitTypes: ['legal', 'clergy'] }],
  weekStartsOn: 7,
  adultAge: 18,
  mostPeople: 4,
  mostAdults: 2,
  mostChildren: 3,
  holdMinutes: 10,
  movementMinutes: 5,
  waitingRoomMinutes: 15,
  noShowMinutes: 10,
  warningsSeconds: [300, 60],
  interruptionGraceSeconds: 3,
  revisionAnswerHours: 24,
  requestExpiresMinutesBefore: 60,
  authorizeDaysBefore: 5,
  mendPaymentMinutes: 24 * 60,
  consentVersion: '2026-1',
  recordingRetentionDays: 90,
};

export interface PolicyPlan {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly version?: number;
  /** What differs from the ordinary policy. */
  readonly change?: Partial<Omit<Policy, 'version'>>;
  readonly effectiveFrom?: string;
}

/** A version of a facility's rules, in force since January 2026 unless told otherwise. */
export async function buildPolicy(db: Database, plan: PolicyPlan): Promise<void> {
  await db
    .insertInto('policies')
    .values({
      facility_id: plan.facilityId,
      agency_id: plan.agencyId,
      version: plan.version ?? 1,
      settings: JSON.stringify({ ...ordinaryPolicy, ...plan.change }),
      effective_from: plan.effectiveFrom ?? '2026-01-01T00:00:00Z',
    })
    .execute();
}

/** The text both sides agree to before media flows, in both languages; only the words are ours, the version is the policy's. */
export async function buildConsentTexts(db: Database, version: string = ordinaryPolicy.consentVersion): Promise<void> {
  const texts = {
    en: 'This visit is recorded and may be watched by staff. By continuing you agree to the recording.',
    es: 'Esta visita se graba y el personal puede verla. Al continuar, usted acepta la grabación.',
  };
  for (const [language, body] of Object.entries(texts))
    await db
      .insertInto('consent_texts')
      .values({ version, language, body })
      .onConflict((known) => known.doNothing())
      .execute();
}
