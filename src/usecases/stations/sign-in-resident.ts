import type { Caller, ResidentCaller, StationCaller } from '../../core/access/caller.ts';
import type { ResidentAtStation } from '../../ports/resident-directory.ts';
import type { StationRecord } from '../../ports/station-store.ts';
import type { AccountDependencies } from '../accounts/account-dependencies.ts';
import { noteAttempt, refuseGuessing } from '../accounts/guard-attempts.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';

type Parts = Pick<AccountDependencies, 'clock' | 'work' | 'tokens' | 'hasher'>;

/** Wrong PINs that lock one resident at one station until staff unlock. */
export const MOST_WRONG_PINS = 5;
/** Over all numbers, one station may see so many: four digits would not stand against trying one PIN on everybody. */
const stationAttempts = { most: 40, windowMinutes: 10 } as const;
/** A number that does not exist is locked alike, else the lock would tell which numbers do. */
const unknownNumber = { most: MOST_WRONG_PINS, windowMinutes: 24 * 60 } as const;

/**
 * Signs a resident in at a station by booking number and PIN. Locked out per resident *and* station, else residents would lock each other
 * out everywhere. Refusals: `wrong-number-or-pin` (alike, and as slow, for unknown numbers), `pin-locked`, `too-many-attempts`.
 */
export async function signInResident(
  deps: Parts,
  caller: Caller,
  station: StationRecord,
  wish: { readonly bookingNumber: string; readonly pin: string; readonly language: 'en' | 'es' },
): Promise<{ readonly token: string; readonly name: string }> {
  const by = demand(caller, 'sign-in-at-station');
  await refuseGuessing(deps, `station ${station.id}`, stationAttempts);
  const resident = await deps.work.run(({ residents }) => residents.findAtStation(station, wish.bookingNumber));
  if (resident?.locked) throw new Refusal('pin-locked');
  const fits = await pinFits(deps, resident, wish.pin);
  if (!resident || !fits) throw await wrongPin(deps, by, station, resident, wish.bookingNumber);
  const { token, hash } = deps.tokens.next();
  await deps.work.run(async ({ residents, stations, audit }) => {
    await residents.clearWrongPins(station, resident.id);
    await stations.openSignIn(hash, station, resident.id, wish.language, deps.clock.now());
    const signedIn: ResidentCaller = { ...by, kind: 'resident', residentId: resident.id };
    await audit.append(signedIn, 'station', { agencyId: station.agencyId, act: 'resident-signed-in', subjectId: resident.id });
  });
  return { token, name: resident.name };
}

async function pinFits(deps: Parts, resident: ResidentAtStation | null, pin: string): Promise<boolean> {
  if (resident?.pinHash) return deps.hasher.verify(resident.pinHash, pin);
  await deps.hasher.hash(pin);
  return false;
}

/** Counts the wrong PIN, in a transaction of its own, and says what to answer. */
async function wrongPin(
  deps: Parts,
  by: StationCaller,
  station: StationRecord,
  resident: ResidentAtStation | null,
  bookingNumber: string,
): Promise<Refusal> {
  await noteAttempt(deps, `station ${station.id}`, stationAttempts);
  if (!resident) {
    const failures = await noteAttempt(deps, `number ${station.id} ${bookingNumber}`, unknownNumber);
    return new Refusal(failures >= MOST_WRONG_PINS ? 'pin-locked' : 'wrong-number-or-pin');
  }
  const { locked } = await deps.work.run(async ({ residents, audit }) => {
    const noted = await residents.noteWrongPin(station, resident.id, MOST_WRONG_PINS, deps.clock.now());
    if (noted.locked) await audit.append(by, 'station', { agencyId: station.agencyId, act: 'resident-pin-locked', subjectId: resident.id });
    return noted;
  });
  return new Refusal(locked ? 'pin-locked' : 'wrong-number-or-pin');
}
