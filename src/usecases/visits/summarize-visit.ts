import type { Caller } from '../../core/access/caller.ts';
import type { CallEndCause } from '../../core/call/call-events.ts';
import type { CallTimeline } from '../../core/call/call-timeline.ts';
import { deliveredTime } from '../../core/call/delivered-time.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Payment } from '../../ports/payment-store.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { readSheet } from './read-sheet.ts';

export interface VisitSummary {
  readonly visitId: VisitId;
  readonly bookedMinutes: number;
  readonly endCause: CallEndCause | null;
  readonly timeline: CallTimeline;
  /** Null until the money is settled; its sums are then the processor's. */
  readonly payment: Payment | null;
}

/** Delivered time and the arithmetic of the money, for the visitor. Refusals: `not-found`. */
export async function summarizeVisit(deps: Pick<BookingDependencies, 'work'>, caller: Caller, id: VisitId): Promise<VisitSummary> {
  const visitor = demand(caller, 'read-receipt');
  return deps.work.run(async (transaction) => summaryOf(transaction, await readSheet(transaction, visitor, id)));
}

/** The same within a transaction, once the reader has seen the sheet. */
export async function summaryOf(transaction: Transaction, { visit, payment }: VisitSheet): Promise<VisitSummary> {
  const stored = await transaction.calls.find(visit.id);
  const events = stored ? await transaction.calls.events(visit.id) : [];
  return {
    visitId: visit.id,
    bookedMinutes: visit.quote.minutes,
    endCause: stored?.call.endCause ?? null,
    timeline: deliveredTime(events, visit.slot.during),
    payment: payment.settlement == null ? null : payment,
  };
}
