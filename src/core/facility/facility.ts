import type { AgencyId, FacilityId } from '../shared/ids.ts';

/** The kinds that the federal rate caps tell apart (47 CFR 64.6000). */
export const facilityKinds = ['jail', 'prison'] as const;
export type FacilityKind = (typeof facilityKinds)[number];

export interface Facility {
  readonly id: FacilityId;
  readonly agencyId: AgencyId;
  readonly name: string;
  readonly kind: FacilityKind;
  /** IANA name; every wall-clock time of this facility is meant in it. */
  readonly timeZone: string;
  /** Average daily population of the last calendar year; decides the tier of the cap. May be fractional. */
  readonly averageDailyPopulation: number;
  /** Whether the facility has recorded why it needs the additive of up to two cents (47 CFR 64, subpart FF). */
  readonly additiveRecorded: boolean;
}
