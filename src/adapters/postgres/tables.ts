import type { ColumnType, Generated } from 'kysely';

/**
 * The tables as node-postgres hands them over. `bigint` and `numeric` arrive as strings (they may exceed a double), `date` and `time` as text
 * (a Date would drag a time zone in; the pool's parsers see to it), `tstzrange` as text that range.ts reads and writes.
 */
export type Json = ColumnType<unknown, string, string>;
type Timestamp = ColumnType<Date, Date | string, Date | string>;
type BigInteger = ColumnType<string, number | string, number | string>;

export interface AgenciesTable {
  id: string;
  name: string;
}

export interface AuditLogTable {
  id: Generated<string>;
  agency_id: string | null;
  happened_at: Timestamp;
  actor_kind: string;
  actor_id: string | null;
  actor_role: string;
  channel: string;
  act: string;
  subject_id: string | null;
  reason: string | null;
  detail: ColumnType<unknown, string | undefined, string>;
}

export interface BlockedDatesTable {
  id: string;
  agency_id: string;
  facility_id: string;
  blocked_on: string;
  timetable_entry_id: string | null;
  reason: string;
}

export interface CallEventsTable {
  visit_id: string;
  sequence: number;
  agency_id: string;
  type: string;
  data: Json;
  happened_at: Timestamp;
}

export interface CallsTable {
  visit_id: string;
  agency_id: string;
  room_name: string;
  status: string;
  state: Json;
  revision: number;
}

export interface ClaimsTable {
  id: Generated<string>;
  agency_id: string;
  facility_id: string;
  visit_id: string;
  resource: string;
  during: string;
  expires_at: Timestamp | null;
  released_at: Timestamp | null;
}

export interface ConnectionsTable {
  id: string;
  agency_id: string;
  facility_id: string;
  resident_id: string;
  visitor_id: string;
  status: string;
  status_reason: string | null;
  relationship: string;
  decided_at: Timestamp | null;
  decided_by: string | null;
}

export interface ConsentTextsTable {
  version: string;
  language: string;
  body: string;
}

export interface ConsentsTable {
  visit_id: string;
  agency_id: string;
  person_id: string;
  side: string;
  text_version: string;
  language: string;
  given_at: Timestamp;
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

/** Agencies that a demonstration has made. */
export interface DemoAgenciesTable {
  agency_id: string;
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

export interface IdempotencyKeysTable {
  scope: string;
  key: string;
  request_hash: string;
  status: number | null;
  body: ColumnType<unknown, string | null, string | null>;
  created_at: Timestamp;
}

export interface LedgerEntriesTable {
  id: Generated<string>;
  agency_id: string;
  transaction_id: string;
  kind: string;
  visit_id: string;
  account: string;
  amount_cents: BigInteger;
  posted_at: Timestamp;
}

export interface MovementsTable {
  id: Generated<string>;
  agency_id: string;
  visit_id: string;
  state: string;
  marked_by: string;
  marked_at: Timestamp;
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

export interface OutboxMailsTable {
  id: Generated<string>;
  to_address: string;
  subject: string;
  text_body: string;
  html_body: string;
  calendar: string | null;
  created_at: Timestamp;
  sent_at: Timestamp | null;
  visit_id: string | null;
  kind: string | null;
  attempts: Generated<number>;
  next_try_at: Timestamp | null;
}

export interface PaymentsTable {
  visit_id: string;
  agency_id: string;
  status: string;
  setup_session_id: string | null;
  setup_expires_at: Timestamp | null;
  card_token: string | null;
  card_brand: string | null;
  card_last4: string | null;
  authorization_id: string | null;
  authorized_cents: Generated<string>;
  captured_cents: Generated<string>;
  released_cents: Generated<string>;
  failure_code: string | null;
  mend_by: Timestamp | null;
  settlement: ColumnType<unknown, string | null, string | null>;
  changed_at: Timestamp;
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

export interface RecordingLooksTable {
  id: string;
  agency_id: string;
  recording_id: string;
  staff_id: string;
  purpose: string;
  looked_at: Timestamp;
}

export interface RecordingsTable {
  id: string;
  agency_id: string;
  facility_id: string;
  visit_id: string;
  state: string;
  wrapped_key: string;
  manifest: ColumnType<unknown, string | null, string | null>;
  retention_class: string;
  delete_after: Timestamp;
  started_at: Timestamp;
  sealed_at: Timestamp | null;
}

export interface ResidentAbsencesTable {
  id: string;
  agency_id: string;
  resident_id: string;
  starts_at: Timestamp;
  ends_at: Timestamp | null;
  kind: string;
}

export interface ResidentVisitorListTable {
  resident_id: string;
  agency_id: string;
  email: string;
  relationship: string;
}

export interface ResidentsTable {
  id: string;
  agency_id: string;
  facility_id: string;
  name: string;
  booking_number: string;
  person_number: string;
  birth_on: string;
  housing_unit_id: string | null;
  custody_level: string | null;
  privilege_level: string | null;
  custody_status: Generated<string>;
  alert: string | null;
  pin_hash: string | null;
  language: Generated<string>;
}

export interface RestrictionsTable {
  id: string;
  agency_id: string;
  facility_id: string;
  kind: string;
  resident_id: string | null;
  visitor_id: string | null;
  person_email: string | null;
  person_name: string | null;
  person_birth_on: string | null;
  starts_at: Timestamp;
  ends_at: Timestamp | null;
  exceptions: ColumnType<unknown, string | undefined, string>;
  reference: string;
}

export interface SignInFailuresTable {
  account_hash: string;
  failures: number;
  first_at: Timestamp;
  ends_at: Timestamp;
}

export interface StaffPendingSignInsTable {
  token_hash: string;
  agency_id: string;
  staff_id: string;
  expires_at: Timestamp;
  wrong_codes: Generated<number>;
}

export interface StaffSecondFactorsTable {
  staff_id: string;
  agency_id: string;
  sealed_secret: string;
  recovery_hashes: string[];
  enrolled_at: Timestamp | null;
  last_step: ColumnType<string, number | undefined, number>;
}

export interface StaffTable {
  id: string;
  agency_id: string;
  facility_id: string | null;
  auth_user_id: string;
  name: string;
  email: string;
  roles: string[];
  disabled_at: Timestamp | null;
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

export interface VisitorsTable {
  id: string;
  auth_user_id: string;
  name: string;
  email: string;
  email_verified_at: Timestamp | null;
  birth_on: string | null;
  language: Generated<string>;
  created_at: Timestamp;
  deleted_at: Timestamp | null;
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
  period_key: string;
  station_id: string;
  seat: number;
  offered_slot: ColumnType<unknown, string | null, string | null>;
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

export interface WebhookEventsTable {
  source: string;
  event_id: string;
  received_at: Timestamp;
}

export interface Tables {
  agencies: AgenciesTable;
  audit_log: AuditLogTable;
  blocked_dates: BlockedDatesTable;
  call_events: CallEventsTable;
  calls: CallsTable;
  claims: ClaimsTable;
  connections: ConnectionsTable;
  consent_texts: ConsentTextsTable;
  consents: ConsentsTable;
  deadlines: DeadlinesTable;
  demo_agencies: DemoAgenciesTable;
  facilities: FacilitiesTable;
  housing_units: HousingUnitsTable;
  idempotency_keys: IdempotencyKeysTable;
  ledger_entries: LedgerEntriesTable;
  movements: MovementsTable;
  one_off_periods: OneOffPeriodsTable;
  outbox_mails: OutboxMailsTable;
  payments: PaymentsTable;
  policies: PoliciesTable;
  rates: RatesTable;
  recording_looks: RecordingLooksTable;
  recordings: RecordingsTable;
  resident_absences: ResidentAbsencesTable;
  resident_visitor_list: ResidentVisitorListTable;
  residents: ResidentsTable;
  restrictions: RestrictionsTable;
  sign_in_failures: SignInFailuresTable;
  staff: StaffTable;
  staff_pending_sign_ins: StaffPendingSignInsTable;
  staff_second_factors: StaffSecondFactorsTable;
  station_blocks: StationBlocksTable;
  station_lockouts: StationLockoutsTable;
  station_sign_ins: StationSignInsTable;
  station_units: StationUnitsTable;
  stations: StationsTable;
  timetable_entries: TimetableEntriesTable;
  visit_events: VisitEventsTable;
  visitors: VisitorsTable;
  visits: VisitsTable;
  webhook_events: WebhookEventsTable;
}
