import type { Page } from 'playwright-core';
import { enterCall } from './journey-call.ts';
import { enrollStation, holdTime, sendRequest, signInResident, signInVisitor } from './journey-people.ts';
import { type JourneyPlace, type JourneyWorld, periodSoon } from './journey-world.ts';

export interface VisitPlan {
  readonly place: JourneyPlace;
  /** A demo visitor whose requests policy confirms, and who may see one person only. */
  readonly email: string;
  readonly startsInSeconds: number;
  readonly length: '1 minute' | '2 minutes';
}

/** Books a visit that begins in a moment, as its visitor does. Ends on the visit's page. */
export async function bookVisit(world: JourneyWorld, visitor: Page, { place, email, startsInSeconds, length }: VisitPlan): Promise<string> {
  await signInVisitor(visitor, email);
  await periodSoon(world, place, startsInSeconds, Number.parseInt(length, 10));
  const visitId = await holdTime(visitor, { resident: '', length });
  await sendRequest(visitor, visitId);
  return visitId;
}

/** Where a visit takes place, and under which number its resident signs in there. */
export async function stationOf(world: JourneyWorld, visitId: string): Promise<{ station: string; number: string }> {
  const { rows } = await world.pool.query<{ station: string; number: string }>(
    `select s.name as station, r.booking_number as number
     from visits v join stations s on s.id = v.station_id join residents r on r.id = v.resident_id where v.id = $1`,
    [visitId],
  );
  if (!rows[0]) throw new Error(`no visit ${visitId}`);
  return rows[0];
}

/** Whether the server ended the call at the booked end, to the millisecond. */
export async function endedOnTime(world: JourneyWorld, visitId: string): Promise<boolean> {
  const { rows } = await world.pool.query<{ yes: boolean }>(
    `select e.happened_at = upper(v.during) as yes from call_events e join visits v on v.id = e.visit_id
     where e.visit_id = $1 and e.type = 'ended'`,
    [visitId],
  );
  return rows.length === 1 && rows[0]?.yes === true;
}

/** Brings both sides through the waiting room onto the call's screen. */
export async function joinBoth(world: JourneyWorld, visitId: string, visitor: Page, station: Page): Promise<void> {
  const found = await stationOf(world, visitId);
  await Promise.all([
    (async () => {
      await visitor.getByRole('link', { name: 'Join the visit now' }).click({ timeout: 45_000 });
      await enterCall(visitor);
    })(),
    (async () => {
      await enrollStation(world, station, found.station);
      await signInResident(station, found.number);
      await station.getByRole('button', { name: 'Go to the waiting room' }).click({ timeout: 45_000 });
      await enterCall(station);
    })(),
  ]);
}
