import type { FacilityId, VisitId } from '../shared/ids.ts';
import { type Cents, sumCents } from '../shared/money.ts';

/**
 * Accounts of the double-entry ledger. `card-hold` is money set aside on a card for one visit, `card` the visitor's card as the outside
 * world, `revenue` what a facility has earned. A balance is always a sum of entries, never a field (M4).
 */
export type LedgerAccount = `card:${VisitId}` | `card-hold:${VisitId}` | `revenue:${FacilityId}`;

export interface LedgerEntry {
  readonly account: LedgerAccount;
  /** Positive: into the account; negative: out of it. */
  readonly amountCents: Cents;
}

/** Entries that are written together and sum to zero. */
export interface Posting {
  readonly kind: 'authorized' | 'captured' | 'released' | 'refunded';
  readonly visitId: VisitId;
  readonly entries: readonly LedgerEntry[];
}

/** Money set aside on the visitor's card for a visit. */
export function authorizedPosting(visitId: VisitId, amount: Cents): Posting {
  return balanced({ kind: 'authorized', visitId, entries: move(`card:${visitId}`, `card-hold:${visitId}`, amount) });
}

/** Money taken for delivered time. */
export function capturedPosting(visitId: VisitId, facilityId: FacilityId, amount: Cents): Posting {
  return balanced({ kind: 'captured', visitId, entries: move(`card-hold:${visitId}`, `revenue:${facilityId}`, amount) });
}

/** Money set aside that goes back to the card untouched. */
export function releasedPosting(visitId: VisitId, amount: Cents): Posting {
  return balanced({ kind: 'released', visitId, entries: move(`card-hold:${visitId}`, `card:${visitId}`, amount) });
}

function move(from: LedgerAccount, to: LedgerAccount, amount: Cents): LedgerEntry[] {
  if (amount <= 0) throw new RangeError('a posting moves a positive amount');
  return [
    { account: from, amountCents: -amount as Cents },
    { account: to, amountCents: amount },
  ];
}

function balanced(posting: Posting): Posting {
  if (sumCents(posting.entries.map((entry) => entry.amountCents)) !== 0) throw new RangeError('a posting must sum to zero');
  return posting;
}
