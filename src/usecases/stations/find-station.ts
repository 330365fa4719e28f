import type { ResidentCaller, StationCaller } from '../../core/access/caller.ts';
import type { StationRecord } from '../../ports/station-store.ts';
import type { AccountDependencies } from '../accounts/account-dependencies.ts';

/** A station is asked for often; seconds between notes that it was seen. */
const SEEN_EVERY_SECONDS = 30;
/** Minutes without a request after which a resident is signed out, outside waiting room and call. The screen itself asks "Still there?" sooner. */
const IDLE_MINUTES = 3;
const TOUCH_EVERY_SECONDS = 10;

/** The station whose device key this is; null for unknown and replaced keys and while the station is switched off. */
export async function findStation(
  deps: Pick<AccountDependencies, 'clock' | 'work' | 'tokens'>,
  deviceKey: string,
  seen: Map<string, number>,
): Promise<{ readonly station: StationRecord; readonly caller: StationCaller } | null> {
  const now = deps.clock.now();
  return deps.work.look(async ({ stations }) => {
    const station = await stations.findByDeviceKey(deps.tokens.hashOf(deviceKey));
    if (!station) return null;
    if (now.epochMilliseconds - (seen.get(station.id) ?? 0) > SEEN_EVERY_SECONDS * 1_000) {
      seen.set(station.id, now.epochMilliseconds);
      await stations.noteSeen(station.id, now);
    }
    const { id, agencyId, facilityId } = station;
    return { station, caller: { kind: 'station', stationId: id, agencyId, facilityId } };
  });
}

/** The resident signed in at the station by this token; null after three idle minutes, unless in a waiting room or call there. */
export async function findResident(
  deps: Pick<AccountDependencies, 'clock' | 'work' | 'tokens'>,
  station: StationCaller,
  token: string,
): Promise<{ readonly caller: ResidentCaller; readonly language: 'en' | 'es' } | null> {
  const now = deps.clock.now();
  const hash = deps.tokens.hashOf(token);
  return deps.work.look(async ({ stations }) => {
    const signIn = await stations.findSignIn(hash, station.stationId);
    if (!signIn) return null;
    const idleSeconds = signIn.lastTouchAt.until(now).total('seconds');
    if (idleSeconds > IDLE_MINUTES * 60 && !signIn.inCall) {
      await stations.endSignIn(hash, now);
      return null;
    }
    if (idleSeconds > TOUCH_EVERY_SECONDS) await stations.touchSignIn(hash, now);
    return { caller: { ...station, kind: 'resident', residentId: signIn.residentId }, language: signIn.language };
  });
}
