import { CreateRoomRequest, DisconnectReason, type WebhookEvent } from '@livekit/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { expectCollected } from '../../../test/support/collected.ts';
import { freeUdpPort, participantOf, silentLogger } from '../../../test/support/engine-participant.ts';
import { Rooms } from './rooms.ts';

async function openRooms(): Promise<{ rooms: Rooms; told: string[]; enter(name: string, identity: string): () => void }> {
  const told: string[] = [];
  const publish = ({ event, room }: WebhookEvent): void => void told.push(`${event} ${room?.name}`);
  const rooms = new Rooms({ silenceTimeout: 60_000, logger: silentLogger, publish });
  onTestFinished(() => rooms.close());
  const udpPort = await freeUdpPort();
  return {
    rooms,
    told,
    enter(name, identity) {
      const room = rooms.create(new CreateRoomRequest({ name, emptyTimeout: 1, departureTimeout: 1 }));
      const isRecorder = identity === 'recorder';
      const participant = participantOf(identity, { roomJoin: true, hidden: isRecorder, recorder: isRecorder }, { udpPort, events: room });
      room.join(participant);
      room.settle(participant);
      return () => room.leave(participant, DisconnectReason.CLIENT_INITIATED, false);
    },
  };
}

test('a room that nobody enters goes, so does one that people have left, also with its recorder; one with somebody in it stays', async () => {
  const { rooms, told, enter } = await openRooms();
  rooms.create(new CreateRoomRequest({ name: 'never entered', emptyTimeout: 1, departureTimeout: 1 }));
  enter('left', 'ana')();
  enter('recorded', 'recorder');
  enter('recorded', 'ana')();
  enter('in use', 'marcus');
  const left = rooms.all.filter(({ name }) => name !== 'in use').flatMap((room) => [room, ...room.participants.values()]);
  const parts = left.splice(0).map((part) => new WeakRef<object>(part));
  expect(parts).toHaveLength(4);

  await expect.poll(() => rooms.all.map(({ name }) => name), { timeout: 10_000 }).toEqual(['in use']);
  expect(told.filter((text) => text.startsWith('room_finished'))).toEqual(
    ['never entered', 'left', 'recorded'].map((name) => `room_finished ${name}`),
  );
  await expectCollected(parts);
});
