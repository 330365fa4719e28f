import type { FastifyInstance } from 'fastify';
import { isId } from '../../../core/shared/ids.ts';
import type { CalendarEntry } from '../../../ports/queued-mail.ts';
import { calendarEntry } from '../../../usecases/notices/calendar-entry.ts';
import { Refusal } from '../../../usecases/refusal.ts';
import type { BookingDependencies } from '../../../usecases/visits/booking-dependencies.ts';
import { viewVisit } from '../../../usecases/visits/view-visit.ts';
import type { Callers } from '../composition.ts';
import { findCaller } from '../find-caller.ts';

export interface CalendarParts {
  readonly callers: Callers;
  readonly deps: BookingDependencies;
  readonly calendarText: (entry: CalendarEntry) => string;
}

/** `GET /api/visitor/visits/:visitId/calendar.ics`: the same file as in the mail, for visits that have a fixed time. */
export function calendarFile({ callers, deps, calendarText }: CalendarParts) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get<{ Params: { visitId: string } }>(
      '/api/visitor/visits/:visitId/calendar.ics',
      { schema: { hide: true } },
      async (request, reply) => {
        const { caller } = await findCaller(callers, 'visitor', request);
        const { visitId } = request.params;
        if (!isId('vst', visitId)) throw new Refusal('not-found');
        const sheet = await viewVisit(deps, caller, visitId);
        if (!['confirmed', 'joinable', 'in-call', 'cancelled'].includes(sheet.visit.status)) throw new Refusal('not-in-this-status');
        return reply
          .type('text/calendar; charset=utf-8')
          .header('content-disposition', 'attachment; filename="visit.ics"')
          .header('cache-control', 'no-store')
          .send(calendarText(calendarEntry(deps.publicUrl, sheet, deps.clock.now())));
      },
    );
  };
}
