import type { Caller } from '../../core/access/caller.ts';
import type { ResidentId } from '../../core/shared/ids.ts';
import type { ResidentListing } from '../../ports/resident-directory.ts';
import type { AccountDependencies } from '../accounts/account-dependencies.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';

type Parts = Pick<AccountDependencies, 'work' | 'tokens' | 'hasher'>;

/** Digits of a PIN we give; a station accepts four to eight. */
const PIN_DIGITS = 6;

/** Residents of the caller's facility whose name or booking number contains `search`; all (at most 200) without it. */
export async function listResidents(deps: Pick<Parts, 'work'>, caller: Caller, search: string): Promise<readonly ResidentListing[]> {
  const by = demand(caller, 'read-residents');
  return deps.work.run(({ residents }) => residents.list(by, search));
}

/** Lifts the PIN lock of a resident at every station. Refusals: `not-found`. */
export async function unlockPin(deps: Pick<Parts, 'work'>, caller: Caller, id: ResidentId): Promise<ResidentListing> {
  const by = demand(caller, 'unlock-pin');
  return deps.work.run(async ({ residents, audit }) => {
    if (!(await residents.findFor(by, id))) throw new Refusal('not-found');
    await residents.unlock(id);
    await audit.append(by, 'staff-web', { agencyId: by.agencyId, act: 'resident-pin-unlocked', subjectId: id });
    const unlocked = await residents.findFor(by, id);
    if (!unlocked) throw new Refusal('not-found');
    return unlocked;
  });
}

/** Gives a new PIN, which also lifts locks; it is shown once and kept as a slow hash. Refusals: `not-found`. */
export async function givePin(deps: Parts, caller: Caller, id: ResidentId): Promise<string> {
  const by = demand(caller, 'give-pin');
  const pin = deps.tokens.nextPin(PIN_DIGITS);
  const pinHash = await deps.hasher.hash(pin);
  await deps.work.run(async ({ residents, audit }) => {
    if (!(await residents.findFor(by, id))) throw new Refusal('not-found');
    await residents.setPin(id, pinHash);
    await residents.unlock(id);
    await audit.append(by, 'staff-web', { agencyId: by.agencyId, act: 'resident-pin-given', subjectId: id });
  });
  return pin;
}
