import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { SlotTaken } from '../../ports/claims.ts';
import type { SavedCard } from '../../ports/payment-gateway.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { mendPayment } from '../billing/mend-payment.ts';
import { savedCardOf } from '../billing/saved-card-of.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';
import { judgeHeld } from './judge-wish.ts';
import { readSheet } from './read-sheet.ts';

/**
 * Sends the request. Return from the hosted page and webhook both come here, in any order or at once: the first one does it, the other
 * finds it done. With a price it needs a saved card, which is asked of the processor, never believed of the browser; nothing is charged.
 * Where a later authorization failed, a newly saved card mends it (see mend-payment).
 * Refusals: `not-found`, `card-needed`, `hold-expired`, `payment-unavailable`, `not-in-this-status`, or the rule that refuses.
 */
export async function requestVisit(deps: BookingDependencies, caller: Caller, id: VisitId): Promise<VisitSheet> {
  const by = demand(caller, 'request-visit');
  const known = await deps.work.run(async (transaction) => readSheet(transaction, by, id));
  if (known.visit.requestedAt !== null) {
    if (known.payment?.status !== 'failed') return known;
    await mendPayment(deps, by, id);
    return await deps.work.run(async (transaction) => readSheet(transaction, by, id));
  }
  if (known.visit.status !== 'held') throw new Refusal(known.visit.status === 'expired' ? 'hold-expired' : 'not-in-this-status');
  const card = known.payment?.status === 'no-card' ? await savedCardOf(deps, known.payment) : null;
  if (known.payment?.status === 'no-card' && !card) throw new Refusal('card-needed');
  try {
    return await deps.work.run((transaction) => sendRequest(deps, transaction, by, id, card));
  } catch (error) {
    throw error instanceof SlotTaken ? new Refusal('hold-expired', { cause: error }) : error;
  }
}

async function sendRequest(
  { clock }: Pick<BookingDependencies, 'clock'>,
  transaction: Transaction,
  by: Caller,
  id: VisitId,
  card: SavedCard | null,
): Promise<VisitSheet> {
  const visit = await lockVisit(transaction, by, id);
  if (visit.requestedAt !== null) return await readSheet(transaction, by, id);
  const now = clock.now();
  const { facts, findings } = await judgeHeld(transaction, visit, now);
  if (card) {
    const payment = await transaction.payments.lock(id);
    if (payment)
      await transaction.payments.save({
        ...payment,
        status: 'card-saved',
        cardToken: card.token,
        cardBrand: card.brand,
        cardLast4: card.last4,
      });
  }
  await changeVisit(transaction, { visit, command: { type: 'request', policy: facts.policy }, findings, policy: facts.policy, by, now });
  return await readSheet(transaction, by, id);
}
