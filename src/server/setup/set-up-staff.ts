import { randomBytes } from 'node:crypto';
import type { StaffRole } from '../../core/access/caller.ts';
import { note, type SetupParts, type SetupPlace } from './setup-parts.ts';

export interface StaffPlan {
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  /** Replaces the password of somebody known, who then enrolls the second factor anew. */
  readonly newPassword: boolean;
}

/** Makes a staff member who is missing. @returns the password, to be shown once; null when nothing was changed. */
export async function setUpStaff(parts: SetupParts, place: SetupPlace, plan: StaffPlan): Promise<string | null> {
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
