import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { postgresAuditLog } from '../../adapters/postgres/audit-log.ts';
import type { Tables } from '../../adapters/postgres/tables.ts';
import type { TransactionScope } from '../../adapters/postgres/transaction-scope.ts';
import { defaultConsentTexts, defaultPolicy } from '../../core/facility/default-policy.ts';
import { capFor } from '../../core/money/cap.ts';
import type { AgencyId } from '../../core/shared/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdSource } from '../../ports/id-source.ts';
import type { StaffAuthenticator } from '../../ports/staff-authenticator.ts';
import type { SetupPlan } from './setup-plan.ts';

export interface SetupParts {
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly staffSignIn: StaffAuthenticator;
}

export interface SetUpOutcome {
  readonly made: readonly string[];
  /** Shown once; null when the admin was there before. */
  readonly password: string | null;
}

/**
 * Makes agency, facility, policy, consent texts, housing unit and first admin, as far as they are missing, with an audit row each. Run
 * again it changes nothing; with `newPassword` an admin who lost theirs gets a new one and enrolls the second factor anew.
 */
export async function setUpFacility(
  parts: SetupParts,
  plan: SetupPlan,
  options: { readonly newPassword?: boolean } = {},
): Promise<SetUpOutcome> {
  const made: string[] = [];
  const place = await parts.db.transaction().execute((db) => setUpPlace({ ...parts, db }, plan, made));
  const known = await parts.db.selectFrom('staff').select('id').where('email', '=', plan.adminEmail).executeTakeFirst();
  if (known && !options.newPassword) return { made, password: null };
  const password = randomBytes(15).toString('base64url');
  // The authenticator cannot join a transaction: cut short after this line, the next run finds the account and makes the rest.
  const authUserId = await parts.staffSignIn.setPassword(plan.adminName, plan.adminEmail, password);
  await parts.db.transaction().execute(async (db) => {
    const id = known?.id ?? parts.ids.next('stf');
    if (known) await db.deleteFrom('staff_second_factors').where('staff_id', '=', id).execute();
    else
      await db
        .insertInto('staff')
        .values({
          id,
          agency_id: place.agencyId,
          facility_id: place.facilityId,
          auth_user_id: authUserId,
          name: plan.adminName,
          email: plan.adminEmail,
          roles: ['facility-admin'],
        })
        .execute();
    await note({ ...parts, db }, place.agencyId, known ? 'staff-password-given' : 'staff-made', id);
  });
  made.push(known ? `new password for ${plan.adminEmail}` : `admin ${plan.adminEmail}`);
  return { made, password };
}

async function setUpPlace(parts: SetupParts, plan: SetupPlan, made: string[]): Promise<{ agencyId: string; facilityId: string }> {
  const { db, clock, ids } = parts;
  const known = await db.selectFrom('facilities').select(['id', 'agency_id']).where('slug', '=', plan.slug).executeTakeFirst();
  if (known) return { agencyId: known.agency_id, facilityId: known.id };
  const agency = await db.selectFrom('agencies').select('id').where('name', '=', plan.agency).executeTakeFirst();
  const agencyId = agency?.id ?? ids.next('agy');
  if (!agency) {
    await db.insertInto('agencies').values({ id: agencyId, name: plan.agency }).execute();
    await note(parts, agencyId, 'agency-made', agencyId);
    made.push(`agency ${plan.agency}`);
  }
  const facilityId = ids.next('fac');
  const at = { agency_id: agencyId, facility_id: facilityId };
  await db
    .insertInto('facilities')
    .values({
      id: facilityId,
      agency_id: agencyId,
      slug: plan.slug,
      name: plan.facility,
      kind: plan.kind,
      state: plan.state,
      time_zone: plan.timeZone,
      average_daily_population: String(plan.population),
    })
    .execute();
  await db
    .insertInto('policies')
    .values({ ...at, version: 1, settings: JSON.stringify(defaultPolicy), effective_from: clock.now().toString() })
    .execute();
  await db
    .insertInto('rates')
    .values({ id: ids.next('rat'), ...at, ...firstRate(plan, clock) })
    .execute();
  for (const [language, body] of Object.entries(defaultConsentTexts))
    await db
      .insertInto('consent_texts')
      .values({ version: defaultPolicy.consentVersion, language, body })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  await db
    .insertInto('housing_units')
    .values({ id: ids.next('unt'), ...at, name: plan.unit })
    .execute();
  await note(parts, agencyId, 'facility-made', facilityId);
  made.push(`facility ${plan.facility}, free of charge until a rate is saved, with policy, consent texts and ${plan.unit}`);
  return { agencyId, facilityId };
}

/** Free of charge until an admin saves a rate: said in a row, because no row would leave every quote without its cap. */
function firstRate(plan: SetupPlan, clock: Clock) {
  const now = clock.now();
  const today = now.toZonedDateTimeISO(plan.timeZone).toPlainDate();
  const cap = capFor({ kind: plan.kind, averageDailyPopulation: plan.population, additiveRecorded: false }, today);
  return {
    cents_per_minute: 0,
    effective_on: today.toString(),
    cap_schedule_id: cap?.scheduleId ?? 'none',
    cap_cents_per_minute: cap?.centsPerMinute ?? 0,
    saved_by: 'setup',
    saved_at: now.toString(),
  };
}

/** An audit row in the transaction of `db`. */
async function note({ db, clock, ids }: SetupParts, agencyId: string, act: string, subjectId: string): Promise<void> {
  const writes: Promise<unknown>[] = [];
  const write: TransactionScope['write'] = (query) => writes.push(db.executeQuery(query.compile()));
  const log = postgresAuditLog({ db, clock, ids, composeMail: () => null, factsApart: false, write });
  await log.append({ kind: 'system', channel: 'setup' }, 'setup', { agencyId: agencyId as AgencyId, act, subjectId });
  await Promise.all(writes);
}
