import type { SetupParts } from './setup-parts.ts';
import type { SetupPlan } from './setup-plan.ts';

/**
 * A facility is known by its name and staff by their address, on the whole platform: nobody who sets up a second agency shall come into the
 * first one's facility by the same name, nor change the account of somebody who works elsewhere.
 * @throws Error that names every such flag and what to do
 */
export async function refuseWhatIsElsewhere({ db }: Pick<SetupParts, 'db'>, plan: SetupPlan): Promise<void> {
  const facility = await db
    .selectFrom('facilities as f')
    .innerJoin('agencies as a', 'a.id', 'f.agency_id')
    .select(['f.id', 'f.name', 'a.name as agency'])
    .where('f.slug', '=', plan.slug)
    .executeTakeFirst();
  const isForeign = facility !== undefined && facility.agency !== plan.agency;
  const problems = isForeign
    ? [
        `--facility "${plan.facility}" belongs to the agency "${facility.agency}" already. Give --agency "${facility.agency}" if you mean that one; else give --facility another name, e.g. --facility "${plan.agency} ${plan.facility}", since families find a facility by it.`,
      ]
    : [];
  const here = isForeign ? undefined : facility?.id;
  for (const [flag, email] of addressesOf(plan)) {
    const place = await workplaceOf(db, email);
    if (place && place.facilityId !== here)
      problems.push(
        `--${flag} ${email} belongs to staff of ${place.name} already, whose account is left alone. Give another address: one address is one account at one facility.`,
      );
  }
  if (problems.length > 0) throw new Error(`Setup changes nothing:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
}

function addressesOf(plan: SetupPlan): (readonly [flag: string, email: string])[] {
  const named = [
    ['admin-email', plan.adminEmail],
    ['scheduler-email', plan.schedulerEmail],
    ['officer-email', plan.officerEmail],
    ['investigator-email', plan.investigatorEmail],
  ] as const;
  return named.flatMap(([flag, email]) => (email === undefined ? [] : [[flag, email] as const]));
}

/** Where somebody works; null without an account. Staff of all facilities of an agency have none of them. */
async function workplaceOf(
  db: SetupParts['db'],
  email: string,
): Promise<{ readonly facilityId: string | null; readonly name: string } | null> {
  const row = await db
    .selectFrom('staff as s')
    .innerJoin('agencies as a', 'a.id', 's.agency_id')
    .leftJoin('facilities as f', 'f.id', 's.facility_id')
    .select(['s.facility_id', 'f.name', 'a.name as agency'])
    .where('s.email', '=', email)
    .executeTakeFirst();
  if (!row) return null;
  return { facilityId: row.facility_id, name: row.name === null ? `the agency "${row.agency}"` : `"${row.name}"` };
}
