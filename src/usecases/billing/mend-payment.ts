import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { PaymentUnavailable } from '../../ports/payment-gateway.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { authorizeCard } from './authorize-card.ts';
import { savedCardOf } from './saved-card-of.ts';

/**
 * A new card was saved for a visit whose authorization failed: it takes the old one's place and is authorized at once. Nothing happens
 * without a new card. Refusals: `not-found`, `too-late`, `payment-unavailable`.
 */
export async function mendPayment(deps: BookingDependencies, caller: Caller, id: VisitId): Promise<void> {
  const by = demand(caller, 'request-visit');
  const payment = await deps.work.run((transaction) => transaction.payments.find(id));
  if (payment?.status !== 'failed') return;
  const card = await savedCardOf(deps, payment);
  if (!card || card.token === payment.cardToken) return;
  const mended = await deps.work.run(async (transaction) => {
    if (!(await transaction.visits.lockFor(by, id))) throw new Refusal('not-found');
    const locked = await transaction.payments.lock(id);
    if (locked?.status !== 'failed' || !locked.mendBy) return false;
    if (locked.mendBy.epochMilliseconds <= deps.clock.now().epochMilliseconds) throw new Refusal('too-late');
    await transaction.payments.save({ ...locked, cardToken: card.token, cardBrand: card.brand, cardLast4: card.last4 });
    return true;
  });
  if (!mended) return;
  try {
    await authorizeCard(deps, by, id);
    if (payment.cardToken) await deps.payments.forgetCard(payment.cardToken);
  } catch (error) {
    throw error instanceof PaymentUnavailable ? new Refusal('payment-unavailable', { cause: error }) : error;
  }
}
