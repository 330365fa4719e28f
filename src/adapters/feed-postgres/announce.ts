import { sql } from 'kysely';
import type { LiveNotice } from '../../ports/live-feed.ts';
import type { Database } from '../postgres/database.ts';

/** The channel of LISTEN/NOTIFY on which app processes hear of changes. */
export const LIVE_CHANNEL = 'openvisit_live';

/** Tells live pages of everybody this visit concerns, when the transaction of `db` commits (PostgreSQL holds a NOTIFY until then). */
export async function announceVisit(db: Database, event: Extract<LiveNotice, { visitId: string }>): Promise<void> {
  await sql`
    select pg_notify(${LIVE_CHANNEL}, jsonb_build_object('event', ${JSON.stringify(event)}::jsonb, 'to', jsonb_build_object(
      'agencyId', agency_id, 'facilityId', facility_id, 'visitorId', lead_visitor_id, 'residentId', resident_id, 'stationId', station_id))::text)
    from visits where id = ${event.visitId}`.execute(db);
}
