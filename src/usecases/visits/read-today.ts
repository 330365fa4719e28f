import type { Caller } from '../../core/access/caller.ts';
import { interval } from '../../core/shared/interval.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { VisitStatus } from '../../core/visit/visit-status.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import { demandNearDay } from '../near-day.ts';
import type { BookingDependencies } from './booking-dependencies.ts';

const shown: readonly VisitStatus[] = ['confirmed', 'joinable', 'in-call', 'ended', 'no-show'];
/** What still needs hands stands above what is over. */
const urgent: readonly VisitStatus[] = ['in-call', 'joinable', 'confirmed'];
const MOST = 500;

export interface UnitDay {
  readonly name: string | null;
  readonly sheets: readonly VisitSheet[];
}

/** Visits of one facility-local day by housing unit: what is next or late first, what is over last; residents without a unit at the end. Refusals: `bad-input` for a far day. */
export async function readToday(
  deps: Pick<BookingDependencies, 'clock' | 'work'>,
  caller: Caller,
  on: Temporal.PlainDate | null,
): Promise<{ readonly on: Temporal.PlainDate; readonly units: readonly UnitDay[] }> {
  const staff = demand(caller, 'read-today');
  return deps.work.run(async (transaction) => {
    const timeZone = await transaction.sheets.timeZoneOf(staff);
    const today = deps.clock.now().toZonedDateTimeISO(timeZone).toPlainDate();
    const day = on ?? today;
    demandNearDay(day, today, 'on');
    const overlapping = interval(day.toZonedDateTime(timeZone).toInstant(), day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant());
    const sheets = await transaction.sheets.list(staff, { statuses: shown, overlapping, order: 'start', most: MOST });
    return { on: day, units: byUnit(sheets) };
  });
}

function byUnit(sheets: readonly VisitSheet[]): UnitDay[] {
  const units = Map.groupBy(sheets, (sheet) => sheet.resident.housingUnit);
  return [...units.entries()]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a.localeCompare(b)))
    .map(([name, visits]) => ({ name, sheets: [...visits].sort(byUrgency) }));
}

function byUrgency(a: VisitSheet, b: VisitSheet): number {
  const over = (sheet: VisitSheet) => Number(!urgent.includes(sheet.visit.status));
  return over(a) - over(b) || a.visit.slot.during.start.epochMilliseconds - b.visit.slot.during.start.epochMilliseconds;
}
