import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { cardReturnPage } from '../../ports/page-addresses.ts';
import { type CardSetupState, PaymentUnavailable } from '../../ports/payment-gateway.ts';
import type { Payment } from '../../ports/payment-store.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { readSheet } from '../visits/read-sheet.ts';
import { canBeMended } from './awaits-money.ts';
import { unlessRefused } from './unless-refused.ts';

/**
 * Opens the processor's hosted page that saves a card for a held visit, or another card where an authorization failed or waits at the bank. Nothing is charged.
 * The page ends with the hold: processors keep it open longer, so settle-visit closes it when the hold lapses. An earlier page is closed first;
 * where a card was saved on it that we do not know of (another tab, a late webhook), the way back from it is answered, which uses that card.
 * Refusals: `not-found`, `not-in-this-status`, `hold-expired`, `payment-unavailable`.
 * @param reading the language of the page that leads there; without it the account's
 */
export async function startCardSetup(
  deps: BookingDependencies,
  caller: Caller,
  id: VisitId,
  reading?: 'en' | 'es',
): Promise<{ readonly url: string }> {
  const visitor = demand(caller, 'save-card');
  const sheet = await deps.work.run(async (transaction) => readSheet(transaction, visitor, id));
  const now = deps.clock.now();
  const until = openUntil(sheet, now);
  const before = sheet.payment.setupSessionId;
  const language = reading ?? sheet.visitor.language;
  try {
    if (before !== null && (await closedWithNewCard(deps, sheet.payment, before)))
      return { url: cardReturnPage(deps.publicUrl, id, 'saved') };
    const setup = await deps.payments.openCardSetup(
      {
        reference: id,
        payerReference: visitor.visitorId,
        language,
        successUrl: cardReturnPage(deps.publicUrl, id, 'saved'),
        cancelUrl: cardReturnPage(deps.publicUrl, id, 'cancelled'),
        expiresAt: until,
      },
      `setup:${id}:${before ?? 'first'}:${until.epochMilliseconds}:${language}`,
    );
    await deps.work.run(async (transaction) => {
      const payment = await transaction.payments.lock(id);
      if (payment) await transaction.payments.save({ ...payment, setupSessionId: setup.id, setupExpiresAt: until });
    });
    return { url: setup.url };
  } catch (error) {
    throw error instanceof PaymentUnavailable ? new Refusal('payment-unavailable', { cause: error }) : error;
  }
}

/** Closes the earlier page, if the processor still knows it. @returns whether a card was saved on it that the visit does not have yet */
async function closedWithNewCard(deps: BookingDependencies, payment: Payment, setupId: string): Promise<boolean> {
  const state = await unlessRefused<CardSetupState>(
    deps,
    payment.visitId,
    () => deps.payments.expireCardSetup(setupId),
    () => ({ status: 'expired' }),
  );
  return state.status === 'complete' && state.card.token !== payment.cardToken;
}

function openUntil({ visit, payment }: VisitSheet, now: Temporal.Instant): Temporal.Instant {
  if (visit.status === 'held' && payment.status === 'no-card' && visit.holdExpiresAt) {
    if (visit.holdExpiresAt.epochMilliseconds <= now.epochMilliseconds) throw new Refusal('hold-expired');
    return visit.holdExpiresAt;
  }
  if (canBeMended(payment) && payment.mendBy && payment.mendBy.epochMilliseconds > now.epochMilliseconds) return payment.mendBy;
  throw new Refusal(visit.status === 'expired' ? 'hold-expired' : 'not-in-this-status');
}
