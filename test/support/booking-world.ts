import { connect, connectTurns, type Database } from '../../src/adapters/postgres/database.ts';
import { postgresUnitOfWork } from '../../src/adapters/postgres/unit-of-work.ts';
import { randomIds } from '../../src/adapters/random-ids/random-ids.ts';
import type { StaffCaller, SystemCaller, VisitorCaller } from '../../src/core/access/caller.ts';
import type { Policy } from '../../src/core/facility/policy.ts';
import type { AgencyId, FacilityId, HousingUnitId, ResidentId, StaffId, StationId, VisitId } from '../../src/core/shared/ids.ts';
import { Temporal } from '../../src/core/shared/time.ts';
import type { PaymentRefused } from '../../src/ports/payment-gateway.ts';
import { buildAgency } from '../../src/server/demo/builders/build-agency.ts';
import { buildConnection } from '../../src/server/demo/builders/build-connection.ts';
import { buildFacility } from '../../src/server/demo/builders/build-facility.ts';
import { buildHousingUnit } from '../../src/server/demo/builders/build-housing-unit.ts';
import { buildPolicy } from '../../src/server/demo/builders/build-policy.ts';
import { buildRate } from '../../src/server/demo/builders/build-rate.ts';
import { buildResident } from '../../src/server/demo/builders/build-resident.ts';
import { buildStation } from '../../src/server/demo/builders/build-station.ts';
import { buildTimetableEntry } from '../../src/server/demo/builders/build-timetable.ts';
import { buildVisitor } from '../../src/server/demo/builders/build-visitor.ts';
import { newId } from '../../src/server/demo/builders/new-id.ts';
import { composeMails } from '../../src/usecases/notices/compose-mail.ts';
import type { BookingDependencies } from '../../src/usecases/visits/booking-dependencies.ts';
import { FakePaymentGateway } from './fake-payment-gateway.ts';
import { freshDatabase } from './test-database.ts';

/** A Monday morning in Chicago; every clock of these worlds begins here. */
export const NOON = Temporal.Instant.from('2026-11-23T18:00:00Z');
/** Nine in the morning in Chicago three days later: inside hours and notice. */
export const SLOT = Temporal.Instant.from('2026-11-26T15:00:00Z');
export const onDeadline: SystemCaller = { kind: 'system', channel: 'deadline' };

export interface BookingWorldPlan {
  readonly centsPerMinute?: number;
  readonly policy?: Partial<Omit<Policy, 'version'>>;
  readonly stations?: number;
  readonly capacity?: number;
}

export interface BookingWorld {
  readonly deps: BookingDependencies;
  readonly db: Database;
  readonly url: string;
  /** The transactions that works have shared so far: how many did, and how many of them were done again by themselves. */
  readonly turns: readonly { readonly works: number; readonly left: number }[];
  readonly pool: ReturnType<typeof connect>['pool'];
  readonly payments: FakePaymentGateway;
  /** Codes of what the processor refused and the operator was told of, in order. */
  readonly refusals: readonly string[];
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly unitId: HousingUnitId;
  readonly stationIds: readonly StationId[];
  readonly marcus: ResidentId;
  readonly ana: VisitorCaller;
  readonly scheduler: StaffCaller;
  /** Another visitor with an approved connection to this resident, or to a resident of their own. */
  addPair(residentId?: ResidentId): Promise<{ readonly residentId: ResidentId; readonly visitor: VisitorCaller }>;
  now(): Temporal.Instant;
  setNow(now: Temporal.Instant): void;
  /** Resources of claims that are neither released nor expired. */
  activeClaims(visitId: VisitId): Promise<readonly string[]>;
  /** Kinds of mails queued about a visit, in order. */
  mails(visitId: VisitId): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Everything a slot of a week can carry is free: visits every day from eight to eight, no allowance unless the plan has one. */
export async function buildBookingWorld(plan: BookingWorldPlan = {}): Promise<BookingWorld> {
  const database = await freshDatabase();
  const { db, pool } = connect(database.url, { most: 20, onConnectionLost: () => {} });
  let now = NOON;
  const clock = { now: () => now };
  const publicUrl = 'http://localhost:30500';
  const turns: { readonly works: number; readonly left: number }[] = [];
  const turnPool = connectTurns(database.url, { onConnectionLost: () => {} });
  const work = postgresUnitOfWork({
    pool,
    turnPool,
    onTurn: (turn) => turns.push(turn),
    clock,
    ids: randomIds(clock),
    composeMail: composeMails(publicUrl),
  });
  const payments = new PunctualGateway();
  const refusals: string[] = [];
  const onPaymentRefused = ({ code }: PaymentRefused): void => void refusals.push(code);
  const deps: BookingDependencies = { clock, ids: randomIds(clock), work, payments, publicUrl, onPaymentRefused };

  const agencyId = await buildAgency(db);
  const facilityId = await buildFacility(db, { agencyId });
  const at = { agencyId, facilityId };
  await buildPolicy(db, { ...at, change: { allowances: [], ...plan.policy } });
  await buildRate(db, { ...at, centsPerMinute: plan.centsPerMinute ?? 12 });
  const unitId = await buildHousingUnit(db, at);
  const stationIds = await inTurn(plan.stations ?? 2, (index) =>
    buildStation(db, { ...at, unitIds: [unitId], name: `Booth ${index + 1}` }),
  );
  await inTurn(7, (index) => buildTimetableEntry(db, { ...at, weekday: index + 1, capacity: plan.capacity ?? 4 }));
  const marcus = await buildResident(db, { ...at, unitId });

  const addPair = async (residentId?: ResidentId) => {
    const whom = residentId ?? (await buildResident(db, { ...at, unitId, name: 'Luis Ortega' }));
    const visitorId = await buildVisitor(db);
    await buildConnection(db, { ...at, residentId: whom, visitorId });
    return { residentId: whom, visitor: { kind: 'visitor', visitorId } as const };
  };
  const { visitor: ana } = await addPair(marcus);
  const staffId: StaffId = newId('stf');
  await db
    .insertInto('staff')
    .values({
      id: staffId,
      agency_id: agencyId,
      facility_id: facilityId,
      auth_user_id: staffId,
      name: 'Sam',
      email: `${staffId}@x.example`,
      roles: ['scheduler'],
      disabled_at: null,
    })
    .execute();

  return {
    deps,
    db,
    pool,
    url: database.url,
    turns,
    payments,
    refusals,
    ...at,
    unitId,
    stationIds,
    marcus,
    ana,
    scheduler: { kind: 'staff', staffId, agencyId, facilityId, roles: ['scheduler'] },
    addPair,
    now: () => now,
    setNow: (instant) => {
      now = instant;
    },
    async activeClaims(visitId) {
      const rows = await db
        .selectFrom('claims')
        .innerJoin('visits', 'visits.id', 'claims.visit_id')
        .select('resource')
        .where('visit_id', '=', visitId)
        .where('released_at', 'is', null)
        .where((where) => where.or([where('lapses_at', 'is', null), where('lapses_at', '>', new Date(now.epochMilliseconds))]))
        .orderBy('resource')
        .execute();
      return rows.map((row) => row.resource);
    },
    async mails(visitId) {
      const rows = await db.selectFrom('outbox_mails').select('kind').where('visit_id', '=', visitId).orderBy('id').execute();
      return rows.map((row) => row.kind ?? '');
    },
    async close() {
      await db.destroy();
      await turnPool.end();
      await pool.end().catch(() => undefined);
      await database.drop();
    },
  };
}

/** The fake signs its webhooks by the real clock, and these worlds have their own. */
class PunctualGateway extends FakePaymentGateway {
  override verifyWebhook(
    ...[rawBody, headers]: Parameters<FakePaymentGateway['verifyWebhook']>
  ): ReturnType<FakePaymentGateway['verifyWebhook']> {
    return super.verifyWebhook(rawBody, headers, Temporal.Now.instant());
  }
}

async function inTurn<Made>(count: number, make: (index: number) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (let index = 0; index < count; index++) made.push(await make(index));
  return made;
}
