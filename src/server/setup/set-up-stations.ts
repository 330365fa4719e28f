import { sql } from 'kysely';
import { note, type SetupParts, type SetupPlace } from './setup-parts.ts';
import type { SetupPlan } from './setup-plan.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/**
 * Makes the stations that are missing, each for every housing unit, and the visiting hours where the facility has none. A station serves
 * nobody before its camera view is approved (W6).
 * @returns in words what changed
 */
export async function setUpStations(parts: SetupParts, place: SetupPlace, plan: SetupPlan): Promise<string[]> {
  const { db, ids } = parts;
  const at = { agency_id: place.agencyId, facility_id: place.facilityId };
  const known = await db.selectFrom('stations').select('name').where('facility_id', '=', place.facilityId).execute();
  const taken = new Set(known.map((row) => row.name.toLowerCase()));
  const missing = (plan.stations ?? []).filter((name) => !taken.has(name.toLowerCase()));
  for (const name of missing) {
    const id = ids.next('sta');
    await db
      .insertInto('stations')
      .values({ id, ...at, name })
      .execute();
    await note(parts, place.agencyId, 'station-made', id);
  }
  await serveUnservedUnits(parts, place);
  const hours = await setUpHours(parts, place, plan);
  if (missing.length > 0) await seatEveryStation(parts, place, known.length + missing.length);
  return [
    ...(missing.length > 0 ? [`${missing.length === 1 ? 'station' : 'stations'} ${missing.join(', ')} for every housing unit`] : []),
    ...hours,
  ];
}

/** A new station is for all units, and a unit that no station serves gets all stations; who arranged it otherwise is left alone. */
async function serveUnservedUnits({ db }: SetupParts, { facilityId }: SetupPlace): Promise<void> {
  await sql`
    insert into station_units (station_id, housing_unit_id)
    select s.id, u.id from stations s join housing_units u on u.facility_id = s.facility_id
    where s.facility_id = ${facilityId} and (
      not exists (select from station_units x where x.station_id = s.id)
      or not exists (select from station_units x where x.housing_unit_id = u.id)
    ) on conflict do nothing`.execute(db);
}

async function setUpHours(parts: SetupParts, place: SetupPlace, { hours, timeZone }: SetupPlan): Promise<string[]> {
  if (!hours) return [];
  const { db, clock, ids } = parts;
  const entry = await db.selectFrom('timetable_entries').select('id').where('facility_id', '=', place.facilityId).executeTakeFirst();
  if (entry) return [];
  const stations = await db.selectFrom('stations').select('id').where('facility_id', '=', place.facilityId).execute();
  await db
    .insertInto('timetable_entries')
    .values(
      everyDay.map((weekday) => ({
        id: ids.next('tte'),
        agency_id: place.agencyId,
        facility_id: place.facilityId,
        weekday,
        start_time: hours.startTime,
        end_time: hours.endTime,
        valid_from_on: clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString(),
        valid_to_on: null,
        audience: '{}',
        visit_types: ['social'],
        capacity: Math.max(1, stations.length),
      })),
    )
    .execute();
  await note(parts, place.agencyId, 'timetable-made', place.facilityId);
  return [`visiting hours ${hours.startTime}–${hours.endTime} on every day`];
}

/** As many visits at a time as there are stations. */
async function seatEveryStation({ db }: SetupParts, { facilityId }: SetupPlace, stations: number): Promise<void> {
  await db
    .updateTable('timetable_entries')
    .set({ capacity: stations })
    .where('facility_id', '=', facilityId)
    .where('capacity', '<', stations)
    .execute();
}
