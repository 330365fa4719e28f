import type { AuditLog } from './audit-log.ts';
import type { CallStore } from './call-store.ts';
import type { Claims } from './claims.ts';
import type { Deadlines } from './deadlines.ts';
import type { FactsReader } from './facts-reader.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { Notices } from './notices.ts';
import type { PaymentStore } from './payment-store.ts';
import type { RecordingStore } from './recording-store.ts';
import type { VisitSheets } from './visit-sheets.ts';
import type { VisitStore } from './visit-store.ts';

/** Everything a use case may touch inside one database transaction: state, events, jobs and mails commit together or not at all. */
export interface Transaction {
  readonly visits: VisitStore;
  readonly sheets: VisitSheets;
  readonly claims: Claims;
  readonly facts: FactsReader;
  readonly deadlines: Deadlines;
  readonly calls: CallStore;
  readonly payments: PaymentStore;
  readonly ledger: LedgerStore;
  readonly recordings: RecordingStore;
  readonly notices: Notices;
  readonly audit: AuditLog;
}

/** What many people do at the same moment; works of one kind share transactions. */
export type SharedWork = 'hold-slot' | 'request-visit';

/** Runs `work` in one transaction, again (at most three times) when the database says that a retry can succeed (40001, 40P01). */
export interface UnitOfWork {
  run<Answer>(work: (transaction: Transaction) => Promise<Answer>): Promise<Answer>;
  /**
   * The same for what many people do at the same moment: their works may share one transaction, each seeing what those before it have done
   * where they concern each other. A work that throws leaves nothing behind and harms no other. Whatever else goes wrong, each is done again
   * by itself; so a work must change nothing but the database, as for a retry. Nobody is answered before the commit.
   */
  runTogether<Answer>(what: SharedWork, work: (transaction: Transaction) => Promise<Answer>): Promise<Answer>;
}
