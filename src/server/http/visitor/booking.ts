import type { ResidentId, VisitId } from '../../../core/shared/ids.ts';
import { Temporal } from '../../../core/shared/time.ts';
import { checkApproval } from '../../../usecases/billing/check-approval.ts';
import { startCardSetup } from '../../../usecases/billing/start-card-setup.ts';
import { acceptRevision } from '../../../usecases/visits/accept-revision.ts';
import type { BookingDependencies } from '../../../usecases/visits/booking-dependencies.ts';
import { cancelVisit } from '../../../usecases/visits/cancel-visit.ts';
import { declineRevision } from '../../../usecases/visits/decline-revision.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';
import { lengthenHold } from '../../../usecases/visits/lengthen-hold.ts';
import { listVisits } from '../../../usecases/visits/list-visits.ts';
import { offerSlots } from '../../../usecases/visits/offer-slots.ts';
import { releaseHold } from '../../../usecases/visits/release-hold.ts';
import { requestVisit } from '../../../usecases/visits/request-visit.ts';
import { summarizeVisit } from '../../../usecases/visits/summarize-visit.ts';
import { viewVisit } from '../../../usecases/visits/view-visit.ts';
import { withdrawVisit } from '../../../usecases/visits/withdraw-visit.ts';
import type { Handlers } from '../handlers.ts';
import type { BookingRouteKey } from '../route-groups.ts';
import { callSummary, facilityBrief, times, visitorVisit } from '../visit-answers.ts';

export type VisitorBookingKey = Extract<BookingRouteKey, `${string} /api/visitor/${string}`>;

/** Everything a visitor does with visits outside the call. */
export function bookingHandlers(deps: BookingDependencies): Handlers<VisitorBookingKey> {
  return {
    'GET /api/visitor/contacts/:residentId/offers': async ({ caller, params, query }) => {
      const offers = await offerSlots(deps, caller, {
        residentId: params.residentId as ResidentId,
        visitType: query.visitType ?? 'social',
        fromOn: query.fromOn ? Temporal.PlainDate.from(query.fromOn) : null,
        days: query.days ?? null,
        lengthMinutes: query.lengthMinutes ?? null,
      });
      return {
        facility: facilityBrief(offers.facility),
        resident: { id: params.residentId, name: offers.residentName },
        visitType: query.visitType ?? 'social',
        lengthMinutes: offers.lengthMinutes,
        lengths: [...offers.lengths],
        days: offers.days.map(({ on, slots, closedBecause, quote }) => ({
          on: on.toString(),
          slots: slots.map(({ during }) => times(during)),
          closedBecause,
          totalCents: quote?.totalCents ?? null,
        })),
        refusedBecause: offers.refusedBecause,
        confirmsAutomatically: offers.confirmsAutomatically,
        paymentNeeded: offers.lengths.some(({ quote, dependsOnDay }) => quote.totalCents > 0 || dependsOnDay),
      };
    },
    'POST /api/visitor/holds': async ({ caller, body }) =>
      visitorVisit(
        await holdSlot(deps, caller, {
          ...body,
          residentId: body.residentId as ResidentId,
          startsAt: Temporal.Instant.from(body.startsAt),
        }),
      ),
    'POST /api/visitor/holds/:visitId/lengthen': async ({ caller, params }) =>
      visitorVisit(await lengthenHold(deps, caller, params.visitId as VisitId)),
    'DELETE /api/visitor/holds/:visitId': async ({ caller, params }) => {
      await releaseHold(deps, caller, params.visitId as VisitId);
      return { done: true };
    },
    'POST /api/visitor/visits/:visitId/card-setup': async ({ caller, params, query }) =>
      startCardSetup(deps, caller, params.visitId as VisitId, query.language),
    'POST /api/visitor/visits/:visitId/bank-approval': async ({ caller, params }) => {
      const { sheet, url } = await checkApproval(deps, caller, params.visitId as VisitId);
      return { url, visit: visitorVisit(sheet) };
    },
    'POST /api/visitor/visits/:visitId/request': async ({ caller, params }) =>
      visitorVisit(await requestVisit(deps, caller, params.visitId as VisitId)),

    'GET /api/visitor/visits': async ({ caller, query }) => {
      const before = query.before ? Temporal.Instant.from(query.before) : null;
      const { sheets, more } = await listVisits(deps, caller, query.which ?? 'upcoming', before);
      return { visits: sheets.map(visitorVisit), more };
    },
    'GET /api/visitor/visits/:visitId': async ({ caller, params }) =>
      visitorVisit(await viewVisit(deps, caller, params.visitId as VisitId)),
    'POST /api/visitor/visits/:visitId/accept-revision': async ({ caller, params, body }) =>
      visitorVisit(await acceptRevision(deps, caller, params.visitId as VisitId, body.revision)),
    'POST /api/visitor/visits/:visitId/decline-revision': async ({ caller, params, body }) =>
      visitorVisit(await declineRevision(deps, caller, params.visitId as VisitId, body.revision)),
    'POST /api/visitor/visits/:visitId/withdraw': async ({ caller, params }) =>
      visitorVisit(await withdrawVisit(deps, caller, params.visitId as VisitId)),
    'POST /api/visitor/visits/:visitId/cancel': async ({ caller, params, body }) =>
      visitorVisit(await cancelVisit(deps, caller, params.visitId as VisitId, { reason: body.reason, note: null })),
    'GET /api/visitor/visits/:visitId/summary': async ({ caller, params }) =>
      callSummary(await summarizeVisit(deps, caller, params.visitId as VisitId)),
  };
}
