import type { Database } from '../../src/adapters/postgres/database.ts';
import type { Policy } from '../../src/core/facility/policy.ts';
import type { StaffId, VisitId } from '../../src/core/shared/ids.ts';
import type { Interval } from '../../src/core/shared/interval.ts';
import { cents } from '../../src/core/shared/money.ts';
import { visitFrom } from '../../src/core/visit/evolve-visit.ts';
import type { VisitEvent } from '../../src/core/visit/visit-events.ts';
import type { UnitOfWork } from '../../src/ports/unit-of-work.ts';
import { buildHousingUnit } from '../../src/server/demo/builders/build-housing-unit.ts';
import { buildConsentTexts, buildPolicy } from '../../src/server/demo/builders/build-policy.ts';
import { buildResident } from '../../src/server/demo/builders/build-resident.ts';
import { buildStation } from '../../src/server/demo/builders/build-station.ts';
import { buildVisitor } from '../../src/server/demo/builders/build-visitor.ts';
import { newId } from '../../src/server/demo/builders/new-id.ts';
import { buildPlace } from './place.ts';

/** A jail with Ana, Marcus, a station and an investigator. */
export async function buildPeople(db: Database, change: Partial<Omit<Policy, 'version'>>) {
  const { agencyId, facilityId } = await buildPlace(db);
  await buildPolicy(db, { agencyId, facilityId, change });
  await buildConsentTexts(db);
  const unitId = await buildHousingUnit(db, { agencyId, facilityId });
  const stationId = await buildStation(db, { agencyId, facilityId, unitIds: [unitId] });
  const residentId = await buildResident(db, { agencyId, facilityId, unitId });
  const visitorId = await buildVisitor(db);
  const staffId: StaffId = newId('stf');
  await db
    .insertInto('staff')
    .values({
      id: staffId,
      agency_id: agencyId,
      facility_id: facilityId,
      auth_user_id: staffId,
      name: 'Ines Gator',
      email: `${staffId}@example.org`,
      roles: ['investigator'],
      disabled_at: null,
    })
    .execute();
  return { agencyId, facilityId, stationId, residentId, visitorId, staffId };
}

export type People = Awaited<ReturnType<typeof buildPeople>>;

/** A confirmed visit of Ana with Marcus; its waiting room is not open yet. */
export async function confirmVisit(work: UnitOfWork, people: People, during: Interval): Promise<VisitId> {
  const visitId: VisitId = newId('vst');
  const { agencyId, facilityId, residentId, visitorId, stationId } = people;
  const quote = {
    centsPerMinute: cents(17),
    minutes: 20,
    totalCents: cents(340),
    capScheduleId: 'fcc-25-75',
    capCentsPerMinute: cents(25),
  };
  const expiresAt = during.start.subtract({ hours: 24 });
  const events: VisitEvent[] = [
    {
      type: 'held',
      visitId,
      agencyId,
      facilityId,
      residentId,
      leadVisitorId: visitorId,
      visitType: 'social',
      slot: { during, periodKey: 'test', stationId, seat: 1 },
      quote,
      findings: [],
      askedBy: 'visitor',
      expiresAt,
      policyVersion: 1,
    },
    { type: 'requested', findings: [], at: expiresAt, lapsesAt: during.start.subtract({ hours: 1 }) },
    { type: 'confirmed', by: 'staff' },
  ];
  await work.run((transaction) => transaction.visits.save(visitFrom(events), events, { kind: 'system', channel: 'setup' }, 'setup'));
  return visitId;
}
