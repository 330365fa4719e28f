import type { BookingActor } from '../facility/policy.ts';
import type { VisitType } from '../facility/visit-type.ts';
import type { Quote } from '../money/quote.ts';
import type { Slot } from '../scheduling/slot.ts';
import type { Finding } from '../shared/finding.ts';
import type { AgencyId, FacilityId, ResidentId, VisitId, VisitorId } from '../shared/ids.ts';
import type { Temporal } from '../shared/time.ts';
import type { Offer } from './offer.ts';
import type { VisitReason } from './reasons.ts';
import type { VisitOutcome, VisitStatus } from './visit-status.ts';

/** A booking and its whole life, as its events have made it. */
export interface Visit {
  readonly id: VisitId;
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly residentId: ResidentId;
  readonly leadVisitorId: VisitorId;
  readonly visitType: VisitType;
  readonly status: VisitStatus;
  readonly reason: VisitReason | null;
  /** What a person wrote beside the reason; shown to the visitor. */
  readonly note: string | null;
  readonly outcome: VisitOutcome | null;
  readonly slot: Slot;
  /** The price of the slot; an offer brings its own, which takes this one's place only when it is accepted (M1). */
  readonly quote: Quote;
  /** What staff offer instead while the status is `revised`. */
  readonly offer: Offer | null;
  readonly findings: readonly Finding[];
  readonly askedBy: BookingActor;
  readonly holdExpiresAt: Temporal.Instant | null;
  readonly holdLengthened: boolean;
  readonly requestedAt: Temporal.Instant | null;
  /** When the status changes by itself if nobody acts: end of a hold, of a request, of a revision. */
  readonly lapsesAt: Temporal.Instant | null;
  readonly policyVersion: number;
  /** Number of events so far: the optimistic lock. */
  readonly revision: number;
}
