import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';
import { authorizeCard } from './authorize-card.ts';

/** At confirmation, or some days before the visit, whichever is later (M2): the deadline's way to set money aside. Idempotent. */
export async function authorizeVisit(deps: BookingDependencies, caller: Caller, id: VisitId): Promise<void> {
  const by = demand(caller, 'act-on-deadline');
  const payment = await deps.work.run((transaction) => transaction.payments.find(id));
  if (payment?.status === 'card-saved') await authorizeCard(deps, by, id);
}
