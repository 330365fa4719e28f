import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDemoWorld } from '../../../test/support/demo-world.ts';
import { connectionStatuses } from '../../core/people/connection.ts';
import type { AgencyId, FacilityId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { buildBlockedDate } from './builders/build-timetable.ts';
import { seedDemo } from './seed-demo.ts';

/** Everything in one order on one database: that is what a demonstration lives through. */
const folder = mkdtempSync(join(tmpdir(), 'openvisit-demo-'));
let world: Awaited<ReturnType<typeof buildDemoWorld>>;
/** Six days after the first start. */
let trainingDay: Temporal.PlainDate;
beforeAll(async () => {
  world = await buildDemoWorld({ OPENVISIT_DATA: folder });
  trainingDay = world.parts.clock.now().toZonedDateTimeISO('America/Chicago').toPlainDate().add({ days: 6 });
  await seedDemo(world.parts);
});
afterAll(async () => {
  await world.server.close();
  rmSync(folder, { recursive: true });
});

const tables = [
  'agencies',
  'facilities',
  'stations',
  'residents',
  'staff',
  'visitors',
  'connections',
  'restrictions',
  'recordings',
] as const;

async function rowsOf(table: (typeof tables)[number] | 'visits' | 'one_off_periods'): Promise<number> {
  const { count } = await world.parts.db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Visits whose waiting room is open now, or opens as soon as somebody looks. */
async function joinable(): Promise<number> {
  const now = world.parts.clock.now();
  const rows = await world.parts.db
    .selectFrom('visits')
    .select('id')
    .where('status', 'in', ['confirmed', 'joinable'])
    .where((is) => is(is.fn('lower', ['during']), '<=', now.add({ minutes: 15 }).toString()))
    .where((is) => is(is.fn('upper', ['during']), '>=', now.add({ minutes: 10 }).toString()))
    .execute();
  return rows.length;
}

/** At a wall-clock time at Cedar. */
function waitUntil(on: Temporal.PlainDate, plainTime: string): void {
  const then = on.toZonedDateTime({ timeZone: 'America/Chicago', plainTime }).epochMilliseconds;
  world.server.clock.wait(Math.ceil((then - world.parts.clock.now().epochMilliseconds) / 1000));
}

test('Cedar has forty residents and five stations, and connections in every status', async () => {
  const cedar = await world.parts.db
    .selectFrom('facilities')
    .select('id')
    .where('slug', '=', 'cedar-county-jail')
    .executeTakeFirstOrThrow();
  const residents = await world.parts.db.selectFrom('residents').select('id').where('facility_id', '=', cedar.id).execute();
  const stations = await world.parts.db.selectFrom('stations').select('id').where('facility_id', '=', cedar.id).execute();
  expect([residents.length, stations.length]).toEqual([40, 5]);
  const statuses = await world.parts.db.selectFrom('connections').select('status').distinct().execute();
  expect(statuses.map((row) => row.status).sort()).toEqual([...connectionStatuses].sort());
});

test('legal visits are closed, with the reason', async () => {
  const { facilities } = (await world.server.app.inject('/api/facilities')).json() as {
    facilities: { visitTypes: { visitType: string; offered: boolean; closedReason: string | null }[] }[];
  };
  for (const { visitTypes } of facilities)
    expect(visitTypes).toContainEqual(
      expect.objectContaining({ visitType: 'legal', offered: false, closedReason: 'needs-unrecorded-calls' }),
    );
});

test('visits stand in every status that does not need a call of this minute', async () => {
  const rows = await world.parts.db.selectFrom('visits').select('status').distinct().execute();
  expect(rows.map((row) => row.status).sort()).toEqual(
    ['cancelled', 'confirmed', 'denied', 'ended', 'expired', 'no-show', 'requested', 'revised', 'withdrawn'].sort(),
  );
});

test('exactly one recording is damaged, and looking at it says so', async () => {
  const ivan = await world.staff('investigator@cedar.example');
  const { recordings } = (await ivan.get('/api/staff/recordings')).json() as { recordings: { id: string; visitor: string }[] };
  const damaged: string[] = [];
  for (const { id, visitor } of recordings) {
    const looked = await ivan.post(`/api/staff/recordings/${id}/look`, { purpose: 'checking the seals' });
    const { files } = looked.json() as { files: { integrity: { intact: boolean } }[] };
    if (files.some((file) => !file.integrity.intact)) damaged.push(visitor);
  }
  expect(recordings.length).toBeGreaterThanOrEqual(4);
  expect(damaged).toEqual(['Miguel Torres']);
});

test('requests wait with an alert and with unknown housing, and one lapses within a quarter of an hour', async () => {
  const sam = await world.staff('scheduler@cedar.example');
  const { visits } = (await sam.get('/api/staff/queue')).json() as { visits: { id: string; findings: { code: string }[] }[] };
  const codes = visits.flatMap((visit) => visit.findings.map((finding) => finding.code));
  expect(codes).toEqual(expect.arrayContaining(['resident-alert', 'housing-unknown']));
  const first = await world.parts.db
    .selectFrom('visits')
    .select('lapses_at')
    .where('id', '=', visits[0]?.id ?? '')
    .executeTakeFirstOrThrow();
  const minutesLeft = (new Date(String(first.lapses_at)).getTime() - world.parts.clock.now().epochMilliseconds) / 60_000;
  expect(minutesLeft).toBeGreaterThan(0);
  expect(minutesLeft).toBeLessThanOrEqual(15);
});

test('Ana is offered another time and length at Northfield and can accept it', async () => {
  const ana = await world.visitor('ana@example.org');
  const { visits } = (await ana.get('/api/visitor/visits?which=upcoming')).json() as {
    visits: { id: string; status: string; revision: number }[];
  };
  const offered = visits.find((visit) => visit.status === 'revised');
  const accepted = await ana.post(`/api/visitor/visits/${offered?.id}/accept-revision`, { revision: offered?.revision });
  expect([accepted.statusCode, accepted.json().status, accepted.json().lengthMinutes]).toEqual([200, 'confirmed', 30]);
});

test('what Dana wishes with Marcus is refused without a reason', async () => {
  const dana = await world.visitor('dana@example.org');
  const { contacts } = (await dana.get('/api/visitor/contacts')).json() as { contacts: { resident: { id: string } }[] };
  const residentId = contacts[0]?.resident.id;
  const offersTo = async (browser: typeof dana) =>
    (await browser.get(`/api/visitor/contacts/${residentId}/offers`)).json() as {
      days: { slots: { startsAt: string }[]; closedBecause: string | null }[];
    };
  const free = (await offersTo(await world.visitor('ana@example.org'))).days.flatMap((day) => day.slots);
  expect(free.length).toBeGreaterThan(0);
  expect((await offersTo(dana)).days.flatMap((day) => day.slots)).toEqual([]);
  const wish = { residentId, visitType: 'social', startsAt: free[0]?.startsAt, lengthMinutes: 20 };
  const refused = await dana.post('/api/visitor/holds', wish);
  expect([refused.statusCode, refused.json().code]).toEqual([422, 'not-possible']);
});

test('a demonstration that was killed while it was being made says what to do', async () => {
  const { db, clock } = world.parts;
  await db.insertInto('demo_making').values({ began_at: clock.now().toString() }).execute();
  await expect(seedDemo(world.parts)).rejects.toThrow(/OPENVISIT_DATA.*DATABASE_URL/);
  await db.deleteFrom('demo_making').execute();
});

test('the staff training day is shown as closed', async () => {
  const ana = await world.visitor('ana@example.org');
  const { contacts } = (await ana.get('/api/visitor/contacts')).json() as { contacts: { resident: { id: string; name: string } }[] };
  const marcus = contacts.find(({ resident }) => resident.name === 'Marcus Reed')?.resident.id;
  const { days } = (await ana.get(`/api/visitor/contacts/${marcus}/offers?days=14`)).json() as {
    days: { on: string; closedBecause: string | null }[];
  };
  expect(days.find(({ on }) => on === trainingDay.toString())?.closedBecause).toBe('date-blocked');
});

test('a second start doubles nothing; hours later, and at two at night, a visit can be joined again', async () => {
  expect(await joinable()).toBe(1);
  const before = await Promise.all([...tables, 'visits' as const].map(rowsOf));
  await seedDemo(world.parts);
  expect(await Promise.all([...tables, 'visits' as const].map(rowsOf))).toEqual(before);

  const after = await Promise.all(tables.map(rowsOf));
  world.server.clock.wait(5 * 3600);
  expect(await joinable()).toBe(0);
  await seedDemo(world.parts);
  expect(await joinable()).toBe(1);

  const local = world.parts.clock.now().toZonedDateTimeISO('America/Chicago');
  waitUntil(local.toPlainDate().add({ days: 1 }), '02:00');
  expect(await joinable()).toBe(0);
  await seedDemo(world.parts);
  expect(await joinable()).toBe(1);
  expect(await Promise.all(tables.map(rowsOf))).toEqual(after);
});

test('late in the evening before the training day, and on that day itself, a visit can be joined', async () => {
  for (const [on, plainTime] of [
    [trainingDay.subtract({ days: 1 }), '23:45'],
    [trainingDay, '12:00'],
  ] as const) {
    waitUntil(on, plainTime);
    expect(await joinable()).toBe(0);
    await seedDemo(world.parts);
    expect(await joinable()).toBe(1);
  }
});

test('on a day that is wholly closed a start leaves nothing behind and says why', async () => {
  const told: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void told.push(line) });
  const cedar = await world.parts.db
    .selectFrom('facilities')
    .select(['id', 'agency_id'])
    .where('slug', '=', 'cedar-county-jail')
    .executeTakeFirstOrThrow();
  const closed = trainingDay.add({ days: 1 });
  await buildBlockedDate(world.parts.db, {
    agencyId: cedar.agency_id as AgencyId,
    facilityId: cedar.id as FacilityId,
    on: closed.toString(),
  });
  waitUntil(closed, '12:00');
  const before = await rowsOf('one_off_periods');
  await seedDemo({ ...world.parts, logger });
  expect(await joinable()).toBe(0);
  expect(await rowsOf('one_off_periods')).toBe(before);
  expect(told.join('')).toContain('date-blocked');
  expect(told.join('')).not.toContain('allowance');
});
