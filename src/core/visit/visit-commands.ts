import type { BookingActor, Policy } from '../facility/policy.ts';
import type { VisitType } from '../facility/visit-type.ts';
import type { Quote } from '../money/quote.ts';
import type { Slot } from '../scheduling/slot.ts';
import type { AgencyId, FacilityId, ResidentId, VisitId, VisitorId } from '../shared/ids.ts';
import type { Offer } from './offer.ts';
import type { CancellationReason, DenialReason, RevisionReason } from './reasons.ts';
import type { VisitParty } from './visit-events.ts';
import type { VisitOutcome } from './visit-status.ts';

/** What somebody, or a deadline, asks of a visit. Permission was checked before; here only the visit's own life decides. */
export type VisitCommand =
  | {
      readonly type: 'hold';
      readonly visitId: VisitId;
      readonly agencyId: AgencyId;
      readonly facilityId: FacilityId;
      readonly residentId: ResidentId;
      readonly leadVisitorId: VisitorId;
      readonly visitType: VisitType;
      readonly slot: Slot;
      readonly quote: Quote;
      readonly askedBy: BookingActor;
      readonly policy: Policy;
    }
  | { readonly type: 'lengthen-hold'; readonly policy: Policy }
  | { readonly type: 'request'; readonly policy: Policy }
  | { readonly type: 'confirm' }
  | { readonly type: 'deny'; readonly reason: DenialReason; readonly note: string | null }
  | {
      readonly type: 'revise';
      readonly offer: Offer;
      readonly reason: RevisionReason;
      readonly note: string | null;
      readonly policy: Policy;
    }
  | { readonly type: 'accept-revision' }
  | { readonly type: 'decline-revision' }
  | { readonly type: 'withdraw' }
  | { readonly type: 'lapse' }
  | { readonly type: 'cancel'; readonly by: VisitParty; readonly reason: CancellationReason; readonly note: string | null }
  | { readonly type: 'open'; readonly policy: Policy }
  | { readonly type: 'start-call' }
  | { readonly type: 'end'; readonly outcome: VisitOutcome; readonly reason?: CancellationReason; readonly note?: string | null }
  | { readonly type: 'record-no-show'; readonly outcome: VisitOutcome };

/** Why a command is refused: a stable code for people's texts, with the findings when a rule refused. */
export type VisitRefusalCode =
  | 'rules-refuse'
  | 'hold-expired'
  | 'hold-already-lengthened'
  | 'asked-for-free'
  | 'not-in-this-status'
  | 'too-early'
  | 'too-late';
