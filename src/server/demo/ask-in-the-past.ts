import type { VisitorCaller } from '../../core/access/caller.ts';
import type { ResidentId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { startCardSetup } from '../../usecases/billing/start-card-setup.ts';
import { holdSlot } from '../../usecases/visits/hold-slot.ts';
import { requestVisit } from '../../usecases/visits/request-visit.ts';
import type { DemoParts } from './demo-parts.ts';
import { historyGateway } from './history-gateway.ts';
import { bookingAt } from './past-clock.ts';

export interface PastWish {
  readonly visitor: VisitorCaller;
  readonly residentId: ResidentId;
  readonly startsAt: Temporal.Instant;
  readonly lengthMinutes: number;
}

/** A time that was kept two days before it began, and the request that was sent three minutes later, with the clock turned back. */
export async function askInThePast(parts: DemoParts, { visitor, residentId, startsAt, lengthMinutes }: PastWish): Promise<VisitSheet> {
  const gateway = historyGateway(parts.ids);
  const asked = bookingAt(parts, startsAt.subtract({ hours: 50 }), gateway);
  const held = await holdSlot(asked, visitor, { residentId, visitType: 'social', startsAt, lengthMinutes });
  if (held.visit.quote.totalCents > 0) await startCardSetup(asked, visitor, held.visit.id);
  return requestVisit(bookingAt(parts, startsAt.subtract({ hours: 49, minutes: 57 }), gateway), visitor, held.visit.id);
}
