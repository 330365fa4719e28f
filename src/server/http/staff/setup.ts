import type { z } from 'zod';
import type { RateRow } from '../../../contract/rates.ts';
import type { ResidentRow, StationRow } from '../../../contract/routes-staff.ts';
import type { ResidentId, StationId } from '../../../core/shared/ids.ts';
import type { RateRecord } from '../../../ports/rate-store.ts';
import type { ResidentListing } from '../../../ports/resident-directory.ts';
import type { StationListing } from '../../../ports/station-store.ts';
import { citationOf } from '../../../usecases/setup/cap-citations.ts';
import { listRates, saveRate } from '../../../usecases/setup/rates.ts';
import { givePin, listResidents, unlockPin } from '../../../usecases/setup/residents.ts';
import { changeStation, issueEnrollmentCode, listStations } from '../../../usecases/setup/stations.ts';
import type { AccountContext } from '../account-context.ts';
import type { Handlers } from '../handlers.ts';

type SetupRoute =
  | 'GET /api/staff/residents'
  | `POST /api/staff/residents/:residentId/${'unlock' | 'pin'}`
  | 'GET /api/staff/stations'
  | 'PATCH /api/staff/stations/:stationId'
  | 'POST /api/staff/stations/:stationId/enrollment-code'
  | `${'GET' | 'POST'} /api/staff/rates`;

/** Residents, stations and rates as staff set them up. */
export function setupHandlers({ deps }: AccountContext): Handlers<SetupRoute> {
  return {
    'GET /api/staff/residents': async ({ caller, query }) => ({
      residents: (await listResidents(deps, caller, query.search ?? '')).map(residentRow),
    }),
    'POST /api/staff/residents/:residentId/unlock': async ({ caller, params }) =>
      residentRow(await unlockPin(deps, caller, params.residentId as ResidentId)),
    'POST /api/staff/residents/:residentId/pin': async ({ caller, params }) => ({
      pin: await givePin(deps, caller, params.residentId as ResidentId),
    }),
    'GET /api/staff/stations': async ({ caller }) => ({ stations: (await listStations(deps, caller)).map(stationRow) }),
    'PATCH /api/staff/stations/:stationId': async ({ caller, params, body }) => {
      const change = {
        ...(body.enabled !== undefined && { enabled: body.enabled }),
        ...(body.viewApproved !== undefined && { viewApproved: body.viewApproved }),
      };
      return stationRow(await changeStation(deps, caller, params.stationId as StationId, change));
    },
    'POST /api/staff/stations/:stationId/enrollment-code': async ({ caller, params }) => {
      const { code, expiresAt } = await issueEnrollmentCode(deps, caller, params.stationId as StationId);
      return { code, expiresAt: expiresAt.toString() };
    },
    'GET /api/staff/rates': async ({ caller }) => {
      const { rates, cap, isUnpayable } = await listRates(deps, caller);
      const scheduleId = cap?.scheduleId ?? 'none';
      return {
        rates: rates.map(rateRow),
        isUnpayable,
        cap: { scheduleId, centsPerMinute: cap?.centsPerMinute ?? 0, citation: citationOf(scheduleId) },
      };
    },
    'POST /api/staff/rates': async ({ caller, body }) => rateRow(await saveRate(deps, caller, body)),
  };
}

function residentRow(resident: ResidentListing): z.output<typeof ResidentRow> {
  return { ...resident, lockedAt: resident.lockedAt.map((lock) => ({ ...lock, since: lock.since.toString() })) };
}

function stationRow(station: StationListing): z.output<typeof StationRow> {
  return {
    ...station,
    viewApprovedAt: station.viewApprovedAt?.toString() ?? null,
    enrolledAt: station.enrolledAt?.toString() ?? null,
    lastSeenAt: station.lastSeenAt?.toString() ?? null,
    units: [...station.units],
    blocks: station.blocks.map((block) => ({ ...block, weekdays: [...block.weekdays] })),
  };
}

function rateRow(rate: RateRecord): z.output<typeof RateRow> {
  return { ...rate, savedAt: rate.savedAt.toString() };
}
