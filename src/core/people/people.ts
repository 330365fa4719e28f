import type { AgencyId, FacilityId, HousingUnitId, ResidentId, VisitorId } from '../shared/ids.ts';
import type { Temporal } from '../shared/time.ts';

/** Where a resident stands on the roster. */
export const custodyStatuses = ['in-custody', 'released', 'transferred'] as const;
export type CustodyStatus = (typeof custodyStatuses)[number];

/** What the rules need of a resident; names stay outside the core. */
export interface Resident {
  readonly id: ResidentId;
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly custodyStatus: CustodyStatus;
  /** Null for everybody just booked in (F1 then gives `review`). */
  readonly housingUnitId: HousingUnitId | null;
  readonly custodyLevel: string | null;
  readonly privilegeLevel: string | null;
  /** P6: a note that makes a request need review. */
  readonly hasAlert: boolean;
  /** P7: court, hospital, other custody; an open end means until recorded return. */
  readonly absences: readonly Absence[];
}
export interface Absence {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant | null;
}

/** What the rules need of the lead visitor. */
export interface LeadVisitor {
  readonly id: VisitorId;
  /** Null where the account never gave one: age rules then answer `review`. */
  readonly birthOn: Temporal.PlainDate | null;
}

/** A companion named on a request. */
export interface Guest {
  readonly birthOn: Temporal.PlainDate;
}
