import { expect, test } from 'vitest';
import { expectMedia } from './support/client.ts';
import { at, useStage } from './support/stage.ts';
import { monitorGrant, recorderGrant, tokenFor } from './support/token.ts';

const stage = useStage();

test('two participants see and hear each other', async () => {
  const { people } = await stage.meet('ana', 'marcus');
  await expectMedia(at(people, 0), 'marcus');
  await expectMedia(at(people, 1), 'ana');
});

test('staff who watch unseen receive both sides and are in nobody’s list and count', async () => {
  const { room, people } = await stage.meet('ana', 'marcus');
  const ana = at(people, 0);
  const watching = await stage.clients.join(await tokenFor('staff', room, monitorGrant), { publish: false });
  await expectMedia(watching, 'ana');
  await expectMedia(watching, 'marcus');
  expect(await ana.others()).toEqual(['marcus']);
  expect((await ana.events()).filter((event) => event.includes('staff'))).toEqual([]);
  await expect.poll(() => ana.run('return room.numParticipants'), { timeout: 8000 }).toBe(2);
  const [listed] = await stage.server.control.listRooms([room]);
  expect(listed?.numParticipants).toBe(2);
  const all = await stage.server.control.listParticipants(room);
  expect(all.map(({ identity }) => identity).sort()).toEqual(['ana', 'marcus', 'staff']);
  expect(await ana.run('return room.isRecording')).toBe(false);
});

test('a recorder is unseen and uncounted, but everybody is told that the room is recorded, and when it no longer is', async () => {
  const { room, people } = await stage.meet('ana');
  const ana = at(people, 0);
  const recorder = await stage.clients.join(await tokenFor('recorder', room, recorderGrant), { publish: false });
  await expectMedia(recorder, 'ana');
  await expect.poll(() => ana.run('return room.isRecording'), { timeout: 8000 }).toBe(true);
  expect(await ana.others()).toEqual([]);
  expect(await ana.run('return room.numParticipants')).toBe(1);
  await recorder.run('await room.disconnect()');
  await expect.poll(() => ana.run('return room.isRecording'), { timeout: 8000 }).toBe(false);
});

test('a publisher is told when somebody it may know of receives its track, and not for a hidden one', async () => {
  const { room, people } = await stage.meet('ana');
  const ana = at(people, 0);
  const watching = await stage.clients.join(await tokenFor('staff', room, monitorGrant), { publish: false });
  await expectMedia(watching, 'ana');
  expect((await ana.events()).filter((event) => event.startsWith('LocalTrackSubscribed'))).toEqual([]);
  await stage.clients.join(await tokenFor('marcus', room));
  await expect.poll(async () => (await ana.events()).filter((event) => event.startsWith('LocalTrackSubscribed')).length).toBe(2);
});

test('a switched-off track costs its receiver nothing and comes back as a whole picture', async () => {
  const { people } = await stage.meet('ana', 'marcus');
  const marcus = at(people, 1);
  await expectMedia(marcus, 'ana');
  const camera = "room.remoteParticipants.get('ana').getTrackPublication('camera')";
  await marcus.run(`${camera}.setEnabled(false)`);
  const bytes = async () => (await marcus.received())['ana camera']?.bytes ?? 0;
  await expect
    .poll(async () => {
      const before = await bytes();
      await new Promise((resolve) => setTimeout(resolve, 400));
      return (await bytes()) - before;
    })
    .toBe(0);
  await marcus.run(`${camera}.setEnabled(true)`);
  await expectMedia(marcus, 'ana');
});

test('sound arrives with its repair data (RED), so that single losses mend themselves', async () => {
  const { people } = await stage.meet('ana', 'marcus');
  // The browser counts a repair block that it did not need, as nothing was lost, among the discarded packets.
  const repairs = () =>
    at(people, 1).run<number>(`
      const stats = await room.remoteParticipants.get('ana')?.getTrackPublication('microphone')?.track?.getRTCStatsReport();
      return [...(stats?.values() ?? [])].find((one) => one.type === 'inbound-rtp')?.packetsDiscarded ?? 0`);
  await expect.poll(repairs, { timeout: 5000 }).toBeGreaterThan(5);
});
