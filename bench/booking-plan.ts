import type { Database } from '../src/adapters/postgres/database.ts';
import type { VisitorId } from '../src/core/shared/ids.ts';
import { Temporal } from '../src/core/shared/time.ts';
import { buildAgency } from '../src/server/demo/builders/build-agency.ts';
import { buildConnection } from '../src/server/demo/builders/build-connection.ts';
import { buildFacility } from '../src/server/demo/builders/build-facility.ts';
import { buildHousingUnit } from '../src/server/demo/builders/build-housing-unit.ts';
import { automatic, buildPolicy } from '../src/server/demo/builders/build-policy.ts';
import { buildRate } from '../src/server/demo/builders/build-rate.ts';
import { buildResident } from '../src/server/demo/builders/build-resident.ts';
import { buildStation } from '../src/server/demo/builders/build-station.ts';
import { buildTimetableEntry } from '../src/server/demo/builders/build-timetable.ts';
import { buildVisitor } from '../src/server/demo/builders/build-visitor.ts';
import { signInVisitors } from './sign-in-visitors.ts';

/** One booking that a client asks for. */
export interface PlannedBooking {
  /** The Cookie header of the visitor who asks. */
  readonly cookie: string;
  readonly body: { readonly residentId: string; readonly visitType: 'social'; readonly startsAt: string; readonly lengthMinutes: number };
}
export interface BookingPlan {
  /** The next booking of a client; every one is another free slot. */
  next(client: number): PlannedBooking;
}

/** Facilities over which the clients are spread: bookings of one facility queue on each other, those of different ones do not. */
const FACILITIES = 8;
/** A client asks for forty times a day, so that a pair has some five visits a week: more than most people have. */
const PAIRS_A_CLIENT = 60;
const STATIONS = 4;
const SLOTS_A_DAY = 20;
/** Times are asked for twice, by two pairs of a client, each of which gets a station. */
const LANES = 2;
const DAYS = 27;

/** Jails with an allowance of a hundred visits a week, visits every day, and pairs enough that no slot is asked for twice. */
export async function planBookings(db: Database, clients: number, secret: string): Promise<BookingPlan> {
  const agencyId = await buildAgency(db);
  const pairs: { readonly residentId: string; readonly visitorId: VisitorId }[][] = Array.from({ length: clients }, () => []);
  for (let index = 0; index < FACILITIES; index++) {
    const facilityId = await buildFacility(db, { agencyId, name: `Jail ${index + 1}` });
    const at = { agencyId, facilityId };
    await buildPolicy(db, {
      ...at,
      change: {
        ...automatic,
        allowances: [{ whose: 'resident', per: 'week', unit: 'visits', most: 200, exemptVisitTypes: [] }],
      },
    });
    await buildRate(db, { ...at, centsPerMinute: 0 });
    const unitId = await buildHousingUnit(db, at);
    for (let station = 0; station < STATIONS; station++) await buildStation(db, { ...at, unitIds: [unitId], name: `Booth ${station + 1}` });
    for (let weekday = 1; weekday <= 7; weekday++) await buildTimetableEntry(db, { ...at, weekday, capacity: STATIONS });
    for (let client = index; client < clients; client += FACILITIES)
      for (let pair = 0; pair < PAIRS_A_CLIENT; pair++) {
        const residentId = await buildResident(db, { ...at, unitId });
        const visitorId = await buildVisitor(db);
        await buildConnection(db, { ...at, residentId, visitorId });
        pairs[client]?.push({ residentId, visitorId });
      }
  }
  const cookies = await signInVisitors(
    db,
    pairs.flat().map(({ visitorId }) => visitorId),
    secret,
  );
  const asked = pairs.map(() => 0);
  const tomorrow = Temporal.Now.zonedDateTimeISO('America/Chicago').toPlainDate().add({ days: 2 });
  return {
    next(client) {
      const place = asked[client] ?? 0;
      asked[client] = place + 1;
      const own = pairs[client] ?? [];
      const pair = own[place % own.length];
      const time = Math.floor(place / LANES);
      const day = Math.floor(time / SLOTS_A_DAY);
      const cookie = pair && cookies.get(pair.visitorId);
      if (!cookie || day >= DAYS) throw new Error('the plan of this bench has no free slot left');
      const startsAt = tomorrow.add({ days: day }).toZonedDateTime({ timeZone: 'America/Chicago', plainTime: '08:00' });
      return {
        cookie,
        body: {
          residentId: pair.residentId,
          visitType: 'social',
          startsAt: startsAt
            .add({ minutes: 35 * (time % SLOTS_A_DAY) })
            .toInstant()
            .toString(),
          lengthMinutes: 20,
        },
      };
    },
  };
}
