import type { Caller } from '../../core/access/caller.ts';
import { freeSlots } from '../../core/scheduling/free-slots.ts';
import type { Slot } from '../../core/scheduling/slot.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { interval } from '../../core/shared/interval.ts';
import { Temporal } from '../../core/shared/time.ts';
import { demand } from '../demand.ts';
import { demandNearDay } from '../near-day.ts';
import { Refusal } from '../refusal.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import { readSheet } from './read-sheet.ts';

const ORDINARY_DAYS = 7;

/** Slots that staff could offer for a request instead, every rule checked by staff's own notice. Refusals: `not-found`, `bad-input` for a far day. */
export async function otherSlots(
  deps: Pick<BookingDependencies, 'clock' | 'work'>,
  caller: Caller,
  id: VisitId,
  { fromOn, days }: { readonly fromOn: Temporal.PlainDate | null; readonly days: number | null },
): Promise<readonly Slot[]> {
  const staff = demand(caller, 'read-other-slots');
  const now = deps.clock.now();
  return deps.work.run(async (transaction) => {
    const { visit, facility } = await readSheet(transaction, staff, id);
    const today = now.toZonedDateTimeISO(facility.timeZone).toPlainDate();
    const first = fromOn && Temporal.PlainDate.compare(fromOn, today) > 0 ? fromOn : today;
    demandNearDay(first, today, 'fromOn');
    const window = interval(
      first.toZonedDateTime(facility.timeZone).toInstant(),
      first
        .add({ days: days ?? ORDINARY_DAYS })
        .toZonedDateTime(facility.timeZone)
        .toInstant(),
    );
    const facts = await transaction.facts.read(visit.residentId, visit.leadVisitorId, window, now);
    if (!facts) throw new Refusal('not-found');
    const query = { actor: 'staff', visitType: visit.visitType, lengthMinutes: visit.quote.minutes, replaces: id } as const;
    return freeSlots(facts, { ...query, askedAt: visit.requestedAt }, now).slots;
  });
}
