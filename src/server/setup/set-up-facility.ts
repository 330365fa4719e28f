import { defaultConsentTexts } from '../../core/facility/default-consent.ts';
import { defaultPolicy } from '../../core/facility/default-policy.ts';
import { capFor } from '../../core/money/cap.ts';
import type { Clock } from '../../ports/clock.ts';
import { refuseWhatIsElsewhere } from './refuse-what-is-elsewhere.ts';
import { setUpResidents } from './set-up-residents.ts';
import { setUpEverybody, staffPlans } from './set-up-staff.ts';
import { setUpStations } from './set-up-stations.ts';
import { note, type SetupParts, type SetupPlace } from './setup-parts.ts';
import type { SetupPlan } from './setup-plan.ts';

export interface SetUpOutcome {
  readonly made: readonly string[];
  /** Shown once; empty when everybody was there before. */
  readonly passwords: readonly { readonly email: string; readonly password: string }[];
  /** Stations whose camera view nobody has approved, or that no device is enrolled as. */
  readonly stationsNotReady: readonly string[];
  /** The plan's visiting hours were not taken: the facility has a timetable, and visits may stand in it. */
  readonly otherHoursKept: boolean;
}

/**
 * Makes agency, facility, policy, consent texts, housing units, stations, visiting hours, residents and staff, as far as the plan names them
 * and they are missing, with an audit row each. Run again it changes nothing; with `newPassword` whoever is named beside the admin, or where
 * the plan names nobody the admin, gets a new password and enrolls the second factor anew. A facility of another agency and staff who work
 * elsewhere are refused by their flags.
 */
export async function setUpFacility(
  parts: SetupParts,
  plan: SetupPlan,
  options: { readonly newPassword?: boolean } = {},
): Promise<SetUpOutcome> {
  const made: string[] = [];
  const place = await parts.db.transaction().execute(async (db) => {
    const inside = { ...parts, db };
    await refuseWhatIsElsewhere(inside, plan);
    const its = await setUpPlace(inside, plan, made);
    if (plan.residents) made.push(...(await setUpResidents(inside, its, plan.residents)));
    made.push(...(await setUpStations(inside, its, plan)));
    return its;
  });
  const staff = await setUpEverybody(parts, place, staffPlans(plan, options.newPassword ?? false));
  return {
    made: [...made, ...staff.made],
    passwords: staff.passwords,
    stationsNotReady: await stationsNotReady(parts, place),
    otherHoursKept: await hasOtherHours(parts, place, plan),
  };
}

async function stationsNotReady({ db }: SetupParts, { facilityId }: SetupPlace): Promise<string[]> {
  const rows = await db
    .selectFrom('stations')
    .select('name')
    .where('facility_id', '=', facilityId)
    .where((is) => is.or([is('view_approved_at', 'is', null), is('enrolled_at', 'is', null)]))
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}

async function hasOtherHours({ db }: SetupParts, { facilityId }: SetupPlace, { hours }: SetupPlan): Promise<boolean> {
  if (!hours) return false;
  const entries = await db
    .selectFrom('timetable_entries')
    .select(['start_time', 'end_time'])
    .where('facility_id', '=', facilityId)
    .execute();
  return entries.some((entry) => entry.start_time.slice(0, 5) !== hours.startTime || entry.end_time.slice(0, 5) !== hours.endTime);
}

async function setUpPlace(parts: SetupParts, plan: SetupPlan, made: string[]): Promise<SetupPlace> {
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
