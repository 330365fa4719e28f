import type { Caller } from '../../core/access/caller.ts';
import { deliveredTime } from '../../core/call/delivered-time.ts';
import { capFor } from '../../core/money/cap.ts';
import { capturedPosting, releasedPosting } from '../../core/money/ledger.ts';
import { notTaken, type Settlement, settle } from '../../core/money/settlement.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { type Cents, cents } from '../../core/shared/money.ts';
import { isFinal } from '../../core/visit/visit-status.ts';
import type { CardSetupState } from '../../ports/payment-gateway.ts';
import { type Payment, paymentAtFirst } from '../../ports/payment-store.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { readSheet } from '../visits/read-sheet.ts';
import { releaseAuthorization } from './release-authorization.ts';
import { unlessRefused } from './unless-refused.ts';

/**
 * After a visit is over, however it ended: what was delivered is captured and the rest released; without a call all of it goes back, and what the
 * bank still asks is taken back; a card that was only saved is forgotten and an open hosted page closed (M2, M3). Where the processor finally
 * says no, nothing is captured. Idempotent; the processor is asked outside of transactions with keys that make asking again harmless, and a
 * deadline comes back until it answered.
 */
export async function settleVisit(deps: BookingDependencies, caller: Caller, id: VisitId): Promise<void> {
  const by = demand(caller, 'act-on-deadline');
  const { sheet, settlement } = await deps.work.run(async (transaction) => {
    const read = await readSheet(transaction, by, id);
    return { sheet: read, settlement: await reckon(transaction, read) };
  });
  const { payment, visit } = sheet;
  if (payment.settlement !== null || !isFinal(visit.status)) return;
  const paid = await payOut(deps, payment, settlement);
  await deps.work.run(async (transaction) => {
    await transaction.visits.lockFor(by, id);
    const locked = (await transaction.payments.lock(id)) ?? paymentAtFirst(visit);
    if (locked.settlement !== null || locked.status !== payment.status) return;
    await keep(transaction, by, sheet, locked, paid);
  });
}

/** What is owed, from the call's events; nothing without a call that was held to its end. */
async function reckon(transaction: Transaction, { visit, facility }: VisitSheet): Promise<Settlement> {
  const { during } = visit.slot;
  const events = visit.status === 'ended' ? await transaction.calls.events(visit.id) : [];
  const cap = capFor(facility, during.start.toZonedDateTimeISO(facility.timeZone).toPlainDate());
  return settle(visit.quote, deliveredTime(events, during), cap);
}

/** Answers what came of it: the settlement as it was reckoned, unless the processor finally said no to taking the money. */
async function payOut(deps: BookingDependencies, payment: Payment, settlement: Settlement): Promise<Settlement> {
  const { visitId, authorizationId, cardToken } = payment;
  await closePage(deps, payment);
  const isTaken = payment.status === 'authorized' && settlement.capturedCents > 0;
  let paid = settlement;
  if (authorizationId !== null && isTaken) paid = await take(deps, visitId, authorizationId, settlement);
  else if (authorizationId !== null && (payment.status === 'authorized' || payment.status === 'needs-approval'))
    await releaseAuthorization(deps, visitId, authorizationId);
  if (cardToken !== null) await forget(deps, visitId, cardToken);
  return paid;
}

async function closePage(deps: BookingDependencies, { visitId, setupSessionId, status }: Payment): Promise<void> {
  if (setupSessionId === null || status !== 'no-card') return;
  const setup = await unlessRefused<CardSetupState>(
    deps,
    visitId,
    () => deps.payments.expireCardSetup(setupSessionId),
    () => ({ status: 'expired' }),
  );
  if (setup.status === 'complete') await forget(deps, visitId, setup.card.token);
}

async function take(deps: BookingDependencies, id: VisitId, authorizationId: string, settlement: Settlement): Promise<Settlement> {
  const capture = async () => {
    await deps.payments.capture(authorizationId, settlement.capturedCents, `capture:${authorizationId}`);
    return settlement;
  };
  return await unlessRefused(deps, id, capture, async (refused) => {
    // Taken by an earlier try whose answer was lost: the same sum, since it follows from what was delivered.
    if (refused.code === 'already-captured') return settlement;
    // Another sum was asked for before: which was taken, only a person can find out.
    if (refused.code === 'idempotency-conflict') throw refused;
    await releaseAuthorization(deps, id, authorizationId);
    return notTaken(settlement);
  });
}

async function forget(deps: BookingDependencies, id: VisitId, cardToken: string): Promise<void> {
  await unlessRefused(
    deps,
    id,
    () => deps.payments.forgetCard(cardToken),
    () => undefined,
  );
}

async function keep(transaction: Transaction, by: Caller, { visit }: VisitSheet, payment: Payment, settlement: Settlement): Promise<void> {
  const aside = payment.authorizedCents;
  const captured = payment.status === 'authorized' ? settlement.capturedCents : cents(0);
  const released = cents(aside - captured);
  await transaction.payments.save({
    ...payment,
    status: statusAfter(payment, captured),
    capturedCents: captured,
    releasedCents: released,
    mendBy: null,
    settlement: { ...settlement, authorizedCents: aside, capturedCents: captured, releasedCents: released },
  });
  if (captured > 0) await transaction.ledger.post(visit.agencyId, capturedPosting(visit.id, visit.facilityId, captured));
  if (released > 0) await transaction.ledger.post(visit.agencyId, releasedPosting(visit.id, released));
  await transaction.audit.append(by, 'deadline', {
    agencyId: visit.agencyId,
    act: 'payment.settled',
    subjectId: visit.id,
    detail: { capturedCents: captured, releasedCents: released, billedSeconds: settlement.billedSeconds },
  });
  if (visit.status === 'ended') await transaction.notices.queue(visit.id, 'ended');
  await transaction.visits.announce(visit);
}

function statusAfter(payment: Payment, captured: Cents): Payment['status'] {
  if (payment.status === 'free' || payment.status === 'no-card') return payment.status;
  return captured > 0 ? 'captured' : 'released';
}
