import { postgresCallStore } from '../../src/adapters/postgres/calls/call-store.ts';
import { connect, type Database } from '../../src/adapters/postgres/database.ts';
import { postgresUnitOfWork } from '../../src/adapters/postgres/unit-of-work.ts';
import { vaultKeyRing } from '../../src/adapters/vault-keys/key-ring.ts';
import type { ResidentCaller, StaffCaller, SystemCaller, VisitorCaller } from '../../src/core/access/caller.ts';
import type { Call } from '../../src/core/call/call.ts';
import type { CallEvent } from '../../src/core/call/call-events.ts';
import type { Policy } from '../../src/core/facility/policy.ts';
import type { RecordingId, VisitId } from '../../src/core/shared/ids.ts';
import { Temporal } from '../../src/core/shared/time.ts';
import type { UnitOfWork } from '../../src/ports/unit-of-work.ts';
import { newId } from '../../src/server/demo/builders/new-id.ts';
import type { CallDependencies } from '../../src/usecases/calls/call-dependencies.ts';
import { readDossier } from '../../src/usecases/calls/read-dossier.ts';
import { sealRecording } from '../../src/usecases/calls/seal-recording.ts';
import { watchCall } from '../../src/usecases/calls/watch-call.ts';
import { buildPeople, confirmVisit } from './confirmed-visit.ts';
import { FakeMedia } from './fake-media.ts';
import { freshDatabase } from './test-database.ts';

/** The booked start of every visit here. */
export const START = Temporal.Instant.from('2026-11-21T16:00:00Z');
export const system: SystemCaller = { kind: 'system', channel: 'watcher' };
export const deadline: SystemCaller = { kind: 'system', channel: 'deadline' };

export interface CallWorld {
  readonly deps: CallDependencies;
  readonly work: UnitOfWork;
  readonly db: Database;
  readonly url: string;
  readonly media: FakeMedia;
  readonly visitId: VisitId;
  readonly ana: VisitorCaller;
  readonly marcus: ResidentCaller;
  readonly investigator: StaffCaller;
  /** Sets the clock to so many seconds after the booked start. */
  at(seconds: number): void;
  /** One look of the watcher. */
  look(): Promise<Call>;
  call(): Promise<Call>;
  events(): Promise<readonly CallEvent[]>;
  roomName(): Promise<string>;
  recordingId(): Promise<RecordingId>;
  visitStatus(): Promise<string>;
  close(): Promise<void>;
}

/** A jail with one confirmed visit of Ana with Marcus, twenty minutes from START, on a real database; media server and recorder are fakes. */
export async function buildCallWorld(change: Partial<Omit<Policy, 'version'>> = {}): Promise<CallWorld> {
  const database = await freshDatabase();
  const { db, pool } = connect(database.url, { most: 8, onConnectionLost: () => {} });
  let now = START.subtract({ minutes: 15 });
  const clock = { now: () => now };
  const ids = { next: newId };
  const work = postgresUnitOfWork({ pool, clock, ids, composeMail: () => null });
  const media = new FakeMedia(clock);
  const keys = vaultKeyRing([{ id: 'test', key: new Uint8Array(32).fill(7) }]);
  const deps: CallDependencies = {
    clock,
    ids,
    work,
    keys,
    callControl: media.control,
    recorder: media.recorder,
    waker: { wake: () => {} },
  };
  const people = await buildPeople(db, change);
  const visitId = await confirmVisit(work, people, { start: START, end: START.add({ minutes: 20 }) });
  const { agencyId, facilityId, stationId } = people;
  const calls = postgresCallStore(db);
  const stored = async () => {
    const found = await calls.find(visitId);
    if (!found) throw new Error('the waiting room is not open');
    return found;
  };

  return {
    deps,
    work,
    db,
    url: database.url,
    media,
    visitId,
    ana: { kind: 'visitor', visitorId: people.visitorId },
    marcus: { kind: 'resident', residentId: people.residentId, stationId, agencyId, facilityId },
    investigator: { kind: 'staff', staffId: people.staffId, agencyId, facilityId, roles: ['investigator'] },
    at(seconds) {
      now = START.add({ milliseconds: Math.round(seconds * 1000) });
    },
    async look() {
      const dossier = await readDossier(deps, system, visitId);
      if (!dossier) throw new Error('the waiting room is not open');
      const call = await watchCall(deps, system, dossier);
      await work.run((transaction) => transaction.calls.noteLooks(new Map([[visitId, now]])));
      if (call.status === 'ended') await sealRecording(deps, system, visitId);
      return call;
    },
    call: async () => (await stored()).call,
    events: () => calls.events(visitId),
    roomName: async () => (await stored()).roomName,
    async recordingId() {
      const row = await db.selectFrom('recordings').select('id').where('visit_id', '=', visitId).executeTakeFirstOrThrow();
      return row.id as RecordingId;
    },
    async visitStatus() {
      const row = await db.selectFrom('visits').select('status').where('id', '=', visitId).executeTakeFirstOrThrow();
      return row.status;
    },
    async close() {
      await db.destroy();
      if (!pool.ended) await pool.end();
      await database.drop();
    },
  };
}
