import type { Caller } from '../../core/access/caller.ts';
import { authorizedPosting } from '../../core/money/ledger.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { earlierOf } from '../../core/shared/time.ts';
import type { Visit } from '../../core/visit/visit.ts';
import { visitPage } from '../../ports/page-addresses.ts';
import type { Authorization } from '../../ports/payment-gateway.ts';
import type { Payment } from '../../ports/payment-store.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { changeVisit } from '../visits/change-visit.ts';
import { readSheet } from '../visits/read-sheet.ts';
import { onDeadline } from './platform-caller.ts';

/**
 * Sets the quoted sum aside on the saved card. The processor is asked outside of any transaction, with a key that makes asking again
 * harmless; what it says is then stored once. Throws PaymentUnavailable, and the deadline comes back.
 */
export async function authorizeCard(deps: BookingDependencies, by: Caller, id: VisitId): Promise<void> {
  const { visit, payment } = await deps.work.run(async (transaction) => readSheet(transaction, onDeadline, id));
  if (!payment?.cardToken || !waitsForMoney(visit, payment)) return;
  const cardToken = payment.cardToken;
  const answer = await deps.payments.authorize(
    { cardToken, amountCents: visit.quote.totalCents, reference: id, returnUrl: visitPage(deps.publicUrl, id) },
    `authorize:${id}:${cardToken}`,
  );
  await deps.work.run(async (transaction) => {
    const locked = await transaction.visits.lockFor(onDeadline, id);
    const stored = await transaction.payments.lock(id);
    if (!locked || !stored || stored.cardToken !== cardToken) return;
    await noteAuthorization(deps, transaction, { visit: locked, payment: stored, answer, by });
  });
}

interface Noted {
  readonly visit: Visit;
  readonly payment: Payment;
  readonly answer: Authorization;
  readonly by: Caller;
}

/** Stores what the processor said about an authorization; nothing when that is known already. Visit and payment are locked. */
export async function noteAuthorization(
  { clock }: Pick<BookingDependencies, 'clock'>,
  transaction: Transaction,
  { visit, payment, answer, by }: Noted,
): Promise<void> {
  if (payment.status !== 'card-saved' && payment.status !== 'failed') return;
  if (answer.status === 'authorized') {
    const authorizedCents = visit.quote.totalCents;
    await transaction.payments.save({
      ...payment,
      status: 'authorized',
      authorizationId: answer.id,
      authorizedCents,
      failureCode: null,
      mendBy: null,
    });
    await transaction.ledger.post(visit.agencyId, authorizedPosting(visit.id, authorizedCents));
    await transaction.deadlines.clear(visit.id, ['mend-payment', 'authorize']);
    if (!isAwaited(visit)) await transaction.deadlines.set(visit.agencyId, visit.id, 'settle', clock.now());
    await tell(transaction, visit, by, 'payment.authorized', { cents: authorizedCents });
    return;
  }
  const failureCode = answer.status === 'declined' ? answer.declineCode : 'needs-action';
  if (payment.status === 'failed' && payment.authorizationId === answer.id) return;
  await noteFailure({ clock }, transaction, visit, { ...payment, authorizationId: answer.id, failureCode }, by);
}

/** Told, with time to mend it, never beyond the opening of the waiting room; where no time is left the visit is cancelled at once. */
async function noteFailure(
  { clock }: Pick<BookingDependencies, 'clock'>,
  transaction: Transaction,
  visit: Visit,
  payment: Payment,
  by: Caller,
): Promise<void> {
  const now = clock.now();
  const { policy } = await readSheet(transaction, onDeadline, visit.id);
  const opens = visit.slot.during.start.subtract({ minutes: policy.waitingRoomMinutes });
  const mendBy = payment.mendBy ?? earlierOf(now.add({ minutes: policy.mendPaymentMinutes }), opens);
  await transaction.payments.save({ ...payment, status: 'failed', mendBy });
  await tell(transaction, visit, by, 'payment.failed', { code: payment.failureCode ?? '' });
  if (!isAwaited(visit)) return;
  if (mendBy.epochMilliseconds <= now.epochMilliseconds) {
    const command = { type: 'cancel', by: 'system', reason: 'payment-not-mended', note: null } as const;
    await changeVisit(transaction, { visit, command, by: onDeadline, now });
    return;
  }
  await transaction.deadlines.set(visit.agencyId, visit.id, 'mend-payment', mendBy);
  await transaction.notices.queue(visit.id, 'payment-failed');
}

/** Money has a story of its own: the audit log has every step, and pages that show the visit are told. */
async function tell(
  transaction: Transaction,
  visit: Visit,
  by: Caller,
  act: string,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  const channel = by.kind === 'system' ? by.channel : 'visitor-web';
  await transaction.audit.append(by, channel, { agencyId: visit.agencyId, act, subjectId: visit.id, detail });
  await transaction.visits.announce(visit);
}

function waitsForMoney(visit: Visit, payment: Payment): boolean {
  return isAwaited(visit) && (payment.status === 'card-saved' || payment.status === 'failed');
}

function isAwaited({ status }: Visit): boolean {
  return status === 'confirmed' || status === 'joinable' || status === 'in-call';
}
