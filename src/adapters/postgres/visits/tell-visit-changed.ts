import type { Visit } from '../../../core/visit/visit.ts';
import type { LiveNote } from '../../../ports/live-feed.ts';
import type { TransactionScope } from '../transaction-scope.ts';

/** Tells live pages of everybody this visit concerns, once the transaction has committed. */
export function tellVisitChanged({ tell }: TransactionScope, visit: Visit): void {
  const note: LiveNote = {
    event: { type: 'visit-changed', visitId: visit.id },
    to: {
      agencyId: visit.agencyId,
      facilityId: visit.facilityId,
      visitorId: visit.leadVisitorId,
      residentId: visit.residentId,
      stationId: visit.slot.stationId,
    },
  };
  tell?.(JSON.stringify(note));
}
