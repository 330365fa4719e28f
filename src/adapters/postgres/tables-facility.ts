import type { ColumnType, Generated } from 'kysely';
import type { Json, Timestamp } from './column-types.ts';

export interface AgenciesTable {
  id: string;
  name: string;
}

export interface BlockedDatesTable {
  id: string;
  agency_id: string;
  facility_id: string;
  blocked_on: string;
  timetable_entry_id: string | null;
  reason: string;
}

export interface FacilitiesTable {
  id: string;
  agency_id: string;
  slug: string;
  name: string;
  kind: string;
  state: string;
  time_zone: string;
  average_daily_population: string;
  additive_recorded: Generated<boolean>;
  resident_word: Generated<string>;
  facts_version: Generated<string>;
}

export interface HousingUnitsTable {
  id: string;
  agency_id: string;
  facility_id: string;
  name: string;
}

export interface OneOffPeriodsTable {
  id: string;
  agency_id: string;
  facility_id: string;
  during: string;
  audience: ColumnType<unknown, string | undefined, string>;
  visit_types: string[];
  capacity: number;
  lengths_minutes: number[] | null;
}

export interface PoliciesTable {
  facility_id: string;
  agency_id: string;
  version: number;
  settings: Json;
  effective_from: Timestamp;
}

export interface RatesTable {
  id: string;
  agency_id: string;
  facility_id: string;
  cents_per_minute: number;
  effective_on: string;
  cap_schedule_id: string;
  cap_cents_per_minute: number;
  saved_by: string;
  saved_at: Timestamp;
}

export interface StationBlocksTable {
  id: string;
  agency_id: string;
  station_id: string;
  weekdays: number[];
  start_time: string;
  end_time: string;
  reason: string;
}

export interface StationLockoutsTable {
  agency_id: string;
  station_id: string;
  resident_id: string;
  failures: number;
  locked_at: Timestamp | null;
}

export interface StationSignInsTable {
  token_hash: string;
  agency_id: string;
  station_id: string;
  resident_id: string;
  language: string;
  signed_in_at: Timestamp;
  last_touch_at: Timestamp;
  signed_out_at: Timestamp | null;
}

export interface StationUnitsTable {
  station_id: string;
  housing_unit_id: string;
}

export interface StationsTable {
  id: string;
  agency_id: string;
  facility_id: string;
  name: string;
  enabled: Generated<boolean>;
  is_private: Generated<boolean>;
  view_approved_at: Timestamp | null;
  view_approved_by: string | null;
  turn_round_minutes: Generated<number>;
  enrollment_code_hash: string | null;
  enrollment_expires_at: Timestamp | null;
  device_key_hash: string | null;
  enrolled_at: Timestamp | null;
  last_seen_at: Timestamp | null;
}

export interface TimetableEntriesTable {
  id: string;
  agency_id: string;
  facility_id: string;
  weekday: number;
  start_time: string;
  end_time: string;
  every_weeks: Generated<number>;
  valid_from_on: string;
  valid_to_on: string | null;
  audience: ColumnType<unknown, string | undefined, string>;
  visit_types: string[];
  capacity: number;
}

/** Tables of facilities: their rules and prices, calendar and stations. */
export interface FacilityTables {
  agencies: AgenciesTable;
  blocked_dates: BlockedDatesTable;
  facilities: FacilitiesTable;
  housing_units: HousingUnitsTable;
  one_off_periods: OneOffPeriodsTable;
  policies: PoliciesTable;
  rates: RatesTable;
  station_blocks: StationBlocksTable;
  station_lockouts: StationLockoutsTable;
  station_sign_ins: StationSignInsTable;
  station_units: StationUnitsTable;
  stations: StationsTable;
  timetable_entries: TimetableEntriesTable;
}
