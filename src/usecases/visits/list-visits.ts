import type { Caller } from '../../core/access/caller.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { finalVisitStatuses, type VisitStatus } from '../../core/visit/visit-status.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';

const alive: readonly VisitStatus[] = ['held', 'requested', 'revised', 'confirmed', 'joinable', 'in-call'];
const PAGE = 30;

interface Page {
  readonly sheets: readonly VisitSheet[];
  readonly more: boolean;
}

/**
 * A visitor's own visits: what is still to come, the next first; or what is over, the newest first, page by page. A time that was only kept
 * and never asked for was no visit once it is given back or has lapsed.
 */
export async function listVisits(
  deps: Pick<BookingDependencies, 'work'>,
  caller: Caller,
  which: 'upcoming' | 'past',
  before: Temporal.Instant | null,
): Promise<Page> {
  const visitor = demand(caller, 'read-own-visits');
  const wish = {
    ...(which === 'upcoming' ? { statuses: alive } : { statuses: finalVisitStatuses, requested: true as const }),
    ...(before ? { startingBefore: before } : {}),
    order: which === 'upcoming' ? ('start' as const) : ('newest-start' as const),
  };
  return deps.work.run(({ sheets }) => pageOf((most) => sheets.list(visitor, { ...wish, most }), PAGE));
}

/**
 * The next page is asked for by the start of the last visit shown, so no page ends among visits of one start: such a group is left to the
 * next page, and where it is longer than a page that page is longer.
 */
async function pageOf(list: (most: number) => Promise<readonly VisitSheet[]>, length: number): Promise<Page> {
  const sheets = await list(length + 1);
  const next = sheets[length];
  if (!next) return { sheets, more: false };
  const shown = sheets.filter(({ visit }) => !visit.slot.during.start.equals(next.visit.slot.during.start));
  return shown.length > 0 ? { sheets: shown, more: true } : pageOf(list, 2 * length);
}
