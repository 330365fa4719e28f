import { TrackSource } from '@livekit/protocol';
import { expect, test } from 'vitest';
import { expectMedia } from './support/client.ts';
import { onLiveKit, openRoom } from './support/server.ts';
import { at, useStage } from './support/stage.ts';
import { recorderGrant, tokenFor } from './support/token.ts';

const stage = useStage();

const shut = { canPublish: true, canPublishData: true, canSubscribe: false };
const open = { canPublish: true, canPublishData: true, canSubscribe: true };

test('the gate: participants receive nothing but the recorder everything, until leave to subscribe opens it; taken back, it shuts at once', async () => {
  const room = await openRoom(stage.server);
  const ana = await stage.clients.join(await tokenFor('ana', room, { canSubscribe: false }));
  const marcus = await stage.clients.join(await tokenFor('marcus', room, { canSubscribe: false }));
  const recorder = await stage.clients.join(await tokenFor('recorder', room, recorderGrant), { publish: false });
  await expectMedia(recorder, 'ana');
  await expectMedia(recorder, 'marcus');
  expect([await ana.received(), await marcus.received()]).toEqual([{}, {}]);

  for (const identity of ['ana', 'marcus']) await stage.server.control.updateParticipant(room, identity, { permission: open });
  await expectMedia(ana, 'marcus');
  await expectMedia(marcus, 'ana');

  await stage.server.control.updateParticipant(room, 'ana', { permission: shut });
  await expect.poll(() => ana.received(), { timeout: 5000 }).toEqual({});
  await expectMedia(marcus, 'ana');

  await stage.server.control.updateParticipant(room, 'ana', { permission: open });
  await expectMedia(ana, 'marcus');
});

test('mute by permission: the microphone ends at once, cannot be switched on again, and can when the leave is given back', async () => {
  const { room, people } = await stage.meet('ana', 'marcus');
  const [ana, marcus] = [at(people, 0), at(people, 1)];
  await expectMedia(marcus, 'ana');
  await stage.server.control.updateParticipant(room, 'ana', { permission: { ...open, canPublishSources: [TrackSource.CAMERA] } });
  await expect.poll(async () => Object.keys(await marcus.received()), { timeout: 5000 }).toEqual(['ana camera']);
  await expect.poll(() => ana.events()).toContain('LocalTrackUnpublished microphone ana');
  expect(await ana.run("return room.localParticipant.setMicrophoneEnabled(true).then(() => 'on', String)")).toMatch(/permission/i);
  await stage.server.control.updateParticipant(room, 'ana', {
    permission: { ...open, canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE] },
  });
  await expect
    .poll(() => ana.run("return room.localParticipant.setMicrophoneEnabled(true).then(() => 'on', String)"), { timeout: 5000 })
    .toBe('on');
  await expectMedia(marcus, 'ana');
});

test('a server mute silences at once and everybody is told', async () => {
  const { room, people } = await stage.meet('ana', 'marcus');
  const [ana, marcus] = [at(people, 0), at(people, 1)];
  await expectMedia(marcus, 'ana');
  const listed = await stage.server.control.getParticipant(room, 'ana');
  const microphone = listed.tracks.find(({ source }) => source === TrackSource.MICROPHONE);
  await stage.server.control.mutePublishedTrack(room, 'ana', microphone?.sid ?? '', true);
  await expect.poll(() => ana.run("return room.localParticipant.getTrackPublication('microphone').isMuted"), { timeout: 5000 }).toBe(true);
  await expect
    .poll(() => marcus.run("return room.remoteParticipants.get('ana').getTrackPublication('microphone').isMuted"), { timeout: 5000 })
    .toBe(true);
  await expect(stage.server.control.mutePublishedTrack(room, 'ana', microphone?.sid ?? '', false)).rejects.toMatchObject({ status: 412 });
});

test.skipIf(onLiveKit)(
  'an older token does not undo an administrator’s decision: who comes back with it finds the same leave',
  async () => {
    const room = await openRoom(stage.server);
    const token = await tokenFor('ana', room);
    const ana = await stage.clients.join(token);
    await stage.server.control.updateParticipant(room, 'ana', { permission: { ...shut, canPublishSources: [TrackSource.CAMERA] } });
    await ana.page.close();
    const again = await stage.clients.join(token, { publish: false });
    expect(again.refused).toBeNull();
    const { permission } = await stage.server.control.getParticipant(room, 'ana');
    expect(permission).toMatchObject({ canSubscribe: false, canPublishSources: [TrackSource.CAMERA] });
  },
);
