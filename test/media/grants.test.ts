import { AddTrackRequest, TrackSource, TrackType } from '@livekit/protocol';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { expect, test } from 'vitest';
import { expectMedia } from './support/client.ts';
import { openRawClient } from './support/raw-client.ts';
import { api, openRoom } from './support/server.ts';
import { at, useStage } from './support/stage.ts';
import { tokenFor } from './support/token.ts';

const stage = useStage();

const say = (text: string) =>
  `await Promise.race([room.localParticipant.publishData(new TextEncoder().encode('${text}'), { reliable: true }), new Promise((done) => setTimeout(done, 2000))]);`;

test.each([
  { name: 'no leave to publish', grant: { canPublish: false }, source: TrackSource.CAMERA, type: TrackType.VIDEO },
  {
    name: 'leave for the camera only: a microphone',
    grant: { canPublishSources: [TrackSource.CAMERA] },
    source: TrackSource.MICROPHONE,
    type: TrackType.AUDIO,
  },
])('a client that ignores its grant and announces a track by hand is not heard ($name)', async ({ grant, source, type }) => {
  const room = await openRoom(stage.server);
  const raw = await openRawClient(stage.server, await tokenFor('rogue', room, grant));
  await expect.poll(() => raw.of('join').length).toBe(1);
  raw.send({ case: 'addTrack', value: new AddTrackRequest({ cid: 'by-hand', type, source, name: 'x' }) });
  raw.send({
    case: 'addTrack',
    value: new AddTrackRequest({ cid: 'allowed', type: TrackType.VIDEO, source: TrackSource.CAMERA, name: 'x' }),
  });
  await expect.poll(() => raw.of('requestResponse').length + raw.of('trackPublished').length, { timeout: 5000 }).toBeGreaterThan(0);
  expect(raw.of('trackPublished').map(({ value }) => value.cid)).not.toContain('by-hand');
  raw.close();
});

test('the stock client without leave to publish is refused, and with leave for the camera only its microphone is', async () => {
  const room = await openRoom(stage.server);
  const marcus = await stage.clients.join(await tokenFor('marcus', room));
  const mute = await stage.clients.join(await tokenFor('mute', room, { canPublish: false }));
  const camera = await stage.clients.join(await tokenFor('camera', room, { canPublishSources: [TrackSource.CAMERA] }), { publish: false });
  expect(mute.refused).toMatch(/permission/i);
  expect(await camera.run("return room.localParticipant.setMicrophoneEnabled(true).then(() => 'sent', String)")).toMatch(/permission/i);
  await camera.run('await room.localParticipant.setCameraEnabled(true)');
  await expect.poll(async () => (await marcus.received())['camera camera']?.frames ?? 0, { timeout: 8000 }).toBeGreaterThan(0);
  expect(Object.keys(await marcus.received())).toEqual(['camera camera']);
});

test('without leave to subscribe nothing is received, while the others receive', async () => {
  const room = await openRoom(stage.server);
  const marcus = await stage.clients.join(await tokenFor('marcus', room));
  const ana = await stage.clients.join(await tokenFor('ana', room, { canSubscribe: false }));
  await expectMedia(marcus, 'ana');
  expect(await ana.received()).toEqual({});
  expect((await ana.events()).filter((event) => event.startsWith('TrackSubscribed'))).toEqual([]);
});

test('data from a client without leave to send them arrive nowhere; those of a hidden sender arrive without its name', async () => {
  const { room, people } = await stage.meet('ana');
  const ana = at(people, 0);
  const silent = await stage.clients.join(await tokenFor('silent', room, { canPublishData: false }), { publish: false });
  const hidden = await stage.clients.join(await tokenFor('hidden', room, { hidden: true, canPublish: false, canPublishData: true }), {
    publish: false,
  });
  const open = await stage.clients.join(await tokenFor('open', room), { publish: false });
  await expect.poll(() => ana.others(), { timeout: 5000 }).toEqual(['open', 'silent']);
  await silent.run(say('silent'));
  await hidden.run(say('hidden'));
  await open.run(say('open'));
  await expect.poll(async () => (await ana.data()).map(({ text }) => text), { timeout: 8000 }).toContain('open');
  await expect.poll(async () => (await ana.data()).map(({ text }) => text), { timeout: 8000 }).toContain('hidden');
  expect((await ana.data()).map(({ text, from }) => `${text} from ${from}`).sort()).toEqual(['hidden from ', 'open from open']);
});

test('a token that may not join, one that has expired and one with a wrong signature are refused with the reason', async () => {
  const room = await openRoom(stage.server);
  const stranger = new AccessToken(api.key, api.secret, { identity: 'stranger' });
  stranger.addGrant({ room });
  const noJoin = await stage.clients.join(await stranger.toJwt());
  const expired = await stage.clients.join(await tokenFor('ana', room, {}, { ttl: -120 }));
  const forged = await stage.clients.join(await tokenFor('ana', room, {}, {}, 'wrong-secret-wrong-secret-wrong-se'));
  expect(noJoin.refused).toMatch(/permissions denied/);
  expect(expired.refused).toMatch(/invalid token.*expired/);
  expect(forged.refused).toMatch(/invalid token/);
  for (const token of [
    await tokenFor('ana', room, {}, { ttl: -120 }),
    await tokenFor('ana', room, {}, {}, 'wrong-secret-wrong-secret-wrong-se'),
    'garbage',
    '',
  ]) {
    const response = await fetch(`${stage.server.http}/rtc/validate?access_token=${token}`);
    expect(response.status).toBe(401);
    expect((await openRawClient(stage.server, token)).refused?.status).toBe(401);
  }
});

test('a room nobody made cannot be joined', async () => {
  const client = await stage.clients.join(await tokenFor('ana', 'never-made'));
  expect(client.refused).toMatch(/requested room does not exist/);
});

test('control answers nobody without the grant for it: a visitor’s token, an administrator of another room, no token', async () => {
  const room = await openRoom(stage.server);
  const other = await openRoom(stage.server);
  const visitor = await tokenFor('ana', room);
  const elsewhere = await tokenFor('admin', other, { roomAdmin: true });
  const calls: [string, object, string][] = [
    ['ListRooms', {}, visitor],
    ['CreateRoom', { name: 'mine' }, visitor],
    ['DeleteRoom', { room }, visitor],
    ['ListParticipants', { room }, visitor],
    ['ListParticipants', { room }, elsewhere],
    ['RemoveParticipant', { room, identity: 'x' }, elsewhere],
    ['UpdateParticipant', { room, identity: 'x', permission: { canPublish: true } }, elsewhere],
    ['SendData', { room, data: '', kind: 0 }, visitor],
    ['ListRooms', {}, ''],
  ];
  for (const [method, body, token] of calls) {
    const response = await fetch(`${stage.server.http}/twirp/livekit.RoomService/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    expect({ method, status: response.status }).toEqual({ method, status: 401 });
  }
  const forged = new RoomServiceClient(stage.server.http, api.key, 'wrong-secret-wrong-secret-wrong-se');
  await expect(forged.listRooms()).rejects.toMatchObject({ status: 401 });
});
