import type { Caller, Channel } from '../core/access/caller.ts';
import type { FacilityId, VisitId } from '../core/shared/ids.ts';
import type { Visit } from '../core/visit/visit.ts';
import type { VisitEvent } from '../core/visit/visit-events.ts';

/** What an officer marks of the resident's way to the station. */
export type MovementState = 'fetched' | 'at-station' | 'refused' | 'not-brought';

/** Visits and their events, inside one transaction. */
export interface VisitStore {
  /** The visit if this caller may see it, locked against others until the transaction ends; else null. Lock the visit before its claims' keys. */
  lockFor(caller: Caller, id: VisitId): Promise<Visit | null>;
  /** The same without the lock. */
  findFor(caller: Caller, id: VisitId): Promise<Visit | null>;
  /**
   * Stores the new state with the events that led to it, which are its lines in the audit trail, too, and tells live pages once the
   * transaction commits. The transaction fails with VisitChanged when somebody stored another state since it was read.
   */
  save(visit: Visit, events: readonly VisitEvent[], by: Caller, channel: Channel): Promise<void>;
  /** Number of open holds of a visitor: a cap keeps one person from keeping every time. */
  countOpenHolds(visitorId: Visit['leadVisitorId']): Promise<number>;
  /** Tells live pages that something they show of it has changed, once the transaction commits. */
  announce(visit: Visit): Promise<void>;
  facilityOf(id: VisitId): Promise<FacilityId | null>;
  /** Adds a mark; the newest counts. Tells live pages. */
  addMovement(visit: Visit, state: MovementState, by: Caller): Promise<void>;
}

/** Somebody else stored another state of the visit since it was read. */
export class VisitChanged extends Error {
  constructor(options?: ErrorOptions) {
    super('the visit was changed by somebody else', options);
    this.name = 'VisitChanged';
  }
}
