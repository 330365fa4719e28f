import type { Posting } from '../core/money/ledger.ts';
import type { AgencyId, VisitId } from '../core/shared/ids.ts';
import type { Cents } from '../core/shared/money.ts';

/** Append-only; the database refuses a posting that does not sum to zero. */
export interface LedgerStore {
  post(agencyId: AgencyId, posting: Posting): Promise<void>;
  /** Sum of an account's entries. */
  balance(account: string): Promise<Cents>;
  of(visitId: VisitId): Promise<readonly Posting[]>;
}
