import { type RawBuilder, sql } from 'kysely';
import type { Caller } from '../../../core/access/caller.ts';
import type { RecordingId, VisitId } from '../../../core/shared/ids.ts';
import { Temporal } from '../../../core/shared/time.ts';
import type { ListedRecording, RecordingReader } from '../../../ports/recording-reader.ts';
import type { Database } from '../database.ts';
import { evidenceReach } from './recording-store.ts';

interface ListRow {
  readonly id: RecordingId;
  readonly visit_id: VisitId;
  readonly started_at: Date;
  readonly resident: string;
  readonly visitor: string;
  readonly state: ListedRecording['state'];
  readonly looks: number;
}

/** Recordings as pages list them. */
export function postgresRecordingReader(db: Database): RecordingReader {
  const select = async (caller: Caller, where: RawBuilder<unknown>, most: number): Promise<ListedRecording[]> => {
    const reach = evidenceReach(caller);
    if (reach === null) return [];
    const { rows } = await sql<ListRow>`
      select r.id, r.visit_id, r.started_at, s.name as resident, w.name as visitor, r.state,
        (select count(*)::int from recording_looks l where l.recording_id = r.id) as looks
      from recordings r
      join visits v on v.id = r.visit_id
      join residents s on s.id = v.resident_id
      join visitors w on w.id = v.lead_visitor_id
      where r.state <> 'deleted'
        and (${reach.agencyId}::text is null or r.agency_id = ${reach.agencyId})
        and (${reach.facilityId}::text is null or r.facility_id = ${reach.facilityId})
        and ${where}
      order by r.started_at desc, r.id desc limit ${most}`.execute(db);
    return rows.map((row) => ({
      id: row.id,
      visitId: row.visit_id,
      startedAt: instantOf(row.started_at),
      resident: row.resident,
      visitor: row.visitor,
      state: row.state,
      looks: row.looks,
    }));
  };

  return {
    list(caller, { search, before, most }) {
      // By what is kept of the last one: of one instant, or of one millisecond, there may be several.
      const earlier = before ? sql`(r.started_at, r.id) < (select b.started_at, b.id from recordings b where b.id = ${before})` : sql`true`;
      return select(caller, search ? sql`${earlier} and ${matches(search)}` : earlier, most);
    },
    async one(caller, id) {
      return (await select(caller, sql`r.id = ${id}`, 1))[0] ?? null;
    },
    async looks(id) {
      const rows = await db
        .selectFrom('recording_looks')
        .innerJoin('staff', 'staff.id', 'recording_looks.staff_id')
        .select(['looked_at', 'staff.name', 'purpose'])
        .where('recording_id', '=', id)
        .orderBy('looked_at', 'desc')
        .execute();
      return rows.map((row) => ({ at: instantOf(row.looked_at), by: row.name, purpose: row.purpose }));
    },
    async lastLookBy(staffId, id) {
      const row = await db
        .selectFrom('recording_looks')
        .select('looked_at')
        .where('recording_id', '=', id)
        .where('staff_id', '=', staffId)
        .orderBy('looked_at', 'desc')
        .executeTakeFirst();
      return row ? instantOf(row.looked_at) : null;
    },
  };
}

/** Words may stand anywhere; the characters with a meaning of their own in LIKE are taken as they are. */
function matches(search: string): RawBuilder<unknown> {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(s.name ilike ${pattern} or w.name ilike ${pattern} or s.booking_number ilike ${pattern} or r.id = ${search} or r.visit_id = ${search})`;
}

function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}
