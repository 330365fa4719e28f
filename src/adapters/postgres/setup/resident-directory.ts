import { sql } from 'kysely';
import type { StaffCaller } from '../../../core/access/caller.ts';
import type { ResidentId, StationId } from '../../../core/shared/ids.ts';
import type { ResidentDirectory, ResidentListing } from '../../../ports/resident-directory.ts';
import { instantOf } from '../accounts/instants.ts';
import type { Database } from '../database.ts';

/** Rows a page of residents holds; whoever needs more searches. */
const MOST_ROWS = 200;

/** Residents of PostgreSQL. */
export function postgresResidentDirectory(db: Database): ResidentDirectory {
  return {
    list: (by, search) => readListings(db, by, { search }),
    findFor: async (by, id) => (await readListings(db, by, { id }))[0] ?? null,
    async setPin(id, pinHash) {
      await db.updateTable('residents').set({ pin_hash: pinHash }).where('id', '=', id).execute();
    },
    async unlock(id) {
      await db.deleteFrom('station_lockouts').where('resident_id', '=', id).execute();
    },
    async nameOf(id) {
      const row = await db.selectFrom('residents').select('name').where('id', '=', id).executeTakeFirst();
      return row?.name ?? null;
    },
    async findAtStation(station, bookingNumber) {
      const same = sql<boolean>`lower(residents.booking_number) = ${bookingNumber.toLowerCase()}`;
      const sameDigits = sql<boolean>`regexp_replace(residents.booking_number, '[^0-9]', '', 'g') = ${bookingNumber}`;
      const [first, second] = await db
        .selectFrom('residents')
        .select(['residents.id', 'residents.name', 'residents.pin_hash', same.as('same')])
        .where('residents.facility_id', '=', station.facilityId)
        .where((is) => is.or(/^[0-9]+$/.test(bookingNumber) ? [same, sameDigits] : [same]))
        .where('residents.custody_status', '=', 'in-custody')
        .orderBy(same, 'desc')
        .limit(2)
        .execute();
      const row = first && (first.same || !second) ? first : null;
      return row ? { id: row.id as ResidentId, name: row.name, pinHash: row.pin_hash } : null;
    },
    async countPinTry(station, id, lockAt, now) {
      const row = await db
        .insertInto('station_lockouts')
        .values({
          agency_id: station.agencyId,
          station_id: station.id,
          resident_id: id,
          failures: 1,
          locked_at: lockAt <= 1 ? now.toString() : null,
        })
        .onConflict((conflict) =>
          conflict.columns(['station_id', 'resident_id']).doUpdateSet({
            failures: sql<number>`station_lockouts.failures + 1`,
            locked_at: sql<Date>`coalesce(station_lockouts.locked_at, case when station_lockouts.failures + 1 >= ${lockAt} then ${now.toString()}::timestamptz end)`,
          }),
        )
        .returning('failures')
        .executeTakeFirstOrThrow();
      return row.failures;
    },
    async clearWrongPins(station, id) {
      await db.deleteFrom('station_lockouts').where('station_id', '=', station.id).where('resident_id', '=', id).execute();
    },
  };
}

async function readListings(
  db: Database,
  by: StaffCaller,
  which: { readonly search?: string; readonly id?: ResidentId },
): Promise<readonly ResidentListing[]> {
  const pattern = `%${(which.search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await db
    .selectFrom('residents')
    .leftJoin('housing_units', 'housing_units.id', 'residents.housing_unit_id')
    .select([
      'residents.id',
      'residents.name',
      'residents.booking_number',
      'residents.custody_status',
      'residents.alert',
      'housing_units.name as housing_unit',
      sql<string>`(select count(*) from resident_visitor_list as listed where listed.resident_id = residents.id)`.as('listed'),
    ])
    .where('residents.agency_id', '=', by.agencyId)
    .$if(by.facilityId !== null, (query) => query.where('residents.facility_id', '=', by.facilityId ?? ''))
    .$if(which.id !== undefined, (query) => query.where('residents.id', '=', which.id ?? ''))
    .$if(Boolean(which.search), (query) =>
      query.where((row) => row.or([row('residents.name', 'ilike', pattern), row('residents.booking_number', 'ilike', pattern)])),
    )
    .orderBy('residents.name')
    .limit(MOST_ROWS)
    .execute();
  if (rows.length === 0) return [];
  const locks = await db
    .selectFrom('station_lockouts')
    .innerJoin('stations', 'stations.id', 'station_lockouts.station_id')
    .select(['station_lockouts.resident_id', 'station_lockouts.station_id', 'stations.name', 'station_lockouts.locked_at'])
    .where('station_lockouts.locked_at', 'is not', null)
    .where(
      'station_lockouts.resident_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('stations.name')
    .execute();
  return rows.map((row) => ({
    id: row.id as ResidentId,
    name: row.name,
    bookingNumber: row.booking_number,
    housingUnit: row.housing_unit,
    custodyStatus: row.custody_status,
    alert: row.alert,
    visitorListCount: Number(row.listed),
    lockedAt: locks.flatMap((lock) =>
      lock.resident_id === row.id && lock.locked_at
        ? [{ stationId: lock.station_id as StationId, stationName: lock.name, since: instantOf(lock.locked_at) }]
        : [],
    ),
  }));
}
