import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveKitCallControl } from '../../src/adapters/media-livekit/call-control.ts';
import type { CallControl } from '../../src/ports/call-control.ts';
import { type Client, type Clients, openClients } from './support/client.ts';
import { api, type MediaServer, onLiveKit, openMediaServer } from './support/server.ts';

let server: MediaServer;
let clients: Clients;
let control: CallControl;
const ANA = 'vis_0123456789abcdef';
const MARCUS = 'res_0123456789abcdef';

beforeAll(async () => {
  server = await openMediaServer();
  clients = await openClients(server);
  control = liveKitCallControl({ url: server.http, apiKey: api.key, apiSecret: api.secret });
});
afterAll(async () => {
  await clients?.close();
  await server?.close();
});

const framesOf = async (client: Client, identity: string): Promise<number> => (await client.received())[`${identity} camera`]?.frames ?? 0;
const people = async (room: string) => {
  const sight = await control.look(room);
  return sight.kind === 'room' ? sight.participants : [];
};

test('a call’s gate: nobody receives before it opens, both do while it is open, and nobody after it shut', async () => {
  const room = `gate-${process.pid}`;
  await control.ensureRoom(room);
  await control.ensureRoom(room);
  const ana = await clients.join(await control.participantToken(room, ANA, 'visitor', false));
  const marcus = await clients.join(await control.participantToken(room, MARCUS, 'resident', false));
  await expect.poll(async () => (await people(room)).filter(({ publishing }) => publishing).length).toBe(2);
  expect((await people(room)).map(({ maySubscribe }) => maySubscribe)).toEqual([false, false]);
  expect(await ana.received()).toEqual({});

  await control.setGate(room, [ANA, MARCUS], true);
  await expect.poll(() => framesOf(ana, MARCUS), { timeout: 10_000 }).toBeGreaterThan(5);
  await expect.poll(() => framesOf(marcus, ANA), { timeout: 10_000 }).toBeGreaterThan(5);
  expect((await people(room)).every(({ maySubscribe }) => maySubscribe)).toBe(true);

  await control.setGate(room, [ANA, MARCUS], false);
  await expect.poll(async () => Object.keys(await ana.received())).toEqual([]);
  expect((await people(room)).every(({ publishing }) => publishing)).toBe(true);

  await ana.run('await room.localParticipant.setCameraEnabled(false); await room.localParticipant.setMicrophoneEnabled(false)');
  await expect.poll(async () => (await people(room)).find(({ identity }) => identity === ANA)?.allMuted).toBe(true);

  await control.closeRoom(room);
  await control.closeRoom(room);
  await expect.poll(() => ana.disconnected()).toBe(5);
  const sight = await control.look(room);
  expect(sight.kind === 'no-room' || (sight.kind === 'room' && sight.participants.length === 0)).toBe(true);
  await clients.leave();
});

test('the recorder is seen by us and by nobody in the room', async () => {
  const room = `watched-${process.pid}`;
  await control.ensureRoom(room);
  const ana = await clients.join(await control.participantToken(room, ANA, 'visitor', false));
  await clients.join(await control.recorderToken(room, 'recorder', 60), { publish: false });
  await expect.poll(async () => (await people(room)).find(({ identity }) => identity === 'recorder')?.hidden).toBe(true);
  expect(await ana.others()).toEqual([]);
  await control.closeRoom(room);
  await clients.leave();
});

test('who is removed is out, and what is asked of somebody who is not there is answered calmly', async () => {
  const room = `removal-${process.pid}`;
  await control.ensureRoom(room);
  await control.setGate(room, [MARCUS], true);
  await control.remove(room, MARCUS);
  const ana = await clients.join(await control.participantToken(room, ANA, 'visitor', false));
  await control.remove(room, ANA);
  await expect.poll(() => ana.disconnected()).toBe(4);
  await control.closeRoom(room);
  await clients.leave();
});

test('a media server that takes the connection and never answers is given up after its time', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const patient = liveKitCallControl({ url, apiKey: api.key, apiSecret: api.secret, timeoutSeconds: 0.3 });
  expect(await patient.look('room')).toEqual({ kind: 'unreachable' });
  await expect(patient.ensureRoom('room')).rejects.toMatchObject({ name: 'MediaUnavailable' });
  silent.close();
});

test.skipIf(onLiveKit)('a dead media server is unreachable, and a restarted one has forgotten its rooms', async () => {
  const room = `forgotten-${process.pid}`;
  await control.ensureRoom(room);
  await server.kill();
  expect(await control.look(room)).toEqual({ kind: 'unreachable' });
  await expect(control.closeRoom(room)).rejects.toMatchObject({ name: 'MediaUnavailable' });
  await server.restart();
  expect(await people(room)).toEqual([]);
  await control.ensureRoom(room);
  expect(await control.look(room)).toEqual({ kind: 'room', participants: [] });
});
