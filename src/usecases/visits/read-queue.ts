import type { Caller } from '../../core/access/caller.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';

const MOST = 200;

/**
 * Requests that wait for a decision, the one that lapses first on top. When there is none: the next known work, a visit whose waiting room
 * opens or a revision whose answer is due.
 */
export async function readQueue(
  deps: Pick<BookingDependencies, 'clock' | 'work'>,
  caller: Caller,
): Promise<{ readonly sheets: readonly VisitSheet[]; readonly nextKnownWorkAt: Temporal.Instant | null }> {
  const staff = demand(caller, 'read-queue');
  const now = deps.clock.now();
  return deps.work.run(async (transaction) => {
    const sheets = await transaction.sheets.list(staff, { statuses: ['requested'], order: 'lapse', most: MOST });
    if (sheets.length > 0) return { sheets, nextKnownWorkAt: null };
    const [next] = await transaction.sheets.list(staff, {
      statuses: ['revised', 'confirmed', 'joinable'],
      endingAfter: now,
      order: 'start',
      most: 1,
    });
    return { sheets, nextKnownWorkAt: next?.visit.lapsesAt ?? next?.visit.slot.during.start ?? null };
  });
}
