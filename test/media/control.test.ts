import { DataPacket_Kind } from '@livekit/protocol';
import { expect, test } from 'vitest';
import { expectMedia } from './support/client.ts';
import { openRoom } from './support/server.ts';
import { at, useStage } from './support/stage.ts';
import { tokenFor } from './support/token.ts';

const stage = useStage();

test('a room can be made, found, described anew and deleted; making it twice finds the same room', async () => {
  const name = await openRoom(stage.server);
  const [room] = await stage.server.control.listRooms([name]);
  expect(room).toMatchObject({ name, numParticipants: 0, emptyTimeout: 60 });
  expect((await stage.server.control.createRoom({ name })).sid).toBe(room?.sid);
  expect((await stage.server.control.updateRoomMetadata(name, '{"left":60}')).metadata).toBe('{"left":60}');
  await stage.server.control.deleteRoom(name);
  expect(await stage.server.control.listRooms([name])).toEqual([]);
});

test('participants hear of changes to the room’s and each other’s descriptions', async () => {
  const { room, people } = await stage.meet('ana', 'marcus');
  const marcus = at(people, 1);
  await stage.server.control.updateRoomMetadata(room, 'one minute left');
  await stage.server.control.updateParticipant(room, 'ana', { metadata: 'speaks Spanish', name: 'A' });
  await expect.poll(() => marcus.run('return room.metadata'), { timeout: 8000 }).toBe('one minute left');
  await expect
    .poll(() => marcus.run("return room.remoteParticipants.get('ana').metadata + room.remoteParticipants.get('ana').name"), {
      timeout: 8000,
    })
    .toBe('speaks SpanishA');
});

test('the server can say something to everybody, or to one', async () => {
  const { room, people } = await stage.meet('ana', 'marcus');
  const [ana, marcus] = [at(people, 0), at(people, 1)];
  await expectMedia(ana, 'marcus');
  await expectMedia(marcus, 'ana');
  const bytes = (text: string) => new TextEncoder().encode(text);
  await stage.server.control.sendData(room, bytes('to all'), DataPacket_Kind.RELIABLE, { topic: 'notice' });
  await stage.server.control.sendData(room, bytes('to marcus'), DataPacket_Kind.RELIABLE, {
    topic: 'notice',
    destinationIdentities: ['marcus'],
  });
  await expect
    .poll(() => marcus.data(), { timeout: 8000 })
    .toEqual([
      { text: 'to all', from: '', topic: 'notice' },
      { text: 'to marcus', from: '', topic: 'notice' },
    ]);
  expect(await ana.data()).toEqual([{ text: 'to all', from: '', topic: 'notice' }]);
});

test('single tracks can be withheld from a participant and given back', async () => {
  const { room, people } = await stage.meet('ana', 'marcus');
  const marcus = at(people, 1);
  await expectMedia(marcus, 'ana');
  const tracks = (await stage.server.control.getParticipant(room, 'ana')).tracks.map(({ sid }) => sid);
  await stage.server.control.updateSubscriptions(room, 'marcus', tracks, false);
  await expect.poll(() => marcus.received(), { timeout: 5000 }).toEqual({});
  await stage.server.control.updateSubscriptions(room, 'marcus', tracks, true);
  await expectMedia(marcus, 'ana');
});

test('what is not there is "not found", and a room has no more participants than it may', async () => {
  const room = await openRoom(stage.server, { maxParticipants: 1 });
  await expect(stage.server.control.listParticipants('never-made')).resolves.toEqual([]);
  await expect(stage.server.control.deleteRoom('never-made')).rejects.toMatchObject({ status: 404 });
  await expect(stage.server.control.getParticipant(room, 'nobody')).rejects.toMatchObject({ status: 404 });
  await expect(stage.server.control.removeParticipant(room, 'nobody')).rejects.toMatchObject({ status: 404 });
  expect((await stage.clients.join(await tokenFor('ana', room), { publish: false })).refused).toBeNull();
  expect((await stage.clients.join(await tokenFor('marcus', room), { publish: false })).refused).not.toBeNull();
});

test('a client that has been in gets a renewed token, which lets it in again', async () => {
  const { people } = await stage.meet('ana');
  const renewed = await expect
    .poll(() => at(people, 0).run<string>('return room.engine.token'))
    .toBeTruthy()
    .then(() => at(people, 0).run<string>('return room.engine.token'));
  const claims = JSON.parse(Buffer.from(renewed.split('.')[1] ?? '', 'base64url').toString()) as {
    sub: string;
    exp: number;
    nbf: number;
    video: { roomJoin: boolean };
  };
  expect(claims).toMatchObject({ sub: 'ana', video: { roomJoin: true } });
  const again = await stage.clients.join(renewed, { publish: false });
  expect(again.refused).toBeNull();
});
