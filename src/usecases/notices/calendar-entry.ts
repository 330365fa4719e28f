import { isoText, type Temporal } from '../../core/shared/time.ts';
import { visitPage } from '../../ports/page-addresses.ts';
import type { CalendarEntry } from '../../ports/queued-mail.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { mailLanguage } from './mail-texts/mail-language.ts';

/** What the calendar says of a visit that has a fixed time, in the visitor's language; a cancelled visit says so. @param publicUrl without a slash at the end */
export function calendarEntry(publicUrl: string, sheet: VisitSheet, now: Temporal.Instant): CalendarEntry {
  const { visit, resident, facility, visitor } = sheet;
  const { summary, description } = mailLanguage(visitor.language).calendar;
  const { start, end } = visit.slot.during;
  const url = visitPage(publicUrl, visit.id);
  return {
    id: visit.id,
    sequence: visit.revision,
    stampedAt: isoText(now),
    startsAt: isoText(start),
    endsAt: isoText(end),
    summary: summary(resident.name),
    description: description(facility.name, url),
    url,
    status: visit.status === 'cancelled' ? 'cancelled' : 'confirmed',
  };
}
