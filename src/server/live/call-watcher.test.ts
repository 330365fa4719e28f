import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildCallWorld, type CallWorld, deadline } from '../../../test/support/call-world.ts';
import { postgresCallTurns } from '../../adapters/postgres/calls/call-turns.ts';
import { connect } from '../../adapters/postgres/database.ts';
import { admitParticipant } from '../../usecases/calls/admit-participant.ts';
import { giveConsent } from '../../usecases/calls/give-consent.ts';
import { openWaitingRoom } from '../../usecases/calls/open-waiting-room.ts';
import { type CallWatcher, startCallWatcher } from './call-watcher.ts';

let world: CallWorld;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  world = await buildCallWorld();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await world.close();
});

/** A watcher as one app process has it. */
function startWatcher(tickMilliseconds = 20): CallWatcher {
  const { pool, db } = connect(world.url, { most: 3, onConnectionLost: () => {} });
  const watcher = startCallWatcher({ ...world.deps, turns: postgresCallTurns(pool), logger: pino({ level: 'silent' }), tickMilliseconds });
  closing.push(async () => {
    await watcher.close();
    await db.destroy();
    if (!pool.ended) await pool.end();
  });
  return watcher;
}

async function bothJoin(): Promise<void> {
  const consent = { version: '2026-1', language: 'en' };
  for (const who of [world.ana, world.marcus]) {
    await giveConsent(world.deps, who, world.visitId, consent);
    const { token } = await admitParticipant(world.deps, who, world.visitId);
    world.media.join(await world.roomName(), token);
  }
}
const speak = (): void => world.media.speak(world.ana.visitorId, world.marcus.residentId);
const status = async (): Promise<string> => (await world.call()).status;

/** Both in a call that is live, five seconds after its start, with the watcher that saw it begin. */
async function liveCall(): Promise<CallWatcher> {
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  const first = startWatcher();
  await expect.poll(() => world.media.tapings.size).toBe(1);
  world.at(1);
  await bothJoin();
  speak();
  await expect.poll(async () => (await world.call()).gate).toBe('open');
  world.at(5);
  speak();
  await expect.poll(status).toBe('live');
  return first;
}

test('a restarted app makes rooms again, goes on with the call, and ends what is overdue', async () => {
  const first = await liveCall();
  await first.close();

  world.media.restartServer();
  world.at(9);
  startWatcher();
  await expect.poll(status).toBe('interrupted');
  await expect.poll(() => world.media.rooms.get([...world.media.rooms.keys()][0] ?? '')?.has('recorder')).toBe(true);
  world.at(1300);
  await expect.poll(status).toBe('ended');
  expect((await world.call()).endedAt?.toString()).toBe('2026-11-21T16:20:00Z');
  await expect.poll(async () => (await world.db.selectFrom('recordings').select('state').executeTakeFirstOrThrow()).state).toBe('sealed');
});

test('who looks next, also another process, knows for how long nobody looked', async () => {
  const first = await liveCall();
  world.at(6);
  speak();
  const lookedAt = async () => (await world.work.run(({ calls }) => calls.find(world.visitId)))?.lookedAt?.toString();
  await expect.poll(lookedAt).toBe('2026-11-21T16:00:06Z');
  await first.close();

  world.at(10);
  speak();
  world.media.leave(await world.roomName(), world.ana.visitorId);
  world.at(28);
  startWatcher();
  await expect.poll(status).toBe('interrupted');
  const told = (await world.events()).filter(({ type }) => type === 'unwatched' || type === 'interrupted');
  expect(told.slice(-2).map((event) => JSON.parse(JSON.stringify(event)))).toEqual([
    { type: 'unwatched', since: '2026-11-21T16:00:06Z', at: '2026-11-21T16:00:28Z' },
    { type: 'interrupted', cause: 'platform', at: '2026-11-21T16:00:10Z' },
  ]);
});

test('a recording that a crash left unsealed is sealed by the next process, once the recorder answers', async () => {
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  await world.look();
  world.media.recorderAnswers = false;
  world.at(1200);
  await expect(world.look()).rejects.toThrow('recorder');
  expect(await status()).toBe('ended');
  startWatcher();
  world.media.recorderAnswers = true;
  await expect.poll(async () => (await world.db.selectFrom('recordings').select('state').executeTakeFirstOrThrow()).state).toBe('sealed');
});

test('two processes share the calls: only one watches each, and another takes over when it is gone', async () => {
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  const { pool: onePool } = connect(world.url, { onConnectionLost: () => {} });
  const { pool: otherPool } = connect(world.url, { onConnectionLost: () => {} });
  const [one, other] = [postgresCallTurns(onePool), postgresCallTurns(otherPool)];
  expect([await one.take(world.visitId), await one.take(world.visitId), await other.take(world.visitId)]).toEqual([true, true, false]);
  await one.close();
  await expect.poll(() => other.take(world.visitId)).toBe(true);
  await other.giveBack(world.visitId);
  await other.close();
  await Promise.all([onePool.end(), otherPool.end()]);
});

test('a woken watcher looks at once and does not wait for its next round', async () => {
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  const watcher = startWatcher(60_000);
  await expect.poll(() => world.media.tapings.size).toBe(1);
  world.at(1);
  await bothJoin();
  speak();
  watcher.wake(world.visitId);
  await expect.poll(async () => (await world.call()).gate).toBe('open');
});
