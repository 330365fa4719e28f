import { sql } from 'kysely';
import type { Visit } from '../../../core/visit/visit.ts';
import type { LiveNote } from '../../../ports/live-feed.ts';
import { LIVE_CHANNEL } from '../../feed-postgres/announce.ts';
import type { TransactionScope } from '../transaction-scope.ts';

/** Tells live pages of everybody this visit concerns; PostgreSQL keeps the notice until the transaction commits. */
export function tellVisitChanged({ db, write }: TransactionScope, visit: Visit): void {
  const note: LiveNote = {
    event: { type: 'visit-changed', visitId: visit.id },
    to: {
      agencyId: visit.agencyId,
      facilityId: visit.facilityId,
      visitorId: visit.leadVisitorId,
      residentId: visit.residentId,
      stationId: visit.slot.stationId,
    },
  };
  const text = JSON.stringify(note);
  write({ compile: () => sql`select pg_notify(${LIVE_CHANNEL}, ${text})`.compile(db) });
}
