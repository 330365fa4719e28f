import type { ActiveClaim, ClaimResource } from '../core/scheduling/admission-facts.ts';
import type { ResidentId, VisitId, VisitorId } from '../core/shared/ids.ts';
import type { Interval } from '../core/shared/interval.ts';
import type { Temporal } from '../core/shared/time.ts';
import type { Visit } from '../core/visit/visit.ts';

export interface ClaimWish {
  readonly resource: ClaimResource;
  readonly during: Interval;
}

/** The judge of double booking (C1). Lock first, then read facts, then take: in this order, in one transaction. */
export interface Claims {
  /**
   * Queues behind everybody who wants this resident, this visitor, or a seat or station of the resident's facility, in one global order.
   * Without it the exclusion constraint deadlocks in a storm. A visit's own row is locked before, never after.
   */
  lock(residentId: ResidentId, visitorId: VisitorId): Promise<void>;
  /**
   * Takes all, or the transaction fails with SlotTaken when the database refuses one. They last as long as their visit: until released, or
   * until somebody needs them after `lapsesAt` has passed undecided; of the facts' pair such claims are released first.
   */
  take(visit: Pick<Visit, 'id' | 'agencyId' | 'facilityId'>, wishes: readonly ClaimWish[]): Promise<void>;
  /** Demands that the visit still has its claims; else the transaction fails with SlotTaken, because they lapsed and somebody needed them. */
  demand(visitId: VisitId): Promise<void>;
  release(visitId: VisitId, now: Temporal.Instant): Promise<void>;
  of(visitId: VisitId): Promise<readonly ActiveClaim[]>;
}

/** The database refused a claim: somebody else has the resource for an overlapping time. */
export class SlotTaken extends Error {
  constructor(options?: ErrorOptions) {
    super('slot-taken', options);
    this.name = 'SlotTaken';
  }
}
