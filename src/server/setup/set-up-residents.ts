import { digitsOf } from '../../core/people/booking-number.ts';
import type { ListedResident } from './resident-file.ts';
import { note, type SetupParts, type SetupPlace } from './setup-parts.ts';

/**
 * Takes over a list of residents: new ones are made without a PIN, known ones (by booking number) get the name, birth date and housing of
 * the list, and addresses are added to their visitor lists, never taken off. Nobody leaves because the list does not name them.
 * @returns in words what changed
 * @throws when a new number has the digits of another one in custody: stations could not tell the two apart
 */
export async function setUpResidents(parts: SetupParts, place: SetupPlace, listed: readonly ListedResident[]): Promise<string[]> {
  const unitIds = await unitsNamed(parts, place, listed);
  const at = { agency_id: place.agencyId, facility_id: place.facilityId };
  const rows = await parts.db
    .selectFrom('residents')
    .select(['id', 'booking_number', 'name', 'birth_on', 'housing_unit_id', 'custody_status'])
    .where('facility_id', '=', place.facilityId)
    .execute();
  const known = new Map(rows.map((row) => [row.booking_number.toLowerCase(), row]));
  const here = new Map(rows.filter((row) => row.custody_status === 'in-custody').map((row) => [digitsOf(row.booking_number), row]));
  const [made, changed]: [string[], string[]] = [[], []];
  let addresses = 0;
  for (const one of listed) {
    const before = known.get(one.bookingNumber.toLowerCase());
    const id = before?.id ?? parts.ids.next('res');
    const unitId = one.unit === null ? null : (unitIds.get(one.unit.toLowerCase()) ?? null);
    const facts = { name: one.name, birth_on: one.birthOn, housing_unit_id: unitId };
    if (!before) {
      const like = here.get(digitsOf(one.bookingNumber));
      if (like) throw new Error(`booking_number ${one.bookingNumber} has the same digits as ${like.booking_number}, who is here already.`);
      const numbers = { booking_number: one.bookingNumber, person_number: one.bookingNumber };
      const unknown = { custody_level: null, privilege_level: null, alert: null, pin_hash: null };
      await parts.db
        .insertInto('residents')
        .values({ id, ...at, ...facts, ...numbers, ...unknown })
        .execute();
      made.push(id);
    } else if (before.name !== facts.name || before.birth_on !== facts.birth_on || before.housing_unit_id !== unitId) {
      await parts.db.updateTable('residents').set(facts).where('id', '=', id).execute();
      changed.push(id);
    }
    addresses += await listAddresses(parts, place, id, one.emails);
  }
  await note(parts, place.agencyId, 'resident-made', ...made);
  await note(parts, place.agencyId, 'resident-changed', ...changed);
  return [
    ...(made.length > 0 ? [counted(made.length, 'resident')] : []),
    ...(changed.length > 0 ? [`changes to ${counted(changed.length, 'resident')}`] : []),
    ...(addresses > 0 ? [`${counted(addresses, 'entry', 'entries')} of visitor lists`] : []),
  ];
}

/** Ids of the housing units by their name in lower case, those made that were missing. */
async function unitsNamed(parts: SetupParts, place: SetupPlace, listed: readonly ListedResident[]): Promise<Map<string, string>> {
  const rows = await parts.db.selectFrom('housing_units').select(['id', 'name']).where('facility_id', '=', place.facilityId).execute();
  const ids = new Map(rows.map((row) => [row.name.toLowerCase(), row.id]));
  for (const { unit } of listed) {
    if (unit === null || ids.has(unit.toLowerCase())) continue;
    const id = parts.ids.next('unt');
    await parts.db
      .insertInto('housing_units')
      .values({ id, agency_id: place.agencyId, facility_id: place.facilityId, name: unit })
      .execute();
    await note(parts, place.agencyId, 'housing-unit-made', id);
    ids.set(unit.toLowerCase(), id);
  }
  return ids;
}

async function listAddresses({ db }: SetupParts, place: SetupPlace, residentId: string, emails: readonly string[]): Promise<number> {
  if (emails.length === 0) return 0;
  const added = await db
    .insertInto('resident_visitor_list')
    .values(emails.map((email) => ({ resident_id: residentId, agency_id: place.agencyId, email, relationship: '' })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(added.numInsertedOrUpdatedRows ?? 0n);
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
