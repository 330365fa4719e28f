import type { ColumnType, Generated } from 'kysely';
import type { Timestamp } from './column-types.ts';

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

/** Tables of people: residents, visitors, staff, what connects and what restricts them, and how they sign in. */
export interface PeopleTables {
  connections: ConnectionsTable;
  resident_absences: ResidentAbsencesTable;
  resident_visitor_list: ResidentVisitorListTable;
  residents: ResidentsTable;
  restrictions: RestrictionsTable;
  sign_in_failures: SignInFailuresTable;
  staff: StaffTable;
  staff_pending_sign_ins: StaffPendingSignInsTable;
  staff_second_factors: StaffSecondFactorsTable;
  visitors: VisitorsTable;
}
