import { sql } from 'kysely';
import { type StaffRole, staffRoles } from '../../../core/access/caller.ts';
import type { AgencyId, FacilityId, StaffId } from '../../../core/shared/ids.ts';
import type { StaffAccounts, StaffRecord } from '../../../ports/staff-accounts.ts';
import type { Database } from '../database.ts';

const columns = [
  'staff.id',
  'staff.auth_user_id',
  'staff.agency_id',
  'staff.facility_id',
  'staff.name',
  'staff.email',
  'staff.roles',
] as const;

/** Rows of staff, their second factors and half-done sign-ins. */
export function postgresStaffAccounts(db: Database): StaffAccounts {
  const find = async (column: 'id' | 'auth_user_id', value: string): Promise<StaffRecord | null> => {
    const row = await db.selectFrom('staff').select(columns).where(column, '=', value).where('disabled_at', 'is', null).executeTakeFirst();
    return row ? recordOf(row) : null;
  };

  return {
    findByAuthUser: (authUserId) => find('auth_user_id', authUserId),
    find: (id) => find('id', id),
    async homeOf(staff) {
      const row = await db
        .selectFrom('facilities')
        .select(['id', 'name', 'time_zone'])
        .where('agency_id', '=', staff.agencyId)
        .$if(staff.facilityId !== null, (query) => query.where('id', '=', staff.facilityId ?? ''))
        .orderBy('name')
        .executeTakeFirstOrThrow();
      return { id: row.id as FacilityId, name: row.name, timeZone: row.time_zone };
    },
    async secondFactorOf(id) {
      const row = await db
        .selectFrom('staff_second_factors')
        .select(['sealed_secret', 'enrolled_at'])
        .where('staff_id', '=', id)
        .executeTakeFirst();
      return row ? { sealed: row.sealed_secret, enrolled: row.enrolled_at !== null } : null;
    },
    async offerSecondFactor(staff, sealed, recoveryHashes) {
      const made = await db
        .insertInto('staff_second_factors')
        .values({ staff_id: staff.id, agency_id: staff.agencyId, sealed_secret: sealed, recovery_hashes: [...recoveryHashes] })
        .onConflict((conflict) =>
          conflict
            .column('staff_id')
            .doUpdateSet({ sealed_secret: sealed, recovery_hashes: [...recoveryHashes] })
            .where('staff_second_factors.enrolled_at', 'is', null),
        )
        .executeTakeFirst();
      return made.numInsertedOrUpdatedRows === 1n;
    },
    async useStep(id, step, now) {
      const used = await db
        .updateTable('staff_second_factors')
        .set({ last_step: step, enrolled_at: sql<Date>`coalesce(enrolled_at, ${now.toString()}::timestamptz)` })
        .where('staff_id', '=', id)
        .where('last_step', '<', String(step))
        .executeTakeFirst();
      return used.numUpdatedRows === 1n;
    },
    async useRecoveryCode(id, hash) {
      const used = await db
        .updateTable('staff_second_factors')
        .set({ recovery_hashes: sql<string[]>`array_remove(recovery_hashes, ${hash})` })
        .where('staff_id', '=', id)
        .where('enrolled_at', 'is not', null)
        .where(sql<boolean>`${hash} = any (recovery_hashes)`)
        .executeTakeFirst();
      return used.numUpdatedRows === 1n;
    },
    ...pendingSignIns(db),
  };
}

function pendingSignIns(
  db: Database,
): Pick<StaffAccounts, 'openPending' | 'findPending' | 'countWrongCode' | 'closePending' | 'endPendingOf'> {
  const endPendingOf = async (id: StaffId): Promise<void> => {
    await db.deleteFrom('staff_pending_sign_ins').where('staff_id', '=', id).execute();
  };

  return {
    endPendingOf,
    async openPending(tokenHash, staff, expiresAt) {
      // A new sign-in begins anew: what is left of an earlier one could only help somebody else.
      await endPendingOf(staff.id);
      await db
        .insertInto('staff_pending_sign_ins')
        .values({ token_hash: tokenHash, agency_id: staff.agencyId, staff_id: staff.id, expires_at: expiresAt.toString() })
        .execute();
    },
    async findPending(tokenHash, now) {
      const row = await db
        .selectFrom('staff_pending_sign_ins as pending')
        .innerJoin('staff', 'staff.id', 'pending.staff_id')
        .select([...columns, 'pending.wrong_codes'])
        .where('pending.token_hash', '=', tokenHash)
        .where('pending.expires_at', '>', new Date(now.epochMilliseconds))
        .where('staff.disabled_at', 'is', null)
        .forUpdate('pending')
        .executeTakeFirst();
      return row ? { staff: recordOf(row), wrongCodes: row.wrong_codes } : null;
    },
    async countWrongCode(tokenHash) {
      await db
        .updateTable('staff_pending_sign_ins')
        .set((row) => ({ wrong_codes: row('wrong_codes', '+', 1) }))
        .where('token_hash', '=', tokenHash)
        .execute();
    },
    async closePending(tokenHash) {
      await db.deleteFrom('staff_pending_sign_ins').where('token_hash', '=', tokenHash).execute();
    },
  };
}

function recordOf(row: {
  id: string;
  auth_user_id: string;
  agency_id: string;
  facility_id: string | null;
  name: string;
  email: string;
  roles: string[];
}): StaffRecord {
  return {
    id: row.id as StaffId,
    authUserId: row.auth_user_id,
    agencyId: row.agency_id as AgencyId,
    facilityId: row.facility_id as FacilityId | null,
    name: row.name,
    email: row.email,
    roles: row.roles.filter((role): role is StaffRole => (staffRoles as readonly string[]).includes(role)),
  };
}
