import type { StaffCaller } from '../../../core/access/caller.ts';
import type { AgencyId, FacilityId, StationId } from '../../../core/shared/ids.ts';
import type { StationListing, StationRecord, StationStore } from '../../../ports/station-store.ts';
import { instantOrNull } from '../accounts/instants.ts';
import type { Database } from '../database.ts';
import { postgresStationSignIns } from './station-sign-ins.ts';

/** Stations of PostgreSQL. */
export function postgresStationStore(db: Database): StationStore {
  return {
    async findByDeviceKey(keyHash) {
      const row = await stationRows(db)
        .where('stations.device_key_hash', '=', keyHash)
        .where('stations.enabled', '=', true)
        .executeTakeFirst();
      return row ? recordOf(row) : null;
    },
    async findByEnrollmentCode(codeHash, now) {
      const row = await stationRows(db)
        .where('stations.enrollment_code_hash', '=', codeHash)
        .where('stations.enrollment_expires_at', '>', new Date(now.epochMilliseconds))
        .forUpdate('stations')
        .executeTakeFirst();
      return row ? recordOf(row) : null;
    },
    async enroll(id, keyHash, now) {
      await db
        .updateTable('stations')
        .set({ enrollment_code_hash: null, enrollment_expires_at: null, device_key_hash: keyHash, enrolled_at: now.toString() })
        .where('id', '=', id)
        .execute();
      await db
        .updateTable('station_sign_ins')
        .set({ signed_out_at: now.toString() })
        .where('station_id', '=', id)
        .where('signed_out_at', 'is', null)
        .execute();
    },
    async noteSeen(id, now) {
      await db.updateTable('stations').set({ last_seen_at: now.toString() }).where('id', '=', id).execute();
    },
    list: (by) => readListings(db, by, null),
    findFor: async (by, id) => (await readListings(db, by, id))[0] ?? null,
    async saveEnrollmentCode(by, id, codeHash, expiresAt) {
      const saved = await ownStations(db, by, id)
        .set({ enrollment_code_hash: codeHash, enrollment_expires_at: expiresAt.toString(), device_key_hash: null, enrolled_at: null })
        .executeTakeFirst();
      return saved.numUpdatedRows === 1n;
    },
    async change(by, id, { enabled, viewApproved }, now) {
      const changed = await ownStations(db, by, id)
        .set({
          ...(enabled !== undefined && { enabled }),
          ...(viewApproved !== undefined && {
            view_approved_at: viewApproved ? now.toString() : null,
            view_approved_by: viewApproved ? by.staffId : null,
          }),
          id,
        })
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },
    ...postgresStationSignIns(db),
  };
}

function ownStations(db: Database, by: StaffCaller, id: StationId) {
  return db
    .updateTable('stations')
    .where('id', '=', id)
    .where('agency_id', '=', by.agencyId)
    .$if(by.facilityId !== null, (query) => query.where('facility_id', '=', by.facilityId ?? ''));
}

function stationRows(db: Database) {
  return db
    .selectFrom('stations')
    .innerJoin('facilities', 'facilities.id', 'stations.facility_id')
    .select([
      'stations.id',
      'stations.agency_id',
      'stations.facility_id',
      'stations.name',
      'facilities.name as facility_name',
      'facilities.time_zone',
    ]);
}

function recordOf(row: {
  id: string;
  agency_id: string;
  facility_id: string;
  name: string;
  facility_name: string;
  time_zone: string;
}): StationRecord {
  return {
    id: row.id as StationId,
    agencyId: row.agency_id as AgencyId,
    facilityId: row.facility_id as FacilityId,
    name: row.name,
    facilityName: row.facility_name,
    timeZone: row.time_zone,
  };
}

async function readListings(db: Database, by: StaffCaller, id: StationId | null): Promise<readonly StationListing[]> {
  const rows = await db
    .selectFrom('stations')
    .selectAll()
    .where('agency_id', '=', by.agencyId)
    .$if(by.facilityId !== null, (query) => query.where('facility_id', '=', by.facilityId ?? ''))
    .$if(id !== null, (query) => query.where('id', '=', id ?? ''))
    .orderBy('name')
    .execute();
  if (rows.length === 0) return [];
  const stationIds = rows.map((row) => row.id);
  const units = await db
    .selectFrom('station_units')
    .innerJoin('housing_units', 'housing_units.id', 'station_units.housing_unit_id')
    .select(['station_units.station_id', 'housing_units.name'])
    .where('station_units.station_id', 'in', stationIds)
    .orderBy('housing_units.name')
    .execute();
  const blocks = await db.selectFrom('station_blocks').selectAll().where('station_id', 'in', stationIds).orderBy('start_time').execute();
  return rows.map((row) => ({
    id: row.id as StationId,
    name: row.name,
    enabled: row.enabled,
    isPrivate: row.is_private,
    viewApprovedAt: instantOrNull(row.view_approved_at),
    turnRoundMinutes: row.turn_round_minutes,
    units: units.filter((unit) => unit.station_id === row.id).map((unit) => unit.name),
    blocks: blocks
      .filter((block) => block.station_id === row.id)
      .map((block) => ({ weekdays: block.weekdays, startTime: block.start_time, endTime: block.end_time, reason: block.reason })),
    enrolledAt: instantOrNull(row.enrolled_at),
    lastSeenAt: instantOrNull(row.last_seen_at),
  }));
}
