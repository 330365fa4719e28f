import { type RawBuilder, sql } from 'kysely';
import type { Caller } from '../../../core/access/caller.ts';
import type { Visit } from '../../../core/visit/visit.ts';

/** The condition on `visits v` that lets a caller see only what is theirs. Every reading of visits goes through it. */
export function visibleTo(caller: Caller): RawBuilder<boolean> {
  switch (caller.kind) {
    case 'visitor':
      return sql`v.lead_visitor_id = ${caller.visitorId}`;
    case 'staff':
      return caller.facilityId === null
        ? sql`v.agency_id = ${caller.agencyId}`
        : sql`v.agency_id = ${caller.agencyId} and v.facility_id = ${caller.facilityId}`;
    case 'resident':
      return sql`v.resident_id = ${caller.residentId} and v.facility_id = ${caller.facilityId}`;
    case 'station':
      return sql`v.station_id = ${caller.stationId}`;
    case 'system':
      return sql`true`;
    case 'anyone':
      return sql`false`;
  }
}

/** The same rule for a visit that was read for somebody else. */
export function isVisibleTo(caller: Caller, visit: Visit): boolean {
  switch (caller.kind) {
    case 'visitor':
      return visit.leadVisitorId === caller.visitorId;
    case 'staff':
      return visit.agencyId === caller.agencyId && (caller.facilityId === null || visit.facilityId === caller.facilityId);
    case 'resident':
      return visit.residentId === caller.residentId && visit.facilityId === caller.facilityId;
    case 'station':
      return visit.slot.stationId === caller.stationId;
    case 'system':
      return true;
    case 'anyone':
      return false;
  }
}
