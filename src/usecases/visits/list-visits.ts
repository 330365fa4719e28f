import type { Caller } from '../../core/access/caller.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { VisitStatus } from '../../core/visit/visit-status.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';

const alive: readonly VisitStatus[] = ['held', 'requested', 'revised', 'confirmed', 'joinable', 'in-call'];
const PAGE = 30;

/** A visitor's own visits: what is still to come, the next first; or what is over, the newest first, page by page. */
export async function listVisits(
  deps: Pick<BookingDependencies, 'work'>,
  caller: Caller,
  which: 'upcoming' | 'past',
  before: Temporal.Instant | null,
): Promise<{ readonly sheets: readonly VisitSheet[]; readonly more: boolean }> {
  const visitor = demand(caller, 'read-own-visits');
  const sheets = await deps.work.run((transaction) =>
    transaction.sheets.list(visitor, {
      ...(which === 'upcoming' ? { statuses: alive } : { statuses: ['ended', 'denied', 'withdrawn', 'expired', 'cancelled', 'no-show'] }),
      ...(before ? { startingBefore: before } : {}),
      order: which === 'upcoming' ? 'start' : 'newest-start',
      most: PAGE + 1,
    }),
  );
  return { sheets: sheets.slice(0, PAGE), more: sheets.length > PAGE };
}
