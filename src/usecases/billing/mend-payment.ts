import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { PaymentUnavailable, type SavedCard } from '../../ports/payment-gateway.ts';
import type { Payment } from '../../ports/payment-store.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { authorizeCard } from './authorize-card.ts';
import { canBeMended } from './awaits-money.ts';
import { releaseAuthorization } from './release-authorization.ts';
import { savedCardOf } from './saved-card-of.ts';

/**
 * A new card was saved for a visit whose authorization failed or waits at the bank: it takes the old one's place and is authorized at once;
 * where the processor is away, by a deadline. What the old card's bank still asks is taken back. Nothing happens without a new card.
 * Refusals: `not-found`, `too-late`, `payment-unavailable`.
 */
export async function mendPayment(deps: BookingDependencies, caller: Caller, id: VisitId): Promise<void> {
  const by = demand(caller, 'request-visit');
  const payment = await deps.work.run((transaction) => transaction.payments.find(id));
  if (!payment || !canBeMended(payment)) return;
  const card = await savedCardOf(deps, payment);
  if (!card || card.token === payment.cardToken) return;
  const old = await changeCard(deps, by, id, card);
  if (!old) return;
  try {
    if (old.status === 'needs-approval' && old.authorizationId !== null) await releaseAuthorization(deps, id, old.authorizationId);
    await authorizeCard(deps, by, id);
    if (old.cardToken !== null) await deps.payments.forgetCard(old.cardToken);
  } catch (error) {
    throw error instanceof PaymentUnavailable ? new Refusal('payment-unavailable', { cause: error }) : error;
  }
}

/** Answers the payment as it was; null when return or webhook was quicker. */
async function changeCard({ clock, work }: BookingDependencies, by: Caller, id: VisitId, card: SavedCard): Promise<Payment | null> {
  return work.run(async (transaction) => {
    const visit = await transaction.visits.lockFor(by, id);
    if (!visit) throw new Refusal('not-found');
    const locked = await transaction.payments.lock(id);
    if (!locked?.mendBy || !canBeMended(locked) || locked.cardToken === card.token) return null;
    const now = clock.now();
    if (locked.mendBy.epochMilliseconds <= now.epochMilliseconds) throw new Refusal('too-late');
    await transaction.payments.save({
      ...locked,
      status: 'card-saved',
      cardToken: card.token,
      cardBrand: card.brand,
      cardLast4: card.last4,
      authorizationId: null,
      failureCode: null,
    });
    await transaction.deadlines.set(visit.agencyId, id, 'authorize', now);
    return locked;
  });
}
