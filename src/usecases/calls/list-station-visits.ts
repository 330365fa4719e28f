import type { Caller } from '../../core/access/caller.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { demand } from '../demand.ts';
import type { CallDependencies } from './call-dependencies.ts';

/** A resident's next visits as the station shows them. */
export interface StationSheet {
  readonly sheet: VisitSheet;
  /** False: the resident must go to the visit's own station. */
  readonly here: boolean;
}

/** How many visits the wall shows. */
const MOST = 10;

/** The next visits of the resident signed in here, the nearest first, wherever they take place. */
export async function listStationVisits(deps: Pick<CallDependencies, 'clock' | 'work'>, caller: Caller): Promise<StationSheet[]> {
  const resident = demand(caller, 'read-station-visits');
  const sheets = await deps.work.run((transaction) =>
    transaction.sheets.list(resident, {
      statuses: ['confirmed', 'joinable', 'in-call'],
      endingAfter: deps.clock.now(),
      order: 'start',
      most: MOST,
    }),
  );
  return sheets.map((sheet) => ({ sheet, here: sheet.station.id === resident.stationId }));
}
