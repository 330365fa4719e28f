import type { Policy } from '../../core/facility/policy.ts';
import { laterOf, shifted, type Temporal } from '../../core/shared/time.ts';
import { waitingRoomOpening } from '../../core/visit/deadlines.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { DeadlineKind } from '../../ports/deadlines.ts';
import type { NoticeKind } from '../../ports/notices.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';

/** What waits for a visit while it lives. */
const livingDeadlines: readonly DeadlineKind[] = ['lapse', 'authorize', 'mend-payment', 'open', 'call-tick'];

interface VisitStep {
  readonly before: Visit | null;
  readonly visit: Visit;
  readonly policy: Policy | undefined;
  readonly now: Temporal.Instant;
}

/** What a new status brings with it, in the same transaction: which deadlines wait, who is told. */
export async function followUp(transaction: Transaction, { before, visit, policy, now }: VisitStep): Promise<void> {
  switch (visit.status) {
    case 'held':
    case 'requested':
    case 'revised':
      return await keepUntilLapse(transaction, before, visit);
    case 'confirmed':
      return await settleIn(transaction, visit, policy ?? (await policyOf(transaction, visit)), now);
    case 'joinable':
    case 'in-call':
      return;
    case 'denied':
    case 'withdrawn':
    case 'expired':
    case 'cancelled':
    case 'ended':
    case 'no-show':
      return await letGo(transaction, before, visit, now);
  }
}

/** Nobody decided yet: the claims live until the visit lapses. A hold's and a revision's were just taken. */
async function keepUntilLapse(transaction: Transaction, before: Visit | null, visit: Visit): Promise<void> {
  if (before && visit.status !== 'revised') await transaction.claims.demand(visit.id);
  if (visit.status === 'revised') await transaction.notices.queue(visit.id, 'revised');
}

/** M2: the card is authorized now or some days before the visit, whichever is later. */
async function settleIn(transaction: Transaction, visit: Visit, policy: Policy, now: Temporal.Instant): Promise<void> {
  const { start } = visit.slot.during;
  await transaction.claims.demand(visit.id);
  await transaction.deadlines.set(visit.agencyId, visit.id, 'open', laterOf(now, waitingRoomOpening(start, policy)));
  if (visit.quote.totalCents > 0) {
    const authorizeAt = laterOf(now, shifted(start, -24 * 60 * policy.authorizeDaysBefore));
    await transaction.deadlines.set(visit.agencyId, visit.id, 'authorize', authorizeAt);
  }
  await transaction.notices.queue(visit.id, 'confirmed');
}

async function policyOf(transaction: Transaction, visit: Visit): Promise<Policy> {
  const sheet = await transaction.sheets.of({ kind: 'system', channel: 'deadline' }, visit.id);
  if (!sheet) throw new Error(`visit ${visit.id} has gone`);
  return sheet.policy;
}

/**
 * Over: claims go back at once, money set aside is settled by its own deadline, since the processor cannot join our transaction. A visit that
 * was held is settled also where it is free: its timeline and the mail about it belong to the settlement.
 */
async function letGo(transaction: Transaction, before: Visit | null, visit: Visit, now: Temporal.Instant): Promise<void> {
  await transaction.claims.release(visit.id, now);
  await transaction.deadlines.clear(visit.id, livingDeadlines);
  if (visit.status === 'ended' || (await concernsProcessor(transaction, visit)))
    await transaction.deadlines.set(visit.agencyId, visit.id, 'settle', now);
  const kind = noticeOf(before, visit);
  if (kind) await transaction.notices.queue(visit.id, kind);
}

/** Where there is a price, or a card that was saved before an accepted offer made the visit free: it has to be forgotten. */
async function concernsProcessor(transaction: Transaction, visit: Visit): Promise<boolean> {
  return visit.quote.totalCents > 0 || (await transaction.payments.find(visit.id))?.cardToken != null;
}

/** A hold that lapses and what the visitor did herself without money are not worth a mail. */
function noticeOf(before: Visit | null, visit: Visit): NoticeKind | null {
  switch (visit.status) {
    case 'denied':
      return 'denied';
    case 'cancelled':
      return 'cancelled';
    case 'expired':
      return before?.status === 'held' || visit.reason === 'revision-declined' ? null : 'expired';
    default:
      return null;
  }
}
