import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { CalendarEntry } from '../../ports/queued-mail.ts';

/** The iCalendar file of one visit. */
export function visitCalendar({ id, sequence, stampedAt, startsAt, endsAt, summary, description, url, status }: CalendarEntry): string {
  const calendar = ical({ prodId: { company: 'OpenVisit', product: 'visits' }, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id,
    sequence,
    stamp: new Date(stampedAt),
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary,
    description,
    url,
    status: status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
