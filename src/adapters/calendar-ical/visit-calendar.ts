import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Temporal } from '../../core/shared/time.ts';
import { visitPage } from '../../ports/page-addresses.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';

/** The iCalendar file of one visit: a stable identifier, so that a later file changes the same entry; a cancelled visit says so. */
export function visitCalendar(publicUrl: string) {
  return ({ visit, resident, facility, visitor }: VisitSheet, now: Temporal.Instant): string => {
    const spanish = visitor.language === 'es';
    const address = visitPage(publicUrl, visit.id);
    const calendar = ical({ prodId: { company: 'OpenVisit', product: 'visits' }, method: ICalCalendarMethod.PUBLISH });
    calendar.createEvent({
      id: visit.id,
      sequence: visit.revision,
      stamp: new Date(now.epochMilliseconds),
      start: new Date(visit.slot.during.start.epochMilliseconds),
      end: new Date(visit.slot.during.end.epochMilliseconds),
      summary: spanish ? `Visita por video con ${resident.name}` : `Video visit with ${resident.name}`,
      description: spanish ? `${facility.name}. Entre aquí: ${address}` : `${facility.name}. Join here: ${address}`,
      url: address,
      status: visit.status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
    return calendar.toString();
  };
}
