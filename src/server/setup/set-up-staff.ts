import { randomBytes } from 'node:crypto';
import type { StaffRole } from '../../core/access/caller.ts';
import { note, type SetupParts, type SetupPlace } from './setup-parts.ts';
import type { SetupPlan } from './setup-plan.ts';

interface StaffPlan {
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  /** Replaces the password of somebody known, who then enrolls the second factor anew. */
  readonly newPassword: boolean;
}

/** Admin, and whoever else the plan names. Those named beside the admin are whom `--new-password` means. */
export function staffPlans(plan: SetupPlan, newPassword: boolean): StaffPlan[] {
  const named: readonly (readonly [StaffRole, string | undefined, string | undefined])[] = [
    ['scheduler', plan.schedulerName, plan.schedulerEmail],
    ['unit-officer', plan.officerName, plan.officerEmail],
    ['investigator', plan.investigatorName, plan.investigatorEmail],
  ];
  const others = named.flatMap(([role, name, email]) => (name && email ? [{ role, name, email, newPassword }] : []));
  const admin = {
    role: 'facility-admin',
    name: plan.adminName,
    email: plan.adminEmail,
    newPassword: newPassword && others.length === 0,
  } as const;
  return [admin, ...others];
}

/** Makes whoever is missing, and gives the known the roles that they lack. */
export async function setUpEverybody(
  parts: SetupParts,
  place: SetupPlace,
  plans: readonly StaffPlan[],
): Promise<{ readonly made: readonly string[]; readonly passwords: readonly { readonly email: string; readonly password: string }[] }> {
  const made: string[] = [];
  const passwords: { readonly email: string; readonly password: string }[] = [];
  for (const plan of plans) {
    const { email } = plan;
    const word = roleWords[plan.role];
    // In a small jail one person may hold two roles: the password of the first is the one to show.
    const password = passwords.some((one) => one.email === email) ? null : await setUpStaff(parts, place, plan);
    if (password !== null) {
      passwords.push({ email, password });
      made.push(`${word} ${email}`);
    }
    if (await giveRole(parts, place, plan)) made.push(`role ${word} for ${email}`);
  }
  return { made, passwords };
}

const roleWords: Readonly<Record<StaffRole, string>> = {
  'facility-admin': 'admin',
  scheduler: 'scheduler',
  'unit-officer': 'officer',
  investigator: 'investigator',
};

/** @returns whether somebody of this facility did not have the role. */
async function giveRole(parts: SetupParts, place: SetupPlace, { email, role }: StaffPlan): Promise<boolean> {
  return parts.db.transaction().execute(async (db) => {
    const known = await db
      .selectFrom('staff')
      .select(['id', 'roles'])
      .where('email', '=', email)
      .where('agency_id', '=', place.agencyId)
      .where('facility_id', '=', place.facilityId)
      .forUpdate()
      .executeTakeFirst();
    if (!known || known.roles.includes(role)) return false;
    await db
      .updateTable('staff')
      .set({ roles: [...known.roles, role] })
      .where('id', '=', known.id)
      .execute();
    await note({ ...parts, db }, place.agencyId, 'staff-role-given', known.id);
    return true;
  });
}

/** Makes a staff member who is missing. @returns the password, to be shown once; null when nothing was changed. */
async function setUpStaff(parts: SetupParts, place: SetupPlace, plan: StaffPlan): Promise<string | null> {
  const known = await parts.db.selectFrom('staff').select('id').where('email', '=', plan.email).executeTakeFirst();
  if (known && !plan.newPassword) return null;
  const password = randomBytes(15).toString('base64url');
  // The authenticator cannot join a transaction: cut short after this line, the next run finds the account and makes the rest.
  const authUserId = await parts.staffSignIn.setPassword(plan.name, plan.email, password);
  await parts.db.transaction().execute(async (db) => {
    const id = known?.id ?? parts.ids.next('stf');
    if (known) await db.deleteFrom('staff_second_factors').where('staff_id', '=', id).execute();
    else {
      const at = { agency_id: place.agencyId, facility_id: place.facilityId };
      const { name, email, role } = plan;
      await db
        .insertInto('staff')
        .values({ id, ...at, auth_user_id: authUserId, name, email, roles: [role] })
        .execute();
    }
    await note({ ...parts, db }, place.agencyId, known ? 'staff-password-given' : 'staff-made', id);
  });
  return password;
}
