import type { Kysely } from 'kysely';
import type { Tables } from '../../adapters/postgres/tables.ts';
import type { Temporal } from '../../core/shared/time.ts';

/** How long the visit lasts that every start makes. */
export const joinableMinutes = 30;

/** A visit that ends sooner than this is no longer worth joining. */
const worthJoiningMinutes = 10;

export interface JoinableVisit {
  readonly visitorName: string;
  readonly visitorEmail: string;
  readonly residentName: string;
  readonly bookingNumber: string;
  readonly stationName: string;
}

/** Visits whose waiting room is open now, or opens as soon as somebody looks, and which last long enough to be tried. */
export async function joinableVisits(db: Kysely<Tables>, now: Temporal.Instant): Promise<readonly JoinableVisit[]> {
  return db
    .selectFrom('visits')
    .innerJoin('visitors', 'visitors.id', 'visits.lead_visitor_id')
    .innerJoin('residents', 'residents.id', 'visits.resident_id')
    .innerJoin('stations', 'stations.id', 'visits.station_id')
    .select([
      'visitors.name as visitorName',
      'visitors.email as visitorEmail',
      'residents.name as residentName',
      'residents.booking_number as bookingNumber',
      'stations.name as stationName',
    ])
    .where('visits.status', 'in', ['confirmed', 'joinable', 'in-call'])
    .where((is) => is(is.fn('lower', ['during']), '<=', now.add({ minutes: 15 }).toString()))
    .where((is) => is(is.fn('upper', ['during']), '>=', now.add({ minutes: worthJoiningMinutes }).toString()))
    .orderBy('visits.id')
    .execute();
}
