import type { z } from 'zod';
import type { StationVisit } from '../../../contract/routes-station.ts';
import { waitingRoomOpening } from '../../../core/visit/deadlines.ts';
import type { StationSheet } from '../../../usecases/calls/list-station-visits.ts';

/** One of the resident's next visits on the wire; the visitor's name is all that is told of them. */
export function stationVisit({ sheet, here }: StationSheet): z.output<typeof StationVisit> {
  const { visit, policy } = sheet;
  const { start, end } = visit.slot.during;
  return {
    id: visit.id,
    visitorName: sheet.visitor.name,
    status: visit.status,
    times: { startsAt: start.toString(), endsAt: end.toString() },
    joinableAt: waitingRoomOpening(start, policy).toString(),
    stationName: sheet.station.name,
    here,
  };
}
