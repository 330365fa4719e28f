import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { SlotTaken } from '../../ports/claims.ts';
import type { SavedCard } from '../../ports/payment-gateway.ts';
import { type Payment, paymentAtFirst } from '../../ports/payment-store.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { canBeMended } from '../billing/awaits-money.ts';
import { mendPayment } from '../billing/mend-payment.ts';
import { savedCardOf } from '../billing/saved-card-of.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';
import { judgeAgain } from './judge-wish.ts';
import { readSheet } from './read-sheet.ts';

/**
 * Sends the request. Return from the hosted page and webhook both come here, in any order or at once: the first one does it, the other
 * finds it done. With a price it needs a saved card, which is asked of the processor, never believed of the browser; nothing is charged.
 * Where a later authorization failed or waits at the bank, a newly saved card mends it (see mend-payment).
 * Refusals: `not-found`, `card-needed`, `hold-expired`, `payment-unavailable`, `not-in-this-status`, or the rule that refuses.
 */
export async function requestVisit(deps: BookingDependencies, caller: Caller, id: VisitId): Promise<VisitSheet> {
  const by = demand(caller, 'request-visit');
  try {
    const first = await deps.work.runTogether('request-visit', (transaction) => sendRequest(deps, transaction, by, id, null));
    if ('sheet' in first) return first.sheet;
    if (first.mend) {
      await mendPayment(deps, by, id);
      return await deps.work.run(async (transaction) => readSheet(transaction, by, id));
    }
    const card = await savedCardOf(deps, first.payment);
    if (!card) throw new Refusal('card-needed');
    const second = await deps.work.runTogether('request-visit', (transaction) => sendRequest(deps, transaction, by, id, card));
    return 'sheet' in second ? second.sheet : await deps.work.run(async (transaction) => readSheet(transaction, by, id));
  } catch (error) {
    throw error instanceof SlotTaken ? new Refusal('hold-expired', { cause: error }) : error;
  }
}

/** Sent (or found sent), or what the processor has to be asked about first, outside of the transaction. */
type Sending = { readonly sheet: VisitSheet } | { readonly payment: Payment; readonly mend: boolean };

async function sendRequest(
  { clock }: Pick<BookingDependencies, 'clock'>,
  transaction: Transaction,
  by: Caller,
  id: VisitId,
  card: SavedCard | null,
): Promise<Sending> {
  const visit = await lockVisit(transaction, by, id);
  const payment = visit.quote.totalCents > 0 ? ((await transaction.payments.lock(id)) ?? paymentAtFirst(visit)) : null;
  if (visit.requestedAt !== null) {
    if (payment && canBeMended(payment)) return { payment, mend: true };
    return { sheet: await readSheet(transaction, by, id) };
  }
  if (visit.status !== 'held') throw new Refusal(visit.status === 'expired' ? 'hold-expired' : 'not-in-this-status');
  if (payment?.status === 'no-card' && !card) return { payment, mend: false };
  const now = clock.now();
  const { facts, findings } = await judgeAgain(transaction, visit, { during: visit.slot.during, actor: visit.askedBy }, now);
  if (card && payment?.status === 'no-card')
    await transaction.payments.save({
      ...payment,
      status: 'card-saved',
      cardToken: card.token,
      cardBrand: card.brand,
      cardLast4: card.last4,
    });
  const command = { type: 'request', policy: facts.policy } as const;
  await changeVisit(transaction, { visit, command, findings, policy: facts.policy, by, now });
  return { sheet: await readSheet(transaction, by, id) };
}
