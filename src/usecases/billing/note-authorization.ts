import type { AuditAct } from '../../core/access/audit-acts.ts';
import type { Caller } from '../../core/access/caller.ts';
import { authorizedPosting } from '../../core/money/ledger.ts';
import { earlierOf } from '../../core/shared/time.ts';
import { waitingRoomOpening } from '../../core/visit/deadlines.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { NoticeKind } from '../../ports/notices.ts';
import type { Authorization } from '../../ports/payment-gateway.ts';
import type { Payment } from '../../ports/payment-store.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { changeVisit } from '../visits/change-visit.ts';
import { readSheet } from '../visits/read-sheet.ts';
import { awaitsMoney } from './awaits-money.ts';
import { onDeadline } from './platform-caller.ts';

/** What the processor said, or that it finally will not: then there is no authorization. */
export type AuthorizationAnswer = Authorization | { readonly status: 'refused'; readonly id: null };

interface Noted {
  /** Visit and payment are locked. */
  readonly visit: Visit;
  readonly payment: Payment;
  readonly answer: AuthorizationAnswer;
  readonly by: Caller;
}

type Clocked = Pick<BookingDependencies, 'clock'>;

/** Stores what the processor said about an authorization; nothing when that is known already or comes too late to matter. */
export async function noteAuthorization(deps: Clocked, transaction: Transaction, noted: Noted): Promise<void> {
  const { payment, answer } = noted;
  if (!awaitsMoney(payment)) return;
  const isSame = payment.authorizationId === answer.id;
  switch (answer.status) {
    case 'authorized':
      return await noteMoney(deps, transaction, noted);
    case 'needs-action':
      if (payment.status === 'needs-approval' && isSame) return;
      return await waitForPayer(deps, transaction, noted, { status: 'needs-approval', failureCode: null, mail: 'payment-approval' });
    case 'declined':
    case 'released':
    case 'refused': {
      if (payment.status === 'failed' && isSame) return;
      const failureCode = failureCodeOf(answer);
      return await waitForPayer(deps, transaction, noted, { status: 'failed', failureCode, mail: 'payment-failed' });
    }
  }
}

function failureCodeOf(answer: Extract<AuthorizationAnswer, { status: 'declined' | 'released' | 'refused' }>): string {
  if (answer.status === 'declined') return answer.declineCode;
  return answer.status === 'released' ? 'authorization-lapsed' : 'processor-refused';
}

/**
 * Whether nobody waits for this money: another card has paid or is to pay, or the visit is settled. It must go back. While a card is only
 * saved, its own authorization may be on its way to be stored, so that says nothing.
 */
export function isUnclaimed(payment: Payment, { id, status }: AuthorizationAnswer): boolean {
  const holds = status === 'authorized' || status === 'needs-action';
  return holds && payment.status !== 'card-saved' && payment.authorizationId !== id;
}

async function noteMoney({ clock }: Clocked, transaction: Transaction, { visit, payment, answer, by }: Noted): Promise<void> {
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
}

interface Waiting {
  readonly status: 'failed' | 'needs-approval';
  readonly failureCode: string | null;
  readonly mail: NoticeKind;
}

/** Told, with time to act, never beyond the opening of the waiting room; where no time is left the visit is cancelled at once. */
async function waitForPayer(
  { clock }: Clocked,
  transaction: Transaction,
  { visit, payment, answer, by }: Noted,
  { status, failureCode, mail }: Waiting,
): Promise<void> {
  const now = clock.now();
  const { policy } = await readSheet(transaction, onDeadline, visit.id);
  const opens = waitingRoomOpening(visit.slot.during.start, policy);
  const mendBy = payment.mendBy ?? earlierOf(now.add({ minutes: policy.mendPaymentMinutes }), opens);
  await transaction.payments.save({ ...payment, status, authorizationId: answer.id, failureCode, mendBy });
  await tell(transaction, visit, by, `payment.${status}`, failureCode === null ? {} : { code: failureCode });
  if (!isAwaited(visit)) {
    // Over already: the bank's question has to be taken back.
    await transaction.deadlines.set(visit.agencyId, visit.id, 'settle', now);
    return;
  }
  if (mendBy.epochMilliseconds <= now.epochMilliseconds) {
    const command = { type: 'cancel', by: 'system', reason: 'payment-not-mended', note: null } as const;
    await changeVisit(transaction, { visit, command, by: onDeadline, now });
    return;
  }
  await transaction.deadlines.set(visit.agencyId, visit.id, 'mend-payment', mendBy);
  await transaction.notices.queue(visit.id, mail);
}

/** Money has a story of its own: the audit log has every step, and pages that show the visit are told. */
async function tell(
  transaction: Transaction,
  visit: Visit,
  by: Caller,
  act: AuditAct,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  const channel = by.kind === 'system' ? by.channel : 'visitor-web';
  await transaction.audit.append(by, channel, { agencyId: visit.agencyId, act, subjectId: visit.id, detail });
  await transaction.visits.announce(visit);
}

/** Confirmed and not over: the money is needed. */
export function isAwaited({ status }: Visit): boolean {
  return status === 'confirmed' || status === 'joinable' || status === 'in-call';
}
