import type { Caller } from '../../core/access/caller.ts';
import { interval } from '../../core/shared/interval.ts';
import { demand } from '../demand.ts';
import type { BookingDependencies } from './booking-dependencies.ts';

export interface RailCounts {
  readonly queue: number;
  readonly today: number;
  readonly live: number;
}

/** Live counts of the staff's rail: requests waiting, visits of today that are still to come or running, calls running. */
export async function readCounts(deps: Pick<BookingDependencies, 'clock' | 'work'>, caller: Caller): Promise<RailCounts> {
  const staff = demand(caller, 'read-counts');
  return deps.work.run(async (transaction) => {
    const timeZone = await transaction.sheets.timeZoneOf(staff);
    const day = deps.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
    const overlapping = interval(day.toZonedDateTime(timeZone).toInstant(), day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant());
    const [queue, today, live] = await Promise.all([
      transaction.sheets.count(staff, { statuses: ['requested'] }),
      transaction.sheets.count(staff, { statuses: ['confirmed', 'joinable', 'in-call'], overlapping }),
      transaction.sheets.count(staff, { statuses: ['in-call'] }),
    ]);
    return { queue, today, live };
  });
}
