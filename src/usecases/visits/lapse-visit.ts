import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { changeVisit, lockVisit } from './change-visit.ts';

/** A hold, a request or a revision that nobody answered in time expires by itself (L3). Calm when somebody was faster. */
export async function lapseVisit(deps: Pick<BookingDependencies, 'clock' | 'work'>, caller: Caller, id: VisitId): Promise<void> {
  const by = demand(caller, 'act-on-deadline');
  await deps.work.run(async (transaction) => {
    const visit = await lockVisit(transaction, by, id);
    try {
      await changeVisit(transaction, { visit, command: { type: 'lapse' }, by, now: deps.clock.now() });
    } catch (error) {
      const answered = error instanceof Refusal && (error.code === 'not-in-this-status' || error.code === 'too-early');
      if (!answered) throw error;
    }
  });
}
