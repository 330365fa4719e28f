import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BookingWorld, buildBookingWorld, SLOT } from '../../../../test/support/booking-world.ts';
import { genericPlanOf } from '../../../../test/support/generic-plan.ts';
import type { StaffCaller } from '../../../core/access/caller.ts';
import type { AgencyId, FacilityId, VisitId } from '../../../core/shared/ids.ts';
import type { AuditPage, AuditRecord, AuditWish } from '../../../ports/staff-readings.ts';
import { buildAgency } from '../../../server/demo/builders/build-agency.ts';
import { buildFacility } from '../../../server/demo/builders/build-facility.ts';
import { automatic } from '../../../server/demo/builders/build-policy.ts';
import { buildStation } from '../../../server/demo/builders/build-station.ts';
import { newId } from '../../../server/demo/builders/new-id.ts';
import { holdSlot } from '../../../usecases/visits/hold-slot.ts';
import { requestVisit } from '../../../usecases/visits/request-visit.ts';
import { auditPage, readAuditTrail } from './audit-trail.ts';

let world: BookingWorld;
let booked: VisitId;
beforeAll(async () => {
  world = await buildBookingWorld({ centsPerMinute: 0, policy: automatic });
  const wish = { residentId: world.marcus, visitType: 'social', startsAt: SLOT, lengthMinutes: 20 } as const;
  booked = (await holdSlot(world.deps, world.ana, wish)).visit.id;
  await requestVisit(world.deps, world.ana, booked);
});
afterAll(async () => world.close());

test('the steps of a visit are in the trail as the log had them: who policy confirms is named as who asked', async () => {
  const entries = await read(staffOf(world.agencyId), { subjectId: booked });
  const by = { at: world.now(), actor: world.ana.visitorId, role: 'visitor', channel: 'visitor-web', subjectId: booked, reason: null };
  expect(entries).toEqual([
    { id: expect.stringMatching(/-3-vst_/), act: 'visit.confirmed', ...by },
    { id: expect.stringMatching(/-2-vst_/), act: 'visit.requested', ...by },
    { id: expect.stringMatching(/-1-vst_/), act: 'visit.held', ...by },
  ]);
});

test('steps that the log once had besides are shown once, and whatever it alone has is shown', async () => {
  const { agencyId, facilityId } = await anAgency();
  const id = await visitOf(agencyId, facilityId, ['held', 'hold-lengthened', 'requested', 'confirmed']);
  // As it was written until then: with the revision after all steps of the change.
  await log(agencyId, id, 'visit.held', { revision: 1 });
  await log(agencyId, id, 'visit.hold-lengthened', { revision: 2 });
  await log(agencyId, id, 'visit.requested', { revision: 4 });
  await log(agencyId, id, 'visit.confirmed', { revision: 4 });
  await log(agencyId, id, 'visit.movement-marked', { state: 'fetched' });
  await log(agencyId, id, 'visit.requested', { revision: 1 });
  await log(agencyId, id, 'visit.confirmed', {});
  await log(agencyId, id, 'visit.denied', { revision: 5 });
  await log(agencyId, 'vst_0000000000000000000nowhere', 'visit.held', { revision: 1 });
  const entries = await read(staffOf(agencyId));
  const isStep = ({ id: entry }: AuditRecord) => entry.endsWith(`-${id}`);
  expect(acts(entries.filter(isStep))).toEqual(['visit.confirmed', 'visit.requested', 'visit.hold-lengthened', 'visit.held']);
  expect(acts(entries.filter((entry) => !isStep(entry)))).toEqual([
    'visit.held',
    'visit.denied',
    'visit.confirmed',
    'visit.requested',
    'visit.movement-marked',
  ]);
});

test('entries of one instant, and of instants nearer than a millisecond, are on one page each, the steps of a visit in their order', async () => {
  const { agencyId, facilityId } = await anAgency();
  const visits = await visitsOf(agencyId, facilityId, 30, ['held', 'requested', 'confirmed']);
  await world.pool.query(
    `insert into audit_log (agency_id, happened_at, actor_kind, actor_role, channel, act)
     select $1, $2::timestamptz + (n % 2) * interval '1 microsecond', 'system', 'system', 'setup', 'tried' from generate_series(1, 110) n`,
    [agencyId, world.now().toString()],
  );
  const pages: (readonly AuditRecord[])[] = [];
  // Two full pages: there is no third, and the second says so.
  for (let [before, more]: [string | null, boolean] = [null, true]; more; ) {
    const page = await pageOf(staffOf(agencyId), { before });
    pages.push(page.entries);
    before = page.entries.at(-1)?.id ?? null;
    more = page.more;
  }
  expect(pages.map((page) => page.length)).toEqual([100, 100]);
  expect(ids(pages.flat())).toEqual(await everyIdOf(agencyId));
  for (const visit of visits)
    expect(acts(pages.flat().filter(({ subjectId }) => subjectId === visit))).toEqual(['visit.confirmed', 'visit.requested', 'visit.held']);
  const one = pages.flat().find(({ act }) => act === 'visit.requested');
  if (!one) throw new Error('no step');
  expect(acts(await read(staffOf(agencyId), { before: one.id, subjectId: one.subjectId }))).toEqual(['visit.held']);
});

test('a facility’s staff read of its own visits, staff of the agency of all, and another agency’s of none', async () => {
  const { agencyId, facilityId } = await anAgency();
  const elsewhere = await buildFacility(world.db, { agencyId });
  const here = await visitOf(agencyId, facilityId, ['held']);
  const there = await visitOf(agencyId, elsewhere, ['held']);
  await log(agencyId, here, 'visit.movement-marked', {});
  await log(agencyId, there, 'visit.movement-marked', {});
  const subjects = async (by: StaffCaller, wish?: Partial<AuditWish>) => (await read(by, wish)).map(({ subjectId }) => subjectId);
  expect(await subjects(staffOf(agencyId, facilityId))).toEqual([here, here]);
  expect(await subjects(staffOf(agencyId, facilityId), { subjectId: there })).toEqual([]);
  expect((await subjects(staffOf(agencyId))).toSorted()).toEqual([here, here, there, there].toSorted());
  expect(await subjects(staffOf((await anAgency()).agencyId), { subjectId: here })).toEqual([]);
});

test('whoever staff are and whatever they ask for, the two tables are never read from one end to the other', async () => {
  const { agencyId, facilityId } = await anAgency();
  // The first plans are made while nothing is known of the tables.
  for (const isFull of [false, true]) {
    if (isFull) {
      await visitsOf(agencyId, facilityId, 3_000, ['held', 'requested', 'confirmed']);
      await world.pool.query(
        `insert into audit_log (agency_id, happened_at, actor_kind, actor_role, channel, act, subject_id)
         select $1, $2::timestamptz - n * interval '1 second', 'system', 'system', 'setup', 'tried', 'res_' || n % 9 from generate_series(1, 9000) n`,
        [agencyId, world.now().toString()],
      );
      await world.pool.query('analyze');
    }
    const last = `${world.now().epochMilliseconds}000-2-${booked}`;
    for (const by of [staffOf(agencyId), staffOf(agencyId, facilityId)]) {
      for (const before of [null, last]) {
        const page = await genericPlanOf(world, auditPage(by, { before, subjectId: null }));
        expect(page).toMatch(/Merge Append.*audit_log_of_agency_by_time.*visit_events_of_agency_by_time/s);
        expect(page).not.toMatch(/Seq Scan on (audit_log|visit_events|visits)/);
        const subject = await genericPlanOf(world, auditPage(by, { before, subjectId: booked }));
        expect(subject).toMatch(/audit_log_subject_id_idx.*visit_events_pkey/s);
        expect(subject).not.toMatch(/Seq Scan on (audit_log|visit_events|visits)|_by_time/);
      }
    }
  }
});

test.each(['audit_log', 'visit_events'])('what the trail shows of %s is neither changed nor taken away', async (table) => {
  await log(world.agencyId, booked, 'tried', {});
  for (const change of [`update ${table} set channel = 'setup'`, `delete from ${table}`, `truncate ${table}`])
    await expect(world.pool.query(change)).rejects.toThrow(`${table} is append-only`);
});

async function anAgency(): Promise<{ readonly agencyId: AgencyId; readonly facilityId: FacilityId }> {
  const agencyId = await buildAgency(world.db);
  return { agencyId, facilityId: await buildFacility(world.db, { agencyId }) };
}

function staffOf(agencyId: AgencyId, facilityId: FacilityId | null = null): StaffCaller {
  return { kind: 'staff', staffId: newId('stf'), agencyId, facilityId, roles: ['investigator'] };
}

function pageOf(by: StaffCaller, wish: Partial<AuditWish> = {}): Promise<AuditPage> {
  return readAuditTrail(world.db, by, { before: null, subjectId: null, ...wish });
}

async function read(by: StaffCaller, wish: Partial<AuditWish> = {}): Promise<readonly AuditRecord[]> {
  return (await pageOf(by, wish)).entries;
}

const ids = (entries: readonly AuditRecord[]) => entries.map(({ id }) => id);
const acts = (entries: readonly AuditRecord[]) => entries.map(({ act }) => act);

/** Visits like the booked one, each with all its steps at one instant, or a microsecond later. */
async function visitsOf(agencyId: AgencyId, facilityId: FacilityId, count: number, steps: readonly string[]): Promise<readonly VisitId[]> {
  const made = Array.from({ length: count }, () => newId('vst'));
  const stationId = await buildStation(world.db, { agencyId, facilityId, unitIds: [] });
  await world.pool.query(
    `insert into visits select (jsonb_populate_record(v,
       jsonb_build_object('id', made, 'agency_id', $2::text, 'facility_id', $3::text, 'station_id', $5::text))).*
     from visits v, unnest($1::text[]) made where v.id = $4`,
    [made, agencyId, facilityId, booked, stationId],
  );
  await world.pool.query(
    `insert into visit_events (visit_id, sequence, agency_id, type, data, happened_at, actor_kind, actor_role, channel)
     select made, sequence, $2, type, '{}', $3::timestamptz + (n % 2) * interval '1 microsecond', 'system', 'system', 'deadline'
     from unnest($1::text[]) with ordinality m (made, n), unnest($4::text[]) with ordinality s (type, sequence)`,
    [made, agencyId, world.now().toString(), steps],
  );
  return made;
}

async function visitOf(agencyId: AgencyId, facilityId: FacilityId, steps: readonly string[]): Promise<VisitId> {
  const [made] = await visitsOf(agencyId, facilityId, 1, steps);
  if (!made) throw new Error('no visit');
  return made;
}

async function log(agencyId: AgencyId, subjectId: string, act: string, detail: Record<string, unknown>): Promise<void> {
  await world.pool.query(
    `insert into audit_log (agency_id, happened_at, actor_kind, actor_role, channel, act, subject_id, detail)
     values ($1, $2, 'system', 'system', 'setup', $3, $4, $5)`,
    [agencyId, world.now().toString(), act, subjectId, JSON.stringify(detail)],
  );
}

/** Out of the tables, and put in order here. */
async function everyIdOf(agencyId: AgencyId): Promise<readonly string[]> {
  const { rows } = await world.pool.query<{ at: string; history: string; place: string }>(
    `select (extract(epoch from happened_at) * 1000000)::bigint::text as at, history, place from (
       select happened_at, '' as history, id as place from audit_log where agency_id = $1
       union all select happened_at, visit_id, sequence from visit_events where agency_id = $1) entries`,
    [agencyId],
  );
  const compared = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);
  return rows
    .toSorted((a, b) => compared(a.at, b.at) || compared(a.history, b.history) || Number(b.place) - Number(a.place))
    .map(({ at, history, place }) => `${at}-${place}${history && `-${history}`}`);
}
