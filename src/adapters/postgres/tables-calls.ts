import type { ColumnType } from 'kysely';
import type { Json, Timestamp } from './column-types.ts';

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
  looked_at: Timestamp | null;
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

/** Tables of calls: their life, the consent to them, and what was recorded. */
export interface CallTables {
  call_events: CallEventsTable;
  calls: CallsTable;
  consent_texts: ConsentTextsTable;
  consents: ConsentsTable;
  recording_looks: RecordingLooksTable;
  recordings: RecordingsTable;
}
