import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { Refusal } from '../refusal.ts';

/** @throws Refusal `not-found`, also for other people's visits */
export async function readSheet(transaction: Transaction, caller: Caller, id: VisitId): Promise<VisitSheet> {
  const sheet = await transaction.sheets.of(caller, id);
  if (!sheet) throw new Refusal('not-found');
  return sheet;
}
