import type { ActiveClaim, ClaimResource } from '../core/scheduling/admission-facts.ts';
import type { ResidentId, VisitId, VisitorId } from '../core/shared/ids.ts';
import type { Interval } from '../core/shared/interval.ts';
import type { Temporal } from '../core/shared/time.ts';

export interface ClaimWish {
  readonly resource: ClaimResource;
  readonly during: Interval;
}

/** The judge of double booking (C1). Lock first, then read facts, then take: in this order, in one transaction. */
export interface Claims {
  /**
   * Queues behind everybody who wants this resident, this visitor, or a seat or station of the resident's facility, in one global order, and
   * then releases claims on them that have expired by `now`. Without it the exclusion constraint deadlocks in a storm. A visit's own row is
   * locked before, never after.
   */
  lock(residentId: ResidentId, visitorId: VisitorId, now: Temporal.Instant): Promise<void>;
  /** Takes all, or the transaction fails with SlotTaken when the database refuses one. `expiresAt` null: until released. */
  take(visitId: VisitId, wishes: readonly ClaimWish[], expiresAt: Temporal.Instant | null): Promise<void>;
  /** Changes the end of life of a visit's active claims; SlotTaken when they are gone, because they expired and somebody needed them. */
  keepUntil(visitId: VisitId, expiresAt: Temporal.Instant | null): Promise<void>;
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
