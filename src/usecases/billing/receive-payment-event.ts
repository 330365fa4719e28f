import type { SystemCaller } from '../../core/access/caller.ts';
import { isId, type VisitId } from '../../core/shared/ids.ts';
import type { PaymentEvent } from '../../ports/payment-gateway.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { requestVisit } from '../visits/request-visit.ts';
import { isUnclaimed, noteAuthorization } from './note-authorization.ts';
import { releaseAuthorization } from './release-authorization.ts';
import { settleVisit } from './settle-visit.ts';

const webhook: SystemCaller = { kind: 'system', channel: 'webhook' };
const SOURCE = 'payments';

/**
 * One event of the card processor. Signature and age are checked on the raw bytes. Events come twice, late and out of order: none is believed
 * for its content alone, every act asks the processor or the visit for the state that holds, and is harmless to repeat. What our own life says
 * no to (a hold that is over) is acknowledged, since sending it again would not help.
 * Refusals: `not-allowed` for a signature that is missing, wrong or too old; `bad-input`; `payment-unavailable`, and the processor sends again.
 */
export async function receivePaymentEvent(
  deps: BookingDependencies,
  rawBody: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Promise<void> {
  demand(webhook, 'note-payment-event');
  const verified = deps.payments.verifyWebhook(rawBody, headers, deps.clock.now());
  if (!verified.ok) throw new Refusal(verified.refusal === 'not-understood' ? 'bad-input' : 'not-allowed');
  const event = verified.value;
  if (await deps.work.run((transaction) => transaction.payments.knowsEvent(SOURCE, event.id))) return;
  if ('reference' in event && isId('vst', event.reference)) await act(deps, event, event.reference);
  await deps.work.run((transaction) => transaction.payments.noteEvent(SOURCE, event.id));
}

async function act(deps: BookingDependencies, event: PaymentEvent, id: VisitId): Promise<void> {
  switch (event.kind) {
    case 'card-setup-completed':
      return await cardSaved(deps, id);
    case 'authorization-succeeded':
    case 'authorization-failed':
      return await authorizationEnded(deps, event.authorizationId, id);
    case 'card-setup-expired':
    case 'captured':
    case 'refunded':
    case 'other':
      return;
  }
}

async function cardSaved(deps: BookingDependencies, id: VisitId): Promise<void> {
  try {
    await requestVisit(deps, webhook, id);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'payment-unavailable') throw error;
    const over = error.code === 'hold-expired' || error.code === 'not-in-this-status';
    if (over) await settleVisit(deps, { kind: 'system', channel: 'deadline' }, id);
  }
}

/** A payer answered the bank's question: the processor is asked how it ended. Money that nobody waits for any more goes back. */
async function authorizationEnded(deps: BookingDependencies, authorizationId: string, id: VisitId): Promise<void> {
  const answer = await deps.payments.readAuthorization(authorizationId);
  const isUnwanted = await deps.work.run(async (transaction) => {
    const visit = await transaction.visits.lockFor(webhook, id);
    const payment = await transaction.payments.lock(id);
    if (!visit || !payment) return false;
    if (payment.authorizationId === authorizationId) await noteAuthorization(deps, transaction, { visit, payment, answer, by: webhook });
    return isUnclaimed(payment, answer);
  });
  if (isUnwanted) await releaseAuthorization(deps, id, authorizationId);
}
