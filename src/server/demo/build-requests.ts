import type { StaffCaller, VisitorCaller } from '../../core/access/caller.ts';
import type { ResidentId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { Visit } from '../../core/visit/visit.ts';
import { startCardSetup } from '../../usecases/billing/start-card-setup.ts';
import { holdSlot } from '../../usecases/visits/hold-slot.ts';
import { offerSlots } from '../../usecases/visits/offer-slots.ts';
import { otherSlots } from '../../usecases/visits/other-slots.ts';
import { requestVisit } from '../../usecases/visits/request-visit.ts';
import { reviseVisit } from '../../usecases/visits/revise-visit.ts';
import type { DemoFacilities } from './build-facilities.ts';
import { schedulerOf } from './build-history.ts';
import type { DemoVisitorIds } from './build-people.ts';
import type { DemoParts } from './demo-parts.ts';
import { bookingAt } from './past-clock.ts';

/**
 * Requests that wait in the queues now: Marcus has an alert to review, another one with an alert is about to expire, a newcomer's housing is
 * unknown, at Northfield a person decides everything and has offered Ana another time and length; and one that policy confirmed by itself.
 */
export async function buildRequests(parts: DemoParts, facilities: DemoFacilities, visitors: DemoVisitorIds): Promise<void> {
  const { cedar, northfield, marcus, tyrell, newcomer, watched } = facilities;
  const first = cedar.residentIds[2];
  if (!first) throw new Error('too few residents');
  await ask(parts, visitors.ana, marcus, 3);
  await ask(parts, visitors.miguel, first, 2);
  await ask(parts, visitors.priya, newcomer, 4);
  await letExpireSoon(parts, await ask(parts, visitors.james, watched, 1));
  await ask(parts, visitors.grace, tyrell, 3);
  await offerAnotherTime(parts, await ask(parts, visitors.ana, tyrell, 4), await schedulerOf(parts, northfield));
}

/** Longer than what was asked for, where the day has room. */
const OFFERED_MINUTES = 30;

/** Staff cannot give the time that was asked for, but a longer one later; the visitor has a day to answer. */
async function offerAnotherTime(parts: DemoParts, visit: Visit, scheduler: StaffCaller): Promise<void> {
  const deps = bookingAt(parts, parts.clock.now(), parts.payments);
  const { start } = visit.slot.during;
  const others = await otherSlots(deps, scheduler, visit.id, {
    fromOn: start.toZonedDateTimeISO('UTC').toPlainDate(),
    days: 4,
    lengthMinutes: OFFERED_MINUTES,
  });
  const later = others.offers.find(({ slot }) => slot.during.start.epochMilliseconds >= start.add({ hours: 1 }).epochMilliseconds);
  if (!later) throw new Error('no other time for a demo request');
  await reviseVisit(deps, scheduler, visit.id, {
    revision: visit.revision,
    startsAt: later.slot.during.start,
    lengthMinutes: OFFERED_MINUTES,
    reason: 'resident-appointment',
    note: null,
  });
}

/** The first free time some days ahead is held and asked for. */
async function ask(parts: DemoParts, visitorId: VisitorCaller['visitorId'], residentId: ResidentId, daysAhead: number): Promise<Visit> {
  const visitor: VisitorCaller = { kind: 'visitor', visitorId };
  const now = parts.clock.now();
  const deps = bookingAt(parts, now, parts.payments);
  const slot = await firstFree(parts, visitor, residentId, now.add({ hours: 24 * daysAhead }));
  const held = await holdSlot(deps, visitor, { residentId, visitType: 'social', startsAt: slot, lengthMinutes: 20 });
  if (held.visit.quote.totalCents > 0) await parts.saveCard((await startCardSetup(deps, visitor, held.visit.id)).url);
  return (await requestVisit(deps, visitor, held.visit.id)).visit;
}

async function firstFree(
  parts: DemoParts,
  visitor: VisitorCaller,
  residentId: ResidentId,
  from: Temporal.Instant,
): Promise<Temporal.Instant> {
  const deps = bookingAt(parts, parts.clock.now(), parts.payments);
  const offers = await offerSlots(deps, visitor, { residentId, visitType: 'social', fromOn: null, lengthMinutes: 20, days: 14 });
  const free = offers.days.flatMap((day) => day.slots).find((slot) => slot.during.start.epochMilliseconds >= from.epochMilliseconds);
  if (!free) throw new Error('no free time for a demo request');
  return free.during.start;
}

/** Staff have a quarter of an hour left for this one. */
async function letExpireSoon(parts: DemoParts, { id }: Visit): Promise<void> {
  const soon = parts.clock.now().add({ minutes: 15 }).toString();
  await parts.db.updateTable('visits').set({ lapses_at: soon }).where('id', '=', id).execute();
}
