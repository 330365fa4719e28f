import type { StaffCaller } from '../../../core/access/caller.ts';
import type { VisitId } from '../../../core/shared/ids.ts';
import { Temporal } from '../../../core/shared/time.ts';
import type { CallDependencies } from '../../../usecases/calls/call-dependencies.ts';
import { endCall } from '../../../usecases/calls/end-call.ts';
import type { BookingDependencies } from '../../../usecases/visits/booking-dependencies.ts';
import { cancelVisit } from '../../../usecases/visits/cancel-visit.ts';
import { confirmVisit } from '../../../usecases/visits/confirm-visit.ts';
import { denyVisit } from '../../../usecases/visits/deny-visit.ts';
import { markMovement } from '../../../usecases/visits/mark-movement.ts';
import { otherSlots } from '../../../usecases/visits/other-slots.ts';
import { readQueue } from '../../../usecases/visits/read-queue.ts';
import { readToday } from '../../../usecases/visits/read-today.ts';
import { reviseVisit } from '../../../usecases/visits/revise-visit.ts';
import { inspectVisit } from '../../../usecases/visits/view-visit.ts';
import type { Handlers } from '../handlers.ts';
import type { BookingRouteKey } from '../route-groups.ts';
import { offerView, staffDetail, staffRow } from '../visit-answers.ts';

export type SchedulingKey = Extract<BookingRouteKey, `${string} /api/staff/${string}`>;

/** What staff decide about visits, and the day as they see it. */
export function schedulingHandlers(
  deps: BookingDependencies,
  calls: Pick<CallDependencies, 'clock' | 'work' | 'waker'>,
): Handlers<SchedulingKey> {
  const detail = async (caller: StaffCaller, visitId: string) => {
    const { sheet, summary } = await inspectVisit(deps, caller, visitId as VisitId);
    return staffDetail(sheet, summary);
  };

  return {
    'GET /api/staff/queue': async ({ caller }) => {
      const { sheets, nextKnownWorkAt } = await readQueue(deps, caller);
      return { visits: sheets.map(staffRow), nextKnownWorkAt: nextKnownWorkAt?.toString() ?? null };
    },
    'GET /api/staff/today': async ({ caller, query }) => {
      const { on, units } = await readToday(deps, caller, query.on ? Temporal.PlainDate.from(query.on) : null);
      return { on: on.toString(), units: units.map(({ name, sheets }) => ({ name, visits: sheets.map(staffRow) })) };
    },
    'GET /api/staff/visits/:visitId': ({ caller, params }) => detail(caller, params.visitId),
    'GET /api/staff/visits/:visitId/other-slots': async ({ caller, params, query }) => {
      const fromOn = query.fromOn ? Temporal.PlainDate.from(query.fromOn) : null;
      const wish = { fromOn, days: query.days ?? null, lengthMinutes: query.lengthMinutes ?? null };
      const { offers, ...found } = await otherSlots(deps, caller, params.visitId as VisitId, wish);
      return { ...found, lengths: [...found.lengths], slots: offers.map(offerView) };
    },
    'POST /api/staff/visits/:visitId/confirm': async ({ caller, params, body }) => {
      await confirmVisit(deps, caller, params.visitId as VisitId, body.revision);
      return detail(caller, params.visitId);
    },
    'POST /api/staff/visits/:visitId/deny': async ({ caller, params, body }) => {
      await denyVisit(deps, caller, params.visitId as VisitId, { ...body, note: body.note ?? null });
      return detail(caller, params.visitId);
    },
    'POST /api/staff/visits/:visitId/revise': async ({ caller, params, body }) => {
      const startsAt = Temporal.Instant.from(body.startsAt);
      await reviseVisit(deps, caller, params.visitId as VisitId, { ...body, startsAt, note: body.note ?? null });
      return detail(caller, params.visitId);
    },
    'POST /api/staff/visits/:visitId/cancel': async ({ caller, params, body }) => {
      const { sheet } = await inspectVisit(deps, caller, params.visitId as VisitId);
      const why = { ...body, note: body.note ?? null };
      if (sheet.visit.status === 'in-call') await endCall(calls, caller, params.visitId as VisitId, why);
      else await cancelVisit(deps, caller, params.visitId as VisitId, why);
      return detail(caller, params.visitId);
    },
    'POST /api/staff/visits/:visitId/movement': async ({ caller, params, body }) =>
      staffRow(await markMovement(deps, caller, params.visitId as VisitId, body.state)),
  };
}
