import { EventEmitter } from 'node:events';
import type { Room } from 'livekit-client';
import { expect, test } from 'vitest';
import { enterRoom, type MediaClient } from './media-room.ts';

const client = { RoomEvent: { Reconnecting: 'reconnecting' } } as unknown as MediaClient;
const grant = { engine: 'embedded', url: 'wss://media.example', token: 'token', identity: 'ana', otherIdentity: 'marcus' } as const;

/** The stock client, as far as entering goes: it connects when the test says so. */
function roomThat(connect: () => Promise<void>): Room & EventEmitter {
  return Object.assign(new EventEmitter(), { connect }) as unknown as Room & EventEmitter;
}

test('a connection that the server ends while it is made is given up at once, not after the client’s 15 seconds', async () => {
  const room = roomThat(() => new Promise(() => undefined));
  const entering = enterRoom(room, grant, client);
  room.emit('reconnecting');
  await expect(entering).rejects.toThrow('anew');
});

test('once inside, coming back is the client’s own affair', async () => {
  const room = roomThat(() => Promise.resolve());
  await enterRoom(room, grant, client);
  expect(room.listenerCount('reconnecting')).toBe(0);
});

test('a refusal is told as the client tells it', async () => {
  const refused = enterRoom(
    roomThat(() => Promise.reject(new Error('404 requested room does not exist'))),
    grant,
    client,
  );
  await expect(refused).rejects.toThrow('404');
});
