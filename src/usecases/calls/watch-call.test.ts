import { afterEach, expect, test } from 'vitest';
import { buildCallWorld, type CallWorld, deadline } from '../../../test/support/call-world.ts';
import { admitParticipant } from './admit-participant.ts';
import { endCall } from './end-call.ts';
import { giveConsent } from './give-consent.ts';
import { openWaitingRoom } from './open-waiting-room.ts';
import { readCallSummary } from './read-call-summary.ts';
import { leaveCall, noteFirstMedia } from './signal-call.ts';
import { viewCall } from './view-call.ts';

let world: CallWorld;
afterEach(() => world.close());

const consent = { version: '2026-1', language: 'en' };

/** The waiting room is open, both have agreed, and the recorder is in the room. */
async function waiting(change: Parameters<typeof buildCallWorld>[0] = {}): Promise<void> {
  world = await buildCallWorld(change);
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  await world.look();
  await giveConsent(world.deps, world.ana, world.visitId, consent);
  await giveConsent(world.deps, world.marcus, world.visitId, consent);
}

async function join(who: 'ana' | 'marcus'): Promise<void> {
  const { token } = await admitParticipant(world.deps, world[who], world.visitId);
  world.media.join(await world.roomName(), token);
}

/** Both speak and the watcher looks, second by second, up to and including `to`. */
async function talk(from: number, to: number): Promise<void> {
  for (let second = from; second <= to; second++) {
    world.at(second);
    world.media.speak(world.ana.visitorId, world.marcus.residentId);
    await world.look();
  }
}

/** Live since second 12. */
async function live(change: Parameters<typeof buildCallWorld>[0] = {}): Promise<void> {
  await waiting(change);
  world.at(10);
  await join('ana');
  await join('marcus');
  world.media.speak(world.ana.visitorId, world.marcus.residentId);
  await world.look();
  world.at(11);
  await noteFirstMedia(world.deps, world.ana, world.visitId);
  world.at(12);
  await noteFirstMedia(world.deps, world.marcus, world.visitId);
  await talk(12, 12);
}

test('the recorder is in the room before the people, and they wait with a shut gate until both are written', async () => {
  await waiting();
  const room = world.media.rooms.get(await world.roomName());
  expect([...(room?.keys() ?? [])]).toEqual(['recorder']);
  world.at(1);
  await join('ana');
  await join('marcus');
  expect(room?.get(world.ana.visitorId)?.maySubscribe).toBe(false);

  world.media.speak(world.ana.visitorId);
  expect((await world.look()).gate).toBe('shut');
  expect(world.media.gateMoves).toEqual([]);

  world.media.speak(world.marcus.residentId);
  expect((await world.look()).gate).toBe('open');
  expect(room?.get(world.ana.visitorId)?.maySubscribe).toBe(true);
  expect(room?.get(world.marcus.residentId)?.maySubscribe).toBe(true);
});

test('whoever stands at the door is not there until they send, and then stays there while connected', async () => {
  await waiting();
  world.at(1);
  await join('marcus');
  const { token } = await admitParticipant(world.deps, world.ana, world.visitId);
  const roomName = await world.roomName();
  world.media.stand(roomName, token);
  expect((await world.look()).present).toEqual({ visitor: false, resident: true });
  expect((await viewCall(world.deps, world.marcus, world.visitId)).present.other).toBe(false);

  world.media.join(roomName, token);
  expect((await world.look()).present.visitor).toBe(true);
  world.media.stand(roomName, token);
  expect((await world.look()).present.visitor).toBe(true);
  world.media.leave(roomName, world.ana.visitorId);
  expect((await world.look()).present.visitor).toBe(false);
  world.media.stand(roomName, token);
  expect((await world.look()).present.visitor).toBe(false);
});

test('without a recorder nobody ever receives anything', async () => {
  world = await buildCallWorld();
  world.at(-900);
  world.media.recorderAnswers = false;
  await openWaitingRoom(world.deps, deadline, world.visitId);
  await world.look();
  await giveConsent(world.deps, world.ana, world.visitId, consent);
  await giveConsent(world.deps, world.marcus, world.visitId, consent);
  world.at(1);
  await join('ana');
  await join('marcus');
  await talk(1, 30);
  expect((await world.call()).gate).toBe('shut');
  expect(world.media.gateMoves).toEqual([]);
});

test('the paid clock starts with the later first picture, and the visit is in its call', async () => {
  await live();
  const call = await world.call();
  expect(call.status).toBe('live');
  expect(call.liveAt?.toString()).toBe('2026-11-21T16:00:12Z');
  expect(await world.visitStatus()).toBe('in-call');
});

test('a recorder that dies shuts the gate at once; a new one goes on in the same recording and opens it again', async () => {
  await live();
  await talk(13, 20);
  world.media.recorderAnswers = false;
  world.at(21);
  const lost = await world.look();
  expect(lost).toMatchObject({ gate: 'shut', status: 'interrupted', interruptedBy: 'platform' });
  expect(world.media.rooms.get(await world.roomName())?.get(world.ana.visitorId)?.maySubscribe).toBe(false);

  world.media.restartRecorder();
  world.media.recorderAnswers = true;
  await talk(22, 24);
  expect(await world.call()).toMatchObject({ gate: 'open', status: 'live' });
  expect([...world.media.tapings.keys()]).toEqual([await world.recordingId()]);
});

test('a disk that hangs without failing shuts the gate after a few seconds, and the time is the platform’s', async () => {
  await live();
  world.media.diskHangs = true;
  await talk(13, 17);
  expect(await world.call()).toMatchObject({ status: 'live', gate: 'open' });
  await talk(18, 22);
  expect(await world.call()).toMatchObject({ status: 'interrupted', interruptedBy: 'platform', gate: 'shut' });
  world.media.diskHangs = false;
  await talk(23, 24);
  expect(await world.call()).toMatchObject({ status: 'live', gate: 'open' });
});

test('an engine that was restarted gets its room and its recorder back, and people come back without a waiting room', async () => {
  await live();
  world.media.restartServer();
  world.at(15);
  await world.look();
  expect((await world.call()).status).toBe('interrupted');
  expect(world.media.rooms.has(await world.roomName())).toBe(true);
  await world.look();
  await join('ana');
  await join('marcus');
  await talk(17, 20);
  expect(await world.call()).toMatchObject({ status: 'live', gate: 'open' });
});

test('a page that is closed is a drop: the gap begins at the last packet, and coming back needs no lobby', async () => {
  await live();
  await talk(13, 30);
  const roomName = await world.roomName();
  for (const second of [31, 32, 33, 34]) {
    world.at(second);
    world.media.speak(world.marcus.residentId);
    await world.look();
  }
  expect(await world.call()).toMatchObject({ status: 'interrupted', interruptedBy: 'visitor' });
  world.media.leave(roomName, world.ana.visitorId);
  world.at(36);
  await world.look();
  await join('ana');
  await talk(37, 40);
  expect((await world.call()).status).toBe('live');

  world.at(72);
  world.media.speak(world.ana.visitorId, world.marcus.residentId);
  await talk(41, 72);
  await leaveCall(world.deps, world.ana, world.visitId);
  await world.look();
  const { timeline, endCause } = await readCallSummary(world.deps, world.ana, world.visitId);
  expect(endCause).toBe('left-visitor');
  expect(timeline.gaps.map(({ cause, during }) => [cause, during.start.toString()])).toEqual([['visitor', '2026-11-21T16:00:30Z']]);
  const gapSeconds = (timeline.gaps[0]?.during.end.epochMilliseconds ?? 0) / 1000 - Date.parse('2026-11-21T16:00:30Z') / 1000;
  expect(timeline.deliveredSeconds).toBe(60 - gapSeconds);
});

test('a side that lost its connection while the app was away was lost by the platform, whoever looks first', async () => {
  await live();
  await talk(13, 30);
  world.at(37);
  world.media.speak(world.ana.visitorId, world.marcus.residentId);
  world.media.leave(await world.roomName(), world.ana.visitorId);
  world.at(52);
  world.media.speak(world.marcus.residentId);
  expect(await world.look()).toMatchObject({ status: 'interrupted', interruptedBy: 'platform' });
  await join('ana');
  await talk(53, 60);
  await leaveCall(world.deps, world.ana, world.visitId);
  const { timeline } = await readCallSummary(world.deps, world.ana, world.visitId);
  expect(timeline.gaps.map(({ cause, during }) => [cause, during.start.toString()])).toEqual([['platform', '2026-11-21T16:00:37Z']]);
});

test("one's own mute is no loss", async () => {
  await live();
  world.media.mute(await world.roomName(), world.ana.visitorId, true);
  for (let second = 13; second < 30; second++) {
    world.at(second);
    world.media.speak(world.marcus.residentId);
    await world.look();
  }
  expect((await world.call()).status).toBe('live');
});

test('both are warned at the policy’s seconds, and the server ends the call at the booked end', async () => {
  await live({ warningsSeconds: [20] });
  await talk(1178, 1182);
  expect((await world.call()).warnedSeconds).toEqual([20]);
  await talk(1199, 1200);
  expect(await world.call()).toMatchObject({ status: 'ended', endCause: 'time-is-up' });
  expect(await world.visitStatus()).toBe('ended');
  const { kind } = await world.db.selectFrom('deadlines').select('kind').where('kind', '=', 'settle').executeTakeFirstOrThrow();
  expect(kind).toBe('settle');
  const recording = await world.db.selectFrom('recordings').select(['state', 'manifest']).executeTakeFirstOrThrow();
  expect(recording).toMatchObject({ state: 'sealed', manifest: { files: [{}, {}] } });
  expect(world.media.rooms.size).toBe(0);
});

function lastStep() {
  const steps = world.db.selectFrom('visit_events').selectAll().where('visit_id', '=', world.visitId);
  return steps.orderBy('sequence', 'desc').limit(1).executeTakeFirstOrThrow();
}

/** The watcher looks every two seconds, up to and including `to`. */
async function watch(from: number, to: number): Promise<void> {
  for (let second = from; second <= to; second += 2) {
    world.at(second);
    await world.look();
  }
}

async function outcome(): Promise<string | null> {
  const visit = await world.db.selectFrom('visits').select(['status', 'outcome']).executeTakeFirstOrThrow();
  return visit.outcome ?? visit.status;
}

test('staff who end a running call stand in the history of the visit, with reason and note; so does who pressed Leave', async () => {
  await live();
  const staff = { ...world.investigator, roles: ['scheduler'] as const };
  await endCall(world.deps, staff, world.visitId, { reason: 'safety', note: 'Please call us tomorrow.' });
  expect((await world.call()).endCause).toBe('ended-by-staff');
  expect(await lastStep()).toMatchObject({
    type: 'ended',
    actor_kind: 'staff',
    actor_id: staff.staffId,
    channel: 'staff-web',
    data: { outcome: 'ended-early-by-staff', reason: 'safety', note: 'Please call us tomorrow.' },
  });
  await world.close();

  await live();
  await leaveCall(world.deps, world.ana, world.visitId);
  expect(await lastStep()).toMatchObject({ type: 'ended', actor_kind: 'visitor', actor_id: world.ana.visitorId, channel: 'visitor-web' });
});

test('nobody came: the policy’s minutes after the start it is the visitor’s no-show', async () => {
  await waiting({ noShowMinutes: 1 });
  await watch(0, 58);
  expect(await outcome()).toBe('joinable');
  await watch(60, 60);
  expect(await outcome()).toBe('no-show-visitor');
  expect(await world.visitStatus()).toBe('no-show');
});

test('she waited and he was not brought, and nobody said why: the facility’s no-show', async () => {
  await waiting({ noShowMinutes: 1 });
  world.at(0);
  await join('ana');
  await watch(0, 60);
  expect(await outcome()).toBe('no-show-facility');
});

test('while the app was away nobody could come: who is awaited has the policy’s minutes from its return on', async () => {
  await waiting({ noShowMinutes: 1 });
  await watch(0, 20);
  await watch(700, 738);
  expect(await outcome()).toBe('joinable');
  await watch(740, 740);
  expect(await outcome()).toBe('no-show-visitor');
});

test('a waiting room that opens late, as the app was away at the start, waits as long as any', async () => {
  world = await buildCallWorld({ noShowMinutes: 1 });
  world.at(661);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  // The first look makes the room.
  await watch(661, 721);
  expect(await outcome()).toBe('joinable');
  await watch(723, 723);
  expect(await outcome()).toBe('no-show-visitor');
});

test('with a media server that lets nobody in nobody misses a visit, and at its end the failure is technical', async () => {
  await waiting({ noShowMinutes: 1 });
  await watch(0, 10);
  world.media.serverAnswers = false;
  await watch(12, 100);
  expect(await outcome()).toBe('joinable');
  world.media.serverAnswers = true;
  await watch(102, 140);
  expect(await outcome()).toBe('joinable');
  world.media.serverAnswers = false;
  await watch(142, 146);
  world.media.serverAnswers = true;
  world.at(1200);
  await world.look();
  expect([await outcome(), await world.visitStatus()]).toEqual(['ended-early-technical', 'ended']);
  expect((await world.call()).endCause).toBe('platform-failed');
});

test('a visit that staff cancel in the waiting room takes its call along', async () => {
  await waiting();
  await world.db.updateTable('visits').set({ status: 'cancelled' }).execute();
  world.at(-300);
  expect(await world.look()).toMatchObject({ status: 'ended', endCause: 'ended-by-staff' });
  expect(await world.visitStatus()).toBe('cancelled');
});

test('leaving the waiting room ends nothing: she may come back', async () => {
  await waiting();
  world.at(-60);
  await join('ana');
  await world.look();
  await leaveCall(world.deps, world.ana, world.visitId);
  await world.look();
  expect(await world.call()).toMatchObject({ status: 'waiting', present: { visitor: false } });
  await join('ana');
  expect((await world.look()).present.visitor).toBe(true);
});

test('a dead media server is told to who wants to join, and interrupts who is in a call', async () => {
  await live();
  world.media.serverAnswers = false;
  world.at(14);
  expect(await world.look()).toMatchObject({ status: 'interrupted', interruptedBy: 'platform' });
  await expect(admitParticipant(world.deps, world.ana, world.visitId)).rejects.toMatchObject({ code: 'media-unavailable' });
  const seen = await viewCall(world.deps, world.ana, world.visitId);
  expect(seen.interrupted?.who).toBe('platform');
});
