import type { BookingActor } from '../facility/policy.ts';
import type { VisitType } from '../facility/visit-type.ts';
import type { Quote } from '../money/quote.ts';
import type { Slot } from '../scheduling/slot.ts';
import type { Finding } from '../shared/finding.ts';
import type { AgencyId, FacilityId, ResidentId, VisitId, VisitorId } from '../shared/ids.ts';
import type { Temporal } from '../shared/time.ts';
import type { CancellationReason, DenialReason, ExpiryReason, RevisionReason } from './reasons.ts';
import type { VisitOutcome } from './visit-status.ts';

/** Who cancelled or ended. */
export type VisitParty = 'visitor' | 'resident' | 'staff' | 'system';

/** What happened to a visit. Stored for ever with who, role, channel and when (L9); a visit is the fold of its events. */
export type VisitEvent =
  | {
      readonly type: 'held';
      readonly visitId: VisitId;
      readonly agencyId: AgencyId;
      readonly facilityId: FacilityId;
      readonly residentId: ResidentId;
      readonly leadVisitorId: VisitorId;
      readonly visitType: VisitType;
      readonly slot: Slot;
      readonly quote: Quote;
      readonly findings: readonly Finding[];
      readonly askedBy: BookingActor;
      readonly expiresAt: Temporal.Instant;
      readonly policyVersion: number;
    }
  | { readonly type: 'hold-lengthened'; readonly expiresAt: Temporal.Instant }
  | {
      readonly type: 'requested';
      readonly findings: readonly Finding[];
      readonly at: Temporal.Instant;
      readonly lapsesAt: Temporal.Instant;
    }
  | { readonly type: 'confirmed'; readonly by: 'policy' | 'staff' }
  | { readonly type: 'denied'; readonly reason: DenialReason; readonly note: string | null }
  | {
      readonly type: 'revised';
      readonly offeredSlot: Slot;
      /** Absent in events of the time when an offer kept the visit's length and price. */
      readonly offeredQuote?: Quote;
      readonly reason: RevisionReason;
      readonly note: string | null;
      readonly lapsesAt: Temporal.Instant;
    }
  | { readonly type: 'revision-accepted'; readonly findings: readonly Finding[] }
  | { readonly type: 'withdrawn' }
  | { readonly type: 'expired'; readonly reason: ExpiryReason }
  | { readonly type: 'cancelled'; readonly by: VisitParty; readonly reason: CancellationReason; readonly note: string | null }
  | { readonly type: 'opened' }
  | { readonly type: 'call-started'; readonly at: Temporal.Instant }
  /** Reason and note are there where staff ended the call. */
  | { readonly type: 'ended'; readonly outcome: VisitOutcome; readonly reason?: CancellationReason; readonly note?: string | null }
  | { readonly type: 'no-show'; readonly outcome: VisitOutcome };
export type VisitEventType = VisitEvent['type'];
