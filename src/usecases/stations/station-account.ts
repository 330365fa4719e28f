import type { Caller } from '../../core/access/caller.ts';
import type { AccountDependencies } from '../accounts/account-dependencies.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';

/** Name of the resident signed in at the station. */
export async function readResident(deps: Pick<AccountDependencies, 'work'>, caller: Caller): Promise<string> {
  const { residentId } = demand(caller, 'read-station-visits');
  const name = await deps.work.run(({ residents }) => residents.nameOf(residentId));
  if (name === null) throw new Refusal('not-signed-in');
  return name;
}

/** Ends the sign-in at the station. */
export async function signOutResident(
  deps: Pick<AccountDependencies, 'clock' | 'work' | 'tokens'>,
  caller: Caller,
  token: string,
): Promise<void> {
  const by = demand(caller, 'sign-out-at-station');
  await deps.work.run(async ({ stations, audit }) => {
    await stations.endSignIn(deps.tokens.hashOf(token), deps.clock.now());
    await audit.append(by, 'station', { agencyId: by.agencyId, act: 'resident-signed-out', subjectId: by.residentId });
  });
}
