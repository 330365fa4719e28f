import type { Caller, StationCaller } from '../../core/access/caller.ts';
import type { AccountDependencies } from '../accounts/account-dependencies.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';

/**
 * Turns a browser into a station by a one-time code of a facility admin; the device that was this station before ends. Answers the key for
 * the device's cookie, which is kept nowhere else. Refusals: `wrong-code` (also when used or older than its minutes).
 */
export async function enrollStation(
  deps: Pick<AccountDependencies, 'clock' | 'work' | 'tokens'>,
  caller: Caller,
  code: string,
): Promise<{ readonly stationName: string; readonly deviceKey: string }> {
  demand(caller, 'become-station');
  const key = deps.tokens.next();
  const now = deps.clock.now();
  return deps.work.run(async ({ stations, audit }) => {
    const station = await stations.findByEnrollmentCode(deps.tokens.hashOfCode(code), now);
    if (!station) throw new Refusal('wrong-code');
    await stations.enroll(station.id, key.hash, now);
    const by: StationCaller = { kind: 'station', stationId: station.id, agencyId: station.agencyId, facilityId: station.facilityId };
    await audit.append(by, 'station', { agencyId: station.agencyId, act: 'station-enrolled', subjectId: station.id });
    return { stationName: station.name, deviceKey: key.token };
  });
}
