import type { Caller } from '../../core/access/caller.ts';
import type { FacilityId } from '../../core/shared/ids.ts';
import type { StaffRecord } from '../../ports/staff-accounts.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { AccountDependencies } from './account-dependencies.ts';

/** Who is signed in, and where they work. */
export async function readStaffAccount(
  deps: Pick<AccountDependencies, 'work'>,
  caller: Caller,
): Promise<{
  readonly staff: StaffRecord;
  readonly facility: { readonly id: FacilityId; readonly name: string; readonly timeZone: string };
}> {
  const { staffId } = demand(caller, 'read-staff-account');
  return deps.work.run(async ({ staff }) => {
    const member = await staff.find(staffId);
    if (!member) throw new Refusal('not-signed-in');
    return { staff: member, facility: await staff.homeOf(member) };
  });
}

/** Ends the sign-in behind the cookie. */
export async function signOutStaff(deps: Pick<AccountDependencies, 'work' | 'staffSignIn'>, caller: Caller, cookie: string): Promise<void> {
  const by = demand(caller, 'read-staff-account');
  await deps.work.run(({ audit }) =>
    audit.append(by, 'staff-web', { agencyId: by.agencyId, act: 'staff-signed-out', subjectId: by.staffId }),
  );
  await deps.staffSignIn.endSignIn(cookie);
}
