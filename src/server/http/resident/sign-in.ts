import type { FastifyRequest } from 'fastify';
import type { StationRecord } from '../../../ports/station-store.ts';
import { Refusal } from '../../../usecases/refusal.ts';
import { enrollStation } from '../../../usecases/stations/enroll-station.ts';
import { findStation } from '../../../usecases/stations/find-station.ts';
import { signInResident } from '../../../usecases/stations/sign-in-resident.ts';
import { readResident, signOutResident } from '../../../usecases/stations/station-account.ts';
import type { AccountContext } from '../account-context.ts';
import type { Handlers } from '../handlers.ts';

type StationAccountRoute = `POST /api/station/${'enroll' | 'sign-in' | 'sign-out'}` | `GET /api/station${'' | '/me'}`;

/** A station as a device, and residents who sign in at it. */
export function stationAccountHandlers({ deps, cookies }: AccountContext): Handlers<StationAccountRoute> {
  const seen = new Map<string, number>();
  const stationOf = async (request: FastifyRequest): Promise<StationRecord> => {
    const found = await findStation(deps, cookies.read(request, 'ov_station') ?? '', seen);
    if (!found) throw new Refusal('station-not-enrolled');
    return found.station;
  };

  return {
    'POST /api/station/enroll': async ({ caller, body, reply }) => {
      const { stationName, deviceKey } = await enrollStation(deps, caller, body.code);
      cookies.set(reply, 'ov_station', deviceKey);
      cookies.clear(reply, 'ov_station_sign_in');
      return { stationName };
    },
    'GET /api/station': async ({ raw }) => {
      const station = await stationOf(raw);
      return {
        stationName: station.name,
        facilityName: station.facilityName,
        timeZone: station.timeZone,
        serverNow: deps.clock.now().toString(),
      };
    },
    'POST /api/station/sign-in': async ({ caller, body, raw, reply }) => {
      const { token, name } = await signInResident(deps, caller, await stationOf(raw), body);
      cookies.set(reply, 'ov_station_sign_in', token);
      return { name, language: body.language };
    },
    'POST /api/station/sign-out': async ({ caller, raw, reply }) => {
      await signOutResident(deps, caller, cookies.read(raw, 'ov_station_sign_in') ?? '');
      cookies.clear(reply, 'ov_station_sign_in');
      return { done: true };
    },
    'GET /api/station/me': async ({ caller, language }) => ({ name: await readResident(deps, caller), language }),
  };
}
