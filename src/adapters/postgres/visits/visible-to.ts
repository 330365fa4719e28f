import { type RawBuilder, sql } from 'kysely';
import type { Caller } from '../../../core/access/caller.ts';
import type { Visit } from '../../../core/visit/visit.ts';

type OwningColumn = 'lead_visitor_id' | 'agency_id' | 'facility_id' | 'resident_id' | 'station_id';

/** What the columns of a visit must hold for a caller to see it; null: they see none. */
function owned(caller: Caller): Readonly<Partial<Record<OwningColumn, string>>> | null {
  switch (caller.kind) {
    case 'visitor':
      return { lead_visitor_id: caller.visitorId };
    case 'staff':
      return { agency_id: caller.agencyId, ...(caller.facilityId !== null && { facility_id: caller.facilityId }) };
    case 'resident':
      return { resident_id: caller.residentId, facility_id: caller.facilityId };
    case 'station':
      return { station_id: caller.stationId };
    case 'system':
      return {};
    case 'anyone':
      return null;
  }
}

/** The condition on `visits v` that lets a caller see only what is theirs. Every reading of visits goes through it. */
export function visibleTo(caller: Caller): RawBuilder<boolean> {
  const columns = owned(caller);
  if (!columns) return sql`false`;
  const conditions = Object.entries(columns).map(([column, value]) => sql`${sql.ref(`v.${column}`)} = ${value}`);
  return sql`${sql.join([sql`true`, ...conditions], sql` and `)}`;
}

/** The same as text for statements that are not built anew each time; its parameters begin with the one after `earlier`. */
export function visibleText(caller: Caller, earlier: number): { readonly text: string; readonly values: readonly string[] } {
  const columns = owned(caller);
  if (!columns) return { text: 'false', values: [] };
  const conditions = Object.keys(columns).map((column, index) => `v.${column} = $${earlier + 1 + index}`);
  return { text: ['true', ...conditions].join(' and '), values: Object.values(columns) };
}

/** The same rule for a visit that was read for somebody else. */
export function isVisibleTo(caller: Caller, visit: Visit): boolean {
  const columns = owned(caller);
  if (!columns) return false;
  const held: Readonly<Record<OwningColumn, string>> = {
    lead_visitor_id: visit.leadVisitorId,
    agency_id: visit.agencyId,
    facility_id: visit.facilityId,
    resident_id: visit.residentId,
    station_id: visit.slot.stationId,
  };
  return Object.entries(columns).every(([column, value]) => held[column as OwningColumn] === value);
}
