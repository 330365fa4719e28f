import type { ColumnType, Generated } from 'kysely';
import type { BigInteger, Timestamp } from './column-types.ts';

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

export interface WebhookEventsTable {
  source: string;
  event_id: string;
  received_at: Timestamp;
}

/** Tables of money: payments, the ledger, and what processors told us. */
export interface MoneyTables {
  ledger_entries: LedgerEntriesTable;
  payments: PaymentsTable;
  webhook_events: WebhookEventsTable;
}
