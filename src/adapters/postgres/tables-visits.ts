import type { ColumnType, Generated } from 'kysely';
import type { Json, Timestamp } from './column-types.ts';

export interface ClaimsTable {
  id: Generated<string>;
  agency_id: string;
  facility_id: string;
  visit_id: string;
  resource: string;
  during: string;
  released_at: Timestamp | null;
}

export interface DeadlinesTable {
  id: string;
  agency_id: string;
  visit_id: string;
  kind: string;
  due_at: Timestamp;
  done_at: Timestamp | null;
  taken_until: Timestamp | null;
  attempts: Generated<number>;
}

export interface MovementsTable {
  id: Generated<string>;
  agency_id: string;
  visit_id: string;
  state: string;
  marked_by: string;
  marked_at: Timestamp;
}

export interface VisitEventsTable {
  visit_id: string;
  sequence: number;
  agency_id: string;
  type: string;
  data: Json;
  happened_at: Timestamp;
  actor_kind: string;
  actor_id: string | null;
  actor_role: string;
  channel: string;
}

export interface VisitsTable {
  id: string;
  agency_id: string;
  facility_id: string;
  resident_id: string;
  lead_visitor_id: string;
  visit_type: string;
  status: string;
  reason: string | null;
  note: string | null;
  outcome: string | null;
  during: string;
  booked: string;
  period_key: string;
  station_id: string;
  seat: number;
  offered_slot: ColumnType<unknown, string | null, string | null>;
  offered_quote: ColumnType<unknown, string | null, string | null>;
  quote: Json;
  findings: Json;
  asked_by: string;
  hold_expires_at: Timestamp | null;
  hold_lengthened: Generated<boolean>;
  requested_at: Timestamp | null;
  lapses_at: Timestamp | null;
  policy_version: number;
  revision: number;
  created_at: Timestamp;
  changed_at: Timestamp;
}

/** Tables of visits: what was asked for and decided, what it claims, and when somebody has to look again. */
export interface VisitTables {
  claims: ClaimsTable;
  deadlines: DeadlinesTable;
  movements: MovementsTable;
  visit_events: VisitEventsTable;
  visits: VisitsTable;
}
