import { sql } from 'kysely';
import type { ResidentId } from '../../../core/shared/ids.ts';
import type { StationStore } from '../../../ports/station-store.ts';
import { instantOf } from '../accounts/instants.ts';
import type { Database } from '../database.ts';

/** Who is signed in at which station. One resident at a time: a new sign-in ends the one before. */
export function postgresStationSignIns(db: Database): Pick<StationStore, 'openSignIn' | 'findSignIn' | 'touchSignIn' | 'endSignIn'> {
  return {
    async openSignIn(tokenHash, station, residentId, language, now) {
      await db
        .updateTable('station_sign_ins')
        .set({ signed_out_at: now.toString() })
        .where('station_id', '=', station.id)
        .where('signed_out_at', 'is', null)
        .execute();
      await db
        .insertInto('station_sign_ins')
        .values({
          token_hash: tokenHash,
          agency_id: station.agencyId,
          station_id: station.id,
          resident_id: residentId,
          language,
          signed_in_at: now.toString(),
          last_touch_at: now.toString(),
        })
        .execute();
    },
    async findSignIn(tokenHash, stationId) {
      const row = await db
        .selectFrom('station_sign_ins as signed')
        .select([
          'signed.resident_id',
          'signed.language',
          'signed.last_touch_at',
          sql<boolean>`exists (
            select from visits join calls on calls.visit_id = visits.id
            where visits.resident_id = signed.resident_id and visits.station_id = signed.station_id and calls.status <> 'ended'
          )`.as('in_call'),
        ])
        .where('signed.token_hash', '=', tokenHash)
        .where('signed.station_id', '=', stationId)
        .where('signed.signed_out_at', 'is', null)
        .executeTakeFirst();
      return row
        ? {
            residentId: row.resident_id as ResidentId,
            language: row.language === 'es' ? 'es' : 'en',
            lastTouchAt: instantOf(row.last_touch_at),
            inCall: row.in_call,
          }
        : null;
    },
    async touchSignIn(tokenHash, now) {
      await db.updateTable('station_sign_ins').set({ last_touch_at: now.toString() }).where('token_hash', '=', tokenHash).execute();
    },
    async endSignIn(tokenHash, now) {
      await db
        .updateTable('station_sign_ins')
        .set({ signed_out_at: now.toString() })
        .where('token_hash', '=', tokenHash)
        .where('signed_out_at', 'is', null)
        .execute();
    },
  };
}
