import type { StaffCaller, SystemCaller } from '../../core/access/caller.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { settleVisit } from '../../usecases/billing/settle-visit.ts';
import type { BookingDependencies } from '../../usecases/visits/booking-dependencies.ts';
import { cancelVisit } from '../../usecases/visits/cancel-visit.ts';
import { denyVisit } from '../../usecases/visits/deny-visit.ts';
import { lapseVisit } from '../../usecases/visits/lapse-visit.ts';
import { withdrawVisit } from '../../usecases/visits/withdraw-visit.ts';
import { askInThePast, type PastWish } from './ask-in-the-past.ts';
import type { DemoParts } from './demo-parts.ts';
import { historyGateway } from './history-gateway.ts';
import { bookingAt } from './past-clock.ts';

/** Why a visit of last week did not take place. */
export type Unkept = 'denied' | 'withdrawn' | 'expired' | 'cancelled';

const onDeadline: SystemCaller = { kind: 'system', channel: 'deadline' };

/** A visit of the past that never came to a call, ended as the product ends it; a saved card is forgotten. */
export async function buildUnkept(parts: DemoParts, wish: PastWish, scheduler: StaffCaller, how: Unkept): Promise<void> {
  const { visit } = await askInThePast(parts, wish);
  const hoursBefore = (hours: number) => bookingAt(parts, wish.startsAt.subtract({ hours }), historyGateway(parts.ids));
  const end = async (deps: BookingDependencies, act: (deps: BookingDependencies) => Promise<unknown>): Promise<void> => {
    await act(deps);
    if (visit.quote.totalCents > 0) await settleVisit(deps, onDeadline, visit.id);
  };
  switch (how) {
    case 'denied': {
      const denial = { revision: visit.revision, reason: 'resident-unavailable', note: null } as const;
      return end(hoursBefore(47), (deps) => denyVisit(deps, scheduler, visit.id, denial));
    }
    case 'withdrawn':
      return end(hoursBefore(40), (deps) => withdrawVisit(deps, wish.visitor, visit.id));
    case 'cancelled':
      return end(hoursBefore(20), (deps) => cancelVisit(deps, wish.visitor, visit.id, { reason: 'visitor-unwell', note: null }));
    case 'expired':
      return end(bookingAt(parts, lapseOf(visit), historyGateway(parts.ids)), (deps) => lapseVisit(deps, onDeadline, visit.id));
  }
}

function lapseOf({ lapsesAt }: { readonly lapsesAt: Temporal.Instant | null }): Temporal.Instant {
  if (!lapsesAt) throw new Error('the request of the past does not lapse');
  return lapsesAt;
}
