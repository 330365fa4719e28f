import type { Caller, ResidentCaller, StationCaller } from '../../core/access/caller.ts';
import type { ResidentAtStation } from '../../ports/resident-directory.ts';
import type { StationRecord } from '../../ports/station-store.ts';
import type { AccountDependencies } from '../accounts/account-dependencies.ts';
import { countAttempt, noteAttempt } from '../accounts/guard-attempts.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';

type Parts = Pick<AccountDependencies, 'clock' | 'work' | 'tokens' | 'hasher'>;

/** Wrong PINs that lock one resident at one station until staff unlock. */
export const MOST_WRONG_PINS = 5;
/** Over all numbers, one station may see so many tries: four digits would not stand against trying one PIN on everybody. */
const stationAttempts = { most: 40, windowMinutes: 10 } as const;
/**
 * A number that does not exist is locked alike, else the lock would tell which ones do; and as a real lock ends only by the hands of staff,
 * this one must not end by itself before anybody's patience does: ten years, after which the row may go.
 */
const unknownNumber = { most: MOST_WRONG_PINS, windowMinutes: 10 * 365 * 24 * 60 } as const;

/**
 * Signs a resident in at a station by booking number (its digits are enough: the pad has no others) and PIN. Locked out per resident *and* station, else residents would lock each other
 * out everywhere. Refusals: `wrong-number-or-pin` (alike, and as slow, for unknown numbers), `pin-locked`, `too-many-attempts`.
 */
export async function signInResident(
  deps: Parts,
  caller: Caller,
  station: StationRecord,
  wish: { readonly bookingNumber: string; readonly pin: string; readonly language: 'en' | 'es' },
): Promise<{ readonly token: string; readonly name: string }> {
  const by = demand(caller, 'sign-in-at-station');
  await countAttempt(deps, `station ${station.id}`, stationAttempts);
  const resident = await deps.work.run(({ residents }) => residents.findAtStation(station, wish.bookingNumber));
  const tries = await countTry(deps, station, resident, wish.bookingNumber);
  const fits = await pinFits(deps, tries > MOST_WRONG_PINS ? null : resident, wish.pin);
  if (tries > MOST_WRONG_PINS) throw new Refusal('pin-locked');
  if (!resident || !fits) {
    if (tries < MOST_WRONG_PINS) throw new Refusal('wrong-number-or-pin');
    if (resident) await noteLock(deps, by, resident);
    throw new Refusal('pin-locked');
  }
  const { token, hash } = deps.tokens.next();
  await deps.work.run(async ({ residents, stations, audit }) => {
    await residents.clearWrongPins(station, resident.id);
    await stations.openSignIn(hash, station, resident.id, wish.language, deps.clock.now());
    const signedIn: ResidentCaller = { ...by, kind: 'resident', residentId: resident.id };
    await audit.append(signedIn, 'station', { agencyId: station.agencyId, act: 'resident-signed-in', subjectId: resident.id });
  });
  return { token, name: resident.name };
}

async function noteLock(deps: Parts, by: StationCaller, resident: ResidentAtStation): Promise<void> {
  await deps.work.run(({ audit }) =>
    audit.append(by, 'station', { agencyId: by.agencyId, act: 'resident-pin-locked', subjectId: resident.id }),
  );
}

/** As slow for whom there is no PIN to compare with, or no longer. */
async function pinFits(deps: Parts, resident: ResidentAtStation | null, pin: string): Promise<boolean> {
  if (resident?.pinHash) return deps.hasher.verify(resident.pinHash, pin);
  await deps.hasher.hash(pin);
  return false;
}

/** Which try this is since the last right PIN; counted, in a transaction of its own, before it is judged, so that many at once are not judged all. */
async function countTry(deps: Parts, station: StationRecord, resident: ResidentAtStation | null, bookingNumber: string): Promise<number> {
  if (!resident) return noteAttempt(deps, `number ${station.id} ${bookingNumber}`, unknownNumber);
  return deps.work.run(({ residents }) => residents.countPinTry(station, resident.id, MOST_WRONG_PINS, deps.clock.now()));
}
