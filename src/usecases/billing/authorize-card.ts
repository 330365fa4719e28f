import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { bankReturnPage } from '../../ports/page-addresses.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { readSheet } from '../visits/read-sheet.ts';
import { type AuthorizationAnswer, isAwaited, isUnclaimed, noteAuthorization } from './note-authorization.ts';
import { onDeadline } from './platform-caller.ts';
import { releaseAuthorization } from './release-authorization.ts';
import { unlessRefused } from './unless-refused.ts';

/**
 * Sets the quoted sum aside on the saved card. The processor is asked outside of any transaction, with a key that makes asking again
 * harmless; what it says is then stored once, and given back where meanwhile nobody wants it any more. Its final no (the card is gone) is
 * mended like a bank's. Throws PaymentUnavailable, and the deadline comes back.
 */
export async function authorizeCard(deps: BookingDependencies, by: Caller, id: VisitId): Promise<void> {
  const { visit, payment } = await deps.work.run(async (transaction) => readSheet(transaction, onDeadline, id));
  if (!payment.cardToken || payment.status !== 'card-saved' || !isAwaited(visit)) return;
  const cardToken = payment.cardToken;
  const wish = { cardToken, amountCents: visit.quote.totalCents, reference: id, returnUrl: bankReturnPage(deps.publicUrl, id) };
  const answer = await unlessRefused<AuthorizationAnswer>(
    deps,
    id,
    () => deps.payments.authorize(wish, `authorize:${id}:${cardToken}`),
    () => ({ status: 'refused', id: null }),
  );
  const isOurs = await deps.work.run(async (transaction) => {
    const locked = await transaction.visits.lockFor(onDeadline, id);
    const stored = await transaction.payments.lock(id);
    if (!locked || !stored) return false;
    if (isUnclaimed(stored, answer)) return false;
    if (stored.cardToken === cardToken) await noteAuthorization(deps, transaction, { visit: locked, payment: stored, answer, by });
    return true;
  });
  if (!isOurs && answer.id !== null) await releaseAuthorization(deps, id, answer.id);
}
