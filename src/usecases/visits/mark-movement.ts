import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import type { MovementState } from '../../ports/visit-store.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { lockVisit } from './change-visit.ts';
import { readSheet } from './read-sheet.ts';

/** An officer marks the resident's way in one tap; the newest mark counts. Refusals: `not-found`, `not-in-this-status`. */
export async function markMovement(
  deps: Pick<BookingDependencies, 'work'>,
  caller: Caller,
  id: VisitId,
  state: MovementState,
): Promise<VisitSheet> {
  const staff = demand(caller, 'mark-movement');
  return deps.work.run(async (transaction) => {
    const visit = await lockVisit(transaction, staff, id);
    if (visit.status !== 'confirmed' && visit.status !== 'joinable' && visit.status !== 'in-call') throw new Refusal('not-in-this-status');
    await transaction.visits.addMovement(visit, state, staff);
    await transaction.audit.append(staff, 'staff-web', {
      agencyId: visit.agencyId,
      act: 'visit.movement-marked',
      subjectId: id,
      detail: { state },
    });
    return await readSheet(transaction, staff, id);
  });
}
