import type pg from 'pg';
import { connectTurns } from '../../src/adapters/postgres/database.ts';
import { postgresUnitOfWork } from '../../src/adapters/postgres/unit-of-work.ts';
import type { VisitorCaller } from '../../src/core/access/caller.ts';
import type { Policy } from '../../src/core/facility/policy.ts';
import type { FacilityId, ResidentId } from '../../src/core/shared/ids.ts';
import { buildConnection } from '../../src/server/demo/builders/build-connection.ts';
import { buildFacility } from '../../src/server/demo/builders/build-facility.ts';
import { buildHousingUnit } from '../../src/server/demo/builders/build-housing-unit.ts';
import { buildPolicy } from '../../src/server/demo/builders/build-policy.ts';
import { buildRate } from '../../src/server/demo/builders/build-rate.ts';
import { buildResident } from '../../src/server/demo/builders/build-resident.ts';
import { buildStation } from '../../src/server/demo/builders/build-station.ts';
import { buildTimetableEntry } from '../../src/server/demo/builders/build-timetable.ts';
import { buildVisitor } from '../../src/server/demo/builders/build-visitor.ts';
import { composeMails } from '../../src/usecases/notices/compose-mail.ts';
import type { BookingDependencies } from '../../src/usecases/visits/booking-dependencies.ts';
import { type BookingWorld, buildBookingWorld } from './booking-world.ts';

/** An app process. */
export interface CrowdProcess {
  readonly deps: BookingDependencies;
  /** How many works each of its turns had, and how many of them were done again by themselves. */
  readonly turns: { readonly works: number; readonly left: number }[];
  /** Server processes of connections that turns have at the moment. */
  readonly turnPids: () => readonly number[];
}

export interface CrowdPeople {
  readonly residents: readonly ResidentId[];
  readonly visitors: readonly VisitorCaller[];
}

/** Two facilities of one agency with the same rules, and three processes on one database: two take turns, one does not. */
export interface CrowdWorld extends BookingWorld {
  readonly processes: readonly CrowdProcess[];
  readonly facilities: readonly FacilityId[];
  /** New residents in both facilities and visitors who know most of them. */
  addPeople(): Promise<CrowdPeople>;
}

/** Every rule of `policy` holds in both facilities; each has so many stations and seats. */
export async function buildCrowdWorld(plan: {
  readonly policy: Partial<Omit<Policy, 'version'>>;
  readonly stations: number;
  readonly capacity: number;
}): Promise<CrowdWorld> {
  const world = await buildBookingWorld({ centsPerMinute: 0, ...plan });
  const { db, agencyId } = world;
  const other = { agencyId, facilityId: await buildFacility(db, { agencyId, name: 'Elm County Jail' }) };
  await buildPolicy(db, { ...other, change: plan.policy });
  await buildRate(db, { ...other, centsPerMinute: 0 });
  const otherUnit = await buildHousingUnit(db, other);
  for (let index = 1; index <= plan.stations; index++)
    await buildStation(db, { ...other, unitIds: [otherUnit], name: `Elm booth ${index}` });
  for (let weekday = 1; weekday <= 7; weekday++) await buildTimetableEntry(db, { ...other, weekday, capacity: plan.capacity });
  const pools: pg.Pool[] = [];
  const processes = [processWithTurns(world, pools), processWithTurns(world, pools), processWithoutTurns(world)];
  const homes = [
    { agencyId, facilityId: world.facilityId, unitId: world.unitId },
    { ...other, unitId: otherUnit },
  ];

  return {
    ...world,
    processes,
    facilities: homes.map(({ facilityId }) => facilityId),
    async addPeople() {
      const residents: ResidentId[] = [];
      const visitors: VisitorCaller[] = [];
      for (let count = 0; count < 5; count++) visitors.push({ kind: 'visitor', visitorId: await buildVisitor(db) });
      // Two of the one facility, one of the other; the last visitor is a stranger to the first resident.
      for (const home of [homes[0], homes[0], homes[1]]) {
        if (!home) throw new Error('there are two homes');
        const residentId = await buildResident(db, home);
        const friends = residents.length === 0 ? visitors.slice(0, -1) : visitors;
        for (const { visitorId } of friends) await buildConnection(db, { ...home, residentId, visitorId });
        residents.push(residentId);
      }
      return { residents, visitors };
    },
    async close() {
      for (const pool of pools) await pool.end();
      await world.close();
    },
  };
}

const publicUrl = 'http://localhost:30500';
const composeMail = composeMails(publicUrl);

function processWithTurns(world: BookingWorld, pools: pg.Pool[]): CrowdProcess {
  const turnPool = connectTurns(world.url, { onConnectionLost: () => {} });
  pools.push(turnPool);
  const pids = new Set<number>();
  const pidOf = (client: pg.PoolClient) => (client as unknown as { readonly processID: number }).processID;
  turnPool.on('acquire', (client) => pids.add(pidOf(client)));
  turnPool.on('release', (_error, client) => pids.delete(pidOf(client)));
  const turns: CrowdProcess['turns'] = [];
  const { clock, ids } = world.deps;
  const work = postgresUnitOfWork({ pool: world.pool, turnPool, onTurn: (turn) => turns.push(turn), clock, ids, composeMail });
  return { deps: { ...world.deps, work }, turns, turnPids: () => [...pids] };
}

function processWithoutTurns(world: BookingWorld): CrowdProcess {
  const { clock, ids } = world.deps;
  const work = postgresUnitOfWork({ pool: world.pool, clock, ids, composeMail });
  return { deps: { ...world.deps, work }, turns: [], turnPids: () => [] };
}
