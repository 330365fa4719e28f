import type { Caller, Channel, StaffCaller } from '../core/access/caller.ts';
import type { CallStatus } from '../core/call/call.ts';
import type { FacilityKind } from '../core/facility/facility.ts';
import type { Policy } from '../core/facility/policy.ts';
import type { FacilityId, RecordingId, ResidentId, VisitId, VisitorId } from '../core/shared/ids.ts';
import type { Interval } from '../core/shared/interval.ts';
import type { Temporal } from '../core/shared/time.ts';
import type { Offer } from '../core/visit/offer.ts';
import type { Visit } from '../core/visit/visit.ts';
import type { VisitEventType } from '../core/visit/visit-events.ts';
import type { VisitStatus } from '../core/visit/visit-status.ts';
import type { Payment } from './payment-store.ts';
import type { MovementState } from './visit-store.ts';

/** One line of a visit's history. */
export interface VisitLine {
  readonly event: VisitEventType;
  readonly at: Temporal.Instant;
  /** A role: `visitor`, `scheduler`, `policy`, `system` … */
  readonly by: string;
  readonly actorName: string | null;
  readonly channel: Channel;
  readonly reason: string | null;
  readonly note: string | null;
  /** What staff offered in this step. */
  readonly offer: Offer | null;
}

/** What pages and the cap need of a facility. */
export interface FacilityLook {
  readonly id: FacilityId;
  readonly slug: string;
  readonly name: string;
  readonly state: string;
  readonly kind: FacilityKind;
  readonly averageDailyPopulation: number;
  readonly additiveRecorded: boolean;
  readonly timeZone: string;
  readonly residentWord: 'incarcerated-person' | 'youth' | 'detainee' | 'patient' | 'resident';
}

/** Everything that pages show of one visit, names included: what a reader may see of it the use cases decide. */
export interface VisitSheet {
  readonly visit: Visit;
  readonly facility: FacilityLook;
  readonly resident: {
    readonly id: Visit['residentId'];
    readonly name: string;
    readonly bookingNumber: string;
    readonly housingUnit: string | null;
    readonly alert: string | null;
  };
  readonly visitor: { readonly name: string; readonly email: string; readonly language: 'en' | 'es'; readonly relationship: string | null };
  readonly station: { readonly id: Visit['slot']['stationId']; readonly name: string };
  readonly policy: Policy;
  readonly payment: Payment;
  readonly movement: { readonly state: MovementState; readonly at: Temporal.Instant } | null;
  readonly callStatus: CallStatus | null;
  readonly recordingId: RecordingId | null;
  readonly lines: readonly VisitLine[];
}

export interface SheetsWish {
  readonly statuses?: readonly VisitStatus[];
  /** Visits whose time overlaps it. */
  readonly overlapping?: Interval;
  readonly endingAfter?: Temporal.Instant;
  readonly startingBefore?: Temporal.Instant;
  /** Only visits that were asked for: not times that were kept for a visitor and given back. */
  readonly requested?: true;
  /** `lapse`: what lapses first on top. */
  readonly order: 'start' | 'newest-start' | 'lapse';
  readonly most: number;
}

/** Visits as pages show them; a caller sees only what is theirs. */
export interface VisitSheets {
  of(caller: Caller, id: VisitId): Promise<VisitSheet | null>;
  list(caller: Caller, wish: SheetsWish): Promise<readonly VisitSheet[]>;
  /** The pair's facility and the resident's name, where there is a connection of whatever status. */
  contact(residentId: ResidentId, visitorId: VisitorId): Promise<{ readonly facility: FacilityLook; readonly residentName: string } | null>;
  /** The time zone of the caller's facility; of the agency's first one for somebody who serves all of them. */
  timeZoneOf(staff: StaffCaller): Promise<string>;
  /** How many visits of each status the caller may see. */
  count(caller: Caller, wish: Pick<SheetsWish, 'statuses' | 'overlapping'>): Promise<number>;
}
