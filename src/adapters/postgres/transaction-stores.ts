import type { Transaction } from '../../ports/unit-of-work.ts';
import { postgresAuditLog } from './audit-log.ts';
import { postgresClaims } from './booking/claims.ts';
import { postgresDeadlines } from './booking/deadlines.ts';
import { postgresFactsReader } from './booking/facts-reader.ts';
import { postgresCallStore } from './calls/call-store.ts';
import { postgresLedgerStore } from './money/ledger-store.ts';
import { postgresPaymentStore } from './money/payment-store.ts';
import { postgresNotices } from './notices/notices.ts';
import { postgresRecordingStore } from './recordings/recording-store.ts';
import type { TransactionScope } from './transaction-scope.ts';
import { postgresVisitSheets } from './visits/visit-sheets.ts';
import { postgresVisitStore } from './visits/visit-store.ts';

/** The stores of one transaction, all over the same connection. */
export function transactionStores(scope: TransactionScope): Transaction {
  return {
    visits: postgresVisitStore(scope),
    sheets: postgresVisitSheets(scope),
    claims: postgresClaims(scope),
    facts: postgresFactsReader(scope),
    deadlines: postgresDeadlines(scope),
    calls: postgresCallStore(scope.db),
    payments: postgresPaymentStore(scope),
    ledger: postgresLedgerStore(scope),
    recordings: postgresRecordingStore(scope.db, scope.ids),
    notices: postgresNotices(scope),
    audit: postgresAuditLog(scope),
  };
}
