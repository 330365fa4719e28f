import type { ColumnType, Generated } from 'kysely';
import type { Said, Timestamp } from './column-types.ts';

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

/** A row while a demonstration is being made. */
export interface DemoMakingTable {
  began_at: Timestamp;
}

/** Agencies that a demonstration has made. */
export interface DemoAgenciesTable {
  agency_id: string;
}

export interface IdempotencyKeysTable {
  scope: string;
  key: string;
  request_hash: string;
  status: number | null;
  body: ColumnType<unknown, string | null, string | null>;
  created_at: Timestamp;
}

export interface OutboxMailsTable {
  id: Generated<string>;
  to_address: string;
  /** Null once it was sent and need not be kept. */
  said: ColumnType<Said | null, never, null>;
  created_at: Timestamp;
  sent_at: Timestamp | null;
  visit_id: string | null;
  kind: string | null;
  attempts: Generated<number>;
  next_try_at: Timestamp | null;
}

/** Tables of the house: audit log, mails on their way, requests that must not be done twice, what a demonstration has made. */
export interface HouseTables {
  audit_log: AuditLogTable;
  demo_agencies: DemoAgenciesTable;
  demo_making: DemoMakingTable;
  idempotency_keys: IdempotencyKeysTable;
  outbox_mails: OutboxMailsTable;
}
