import type { Caller } from '../../../core/access/caller.ts';
import type { AgencyId, FacilityId, RecordingId, VisitId } from '../../../core/shared/ids.ts';
import { Temporal } from '../../../core/shared/time.ts';
import type { IdSource } from '../../../ports/id-source.ts';
import type { RecorderManifest } from '../../../ports/recorder-control.ts';
import type { RecordingStore, StoredRecording } from '../../../ports/recording-store.ts';
import type { Database } from '../database.ts';
import type { RecordingsTable } from '../tables-calls.ts';

/** Recordings over one transaction. Evidence is for investigators of the same agency and, where one is named, facility. */
export function postgresRecordingStore(db: Database, ids: IdSource): RecordingStore {
  return {
    async create(recording) {
      await db
        .insertInto('recordings')
        .values({
          id: recording.id,
          agency_id: recording.agencyId,
          facility_id: recording.facilityId,
          visit_id: recording.visitId,
          state: recording.state,
          wrapped_key: recording.wrappedKey,
          manifest: recording.manifest === null ? null : JSON.stringify(recording.manifest),
          retention_class: recording.retentionClass,
          delete_after: recording.deleteAfter.toString(),
          started_at: recording.startedAt.toString(),
          sealed_at: null,
        })
        .execute();
    },
    async unsealed() {
      const rows = await db
        .selectFrom('recordings')
        .innerJoin('calls', 'calls.visit_id', 'recordings.visit_id')
        .select('recordings.visit_id')
        .where('recordings.state', '=', 'started')
        .where('calls.status', '=', 'ended')
        .execute();
      return rows.map((row) => row.visit_id as VisitId);
    },
    async ofVisit(visitId) {
      const row = await db.selectFrom('recordings').selectAll().where('visit_id', '=', visitId).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    async findFor(caller, id) {
      const reach = evidenceReach(caller);
      if (reach === null) return null;
      let query = db.selectFrom('recordings').selectAll().where('id', '=', id);
      if (reach.agencyId !== null) query = query.where('agency_id', '=', reach.agencyId);
      if (reach.facilityId !== null) query = query.where('facility_id', '=', reach.facilityId);
      const row = await query.executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    async seal(id, manifest, at) {
      await db
        .updateTable('recordings')
        .set({ state: 'sealed', manifest: JSON.stringify(manifest), sealed_at: at.toString() })
        .where('id', '=', id)
        .execute();
    },
    async addLook(look) {
      await db
        .insertInto('recording_looks')
        .values({
          id: ids.next('rlk'),
          agency_id: look.agencyId,
          recording_id: look.recordingId,
          staff_id: look.staffId,
          purpose: look.purpose,
          looked_at: look.at.toString(),
        })
        .execute();
    },
  };
}

/** Where a caller may look at evidence; null fields mean everywhere, null means nowhere. */
export function evidenceReach(caller: Caller): { readonly agencyId: AgencyId | null; readonly facilityId: FacilityId | null } | null {
  if (caller.kind === 'system') return { agencyId: null, facilityId: null };
  if (caller.kind !== 'staff' || !caller.roles.includes('investigator')) return null;
  return { agencyId: caller.agencyId, facilityId: caller.facilityId };
}

type Row = { [Key in keyof RecordingsTable]: unknown } & {
  readonly retention_class: string;
  readonly wrapped_key: string;
  readonly delete_after: Date;
  readonly started_at: Date;
};

function fromRow(row: Row): StoredRecording {
  return {
    id: row.id as RecordingId,
    agencyId: row.agency_id as AgencyId,
    facilityId: row.facility_id as FacilityId,
    visitId: row.visit_id as VisitId,
    state: row.state as StoredRecording['state'],
    wrappedKey: row.wrapped_key,
    manifest: row.manifest as RecorderManifest | null,
    retentionClass: row.retention_class,
    deleteAfter: Temporal.Instant.fromEpochMilliseconds(row.delete_after.getTime()),
    startedAt: Temporal.Instant.fromEpochMilliseconds(row.started_at.getTime()),
  };
}
