import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { type Authorization, PaymentUnavailable } from '../../ports/payment-gateway.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { readSheet } from '../visits/read-sheet.ts';
import { noteAuthorization } from './note-authorization.ts';

export interface Approval {
  readonly sheet: VisitSheet;
  /** The bank's page while it waits for the payer; null once it is answered, or where the bank asks nothing. */
  readonly url: string | null;
}

/**
 * How the bank's question about the money of a visit stands: before the payer goes to the bank's page and on coming back from it. The
 * processor is asked, never the browser believed; where the bank has its answer, that is stored, unless the webhook was quicker.
 * Refusals: `not-found`, `too-late`, `payment-unavailable`.
 */
export async function checkApproval(deps: BookingDependencies, caller: Caller, id: VisitId): Promise<Approval> {
  const visitor = demand(caller, 'approve-payment');
  const sheet = await deps.work.run(async (transaction) => readSheet(transaction, visitor, id));
  const { payment } = sheet;
  if (payment.status !== 'needs-approval' || payment.authorizationId === null) return { sheet, url: null };
  const answer = await ask(deps, payment.authorizationId);
  if (answer.status === 'needs-action') {
    if (payment.mendBy && payment.mendBy.epochMilliseconds <= deps.clock.now().epochMilliseconds) throw new Refusal('too-late');
    return { sheet, url: answer.actionUrl };
  }
  return deps.work.run(async (transaction) => {
    const visit = await transaction.visits.lockFor(visitor, id);
    const locked = await transaction.payments.lock(id);
    if (visit && locked?.authorizationId === answer.id)
      await noteAuthorization(deps, transaction, { visit, payment: locked, answer, by: visitor });
    return { sheet: await readSheet(transaction, visitor, id), url: null };
  });
}

async function ask({ payments }: BookingDependencies, authorizationId: string): Promise<Authorization> {
  try {
    return await payments.readAuthorization(authorizationId);
  } catch (error) {
    throw error instanceof PaymentUnavailable ? new Refusal('payment-unavailable', { cause: error }) : error;
  }
}
