import type { Caller, Channel } from '../core/access/caller.ts';
import type { FacilityId, VisitId } from '../core/shared/ids.ts';
import type { Visit } from '../core/visit/visit.ts';
import type { VisitEvent } from '../core/visit/visit-events.ts';

/** Visits and their events, inside one transaction. */
export interface VisitStore {
  /** The visit if this caller may see it, locked against others until the transaction ends; else null. */
  lockFor(caller: Caller, id: VisitId): Promise<Visit | null>;
  /** The same without the lock. */
  findFor(caller: Caller, id: VisitId): Promise<Visit | null>;
  /** Stores the new state with the events that led to it, an audit row, and tells live pages once the transaction commits. */
  save(visit: Visit, events: readonly VisitEvent[], by: Caller, channel: Channel): Promise<void>;
  /** Number of open holds of a visitor: a cap keeps one person from keeping every time. */
  countOpenHolds(visitorId: Visit['leadVisitorId']): Promise<number>;
  facilityOf(id: VisitId): Promise<FacilityId | null>;
}
