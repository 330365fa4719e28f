import { DisconnectReason } from '@livekit/protocol';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { startEngine } from '../../src/media/engine/engine.ts';
import { expectMedia, openClients } from './support/client.ts';
import { openRawClient } from './support/raw-client.ts';
import { api, onLiveKit, openRoom, sparePort } from './support/server.ts';
import { at, useStage } from './support/stage.ts';
import { tokenFor } from './support/token.ts';

const stage = useStage();

test.each(['full-reconnect', 'signal-reconnect'])(
  'after a lost connection (%s) the client comes back by itself and is seen again',
  async (scenario) => {
    const { people } = await stage.meet('ana', 'marcus');
    const [ana, marcus] = [at(people, 0), at(people, 1)];
    await expectMedia(marcus, 'ana');
    const sid = await ana.run<string>('return room.localParticipant.sid');
    await ana.run(`await room.simulateScenario('${scenario}')`);
    await expect.poll(() => ana.events(), { timeout: 15_000 }).toContain('Reconnected');
    await expect.poll(() => marcus.others(), { timeout: 5000 }).toEqual(['ana']);
    await expectMedia(marcus, 'ana');
    await expectMedia(ana, 'marcus');
    expect(sid).toMatch(/^PA_/);
  },
);

// A LiveKit server of one node forgets its rooms as well, and then tells clients "requested room does not exist", upon which they give up.
test.skipIf(onLiveKit)(
  'when the engine is killed and started again, the clients come back by themselves once the room has been made again',
  async () => {
    const { room, people } = await stage.meet('ana');
    const ana = at(people, 0);
    // In one browser both pages would restart the one fake camera at the same moment, after which it gives no more pictures.
    const elsewhere = await openClients(stage.server);
    onTestFinished(() => elsewhere.close());
    const marcus = await elsewhere.join(await tokenFor('marcus', room));
    await expectMedia(marcus, 'ana');
    await stage.server.kill();
    await expect.poll(async () => (await ana.events()).some((event) => /Reconnecting/.test(event)), { timeout: 10_000 }).toBe(true);
    await stage.server.restart();
    await expect(stage.server.control.listRooms([room])).resolves.toEqual([]);
    await stage.server.control.createRoom({ name: room });
    for (const client of [ana, marcus]) await expect.poll(() => client.events(), { timeout: 30_000 }).toContain('Reconnected');
    await expect.poll(async () => [await ana.others(), await marcus.others()], { timeout: 5000 }).toEqual([['marcus'], ['ana']]);
    await expectMedia(marcus, 'ana');
    await expectMedia(ana, 'marcus');
    expect([await ana.disconnected(), await marcus.disconnected()]).toEqual([null, null]);
  },
);

test.skipIf(onLiveKit)(
  'a client that was connected and comes back right after a restart is asked to try again, one that was not is told that there is no room',
  async () => {
    const { room, people } = await stage.meet('ana');
    const renewed = await at(people, 0).run<string>('return room.engine.token');
    await stage.server.kill();
    await stage.server.restart();
    expect((await openRawClient(stage.server, renewed)).refused?.status).toBe(503);
    expect((await openRawClient(stage.server, await tokenFor('ana', room))).refused).toEqual({
      status: 404,
      text: 'requested room does not exist',
    });
  },
);

test.skipIf(onLiveKit)(
  'a renewed token does not carry an opened gate over a restart; without one, the room remembers that it stands open',
  async () => {
    const room = await openRoom(stage.server);
    const first = await openRawClient(stage.server, await tokenFor('ana', room, { canSubscribe: false }));
    await expect.poll(() => first.of('refreshToken').length).toBe(1);
    await stage.server.control.updateParticipant(room, 'ana', { permission: { canPublish: true, canSubscribe: true } });
    await expect.poll(() => first.of('refreshToken').length).toBe(2);
    const renewed = first.of('refreshToken').at(-1)?.value ?? '';
    const mayReceive = async () => (await stage.server.control.getParticipant(room, 'ana')).permission?.canSubscribe;

    const again = await openRawClient(stage.server, renewed);
    await expect.poll(() => again.of('refreshToken').length).toBe(1);
    expect(await mayReceive()).toBe(true);
    const renewedTwice = again.of('refreshToken').at(-1)?.value ?? '';

    await stage.server.kill();
    await stage.server.restart();
    await stage.server.control.createRoom({ name: room });
    for (const token of [renewed, renewedTwice]) {
      const back = await openRawClient(stage.server, token);
      await expect.poll(() => back.of('join').length).toBe(1);
      expect(await mayReceive()).toBe(false);
    }
  },
);

test.skipIf(onLiveKit)(
  'a participant that falls silent without a goodbye is gone after the set time, and the others are told why',
  async () => {
    const engine = await startEngine({
      httpPort: 0,
      httpHost: '127.0.0.1',
      udpPort: sparePort,
      bindAddress: '127.0.0.1',
      publicIp: null,
      api,
      webhookUrls: [],
      logger: pino({ level: 'silent' }),
      silenceTimeout: 1500,
    });
    try {
      const server = { ...stage.server, ws: engine.url.replace('http', 'ws') };
      const admin = await tokenFor('admin', 'quiet', { roomCreate: true, roomJoin: false });
      await fetch(`${engine.url}/twirp/livekit.RoomService/CreateRoom`, {
        method: 'POST',
        headers: { authorization: `Bearer ${admin}` },
        body: JSON.stringify({ name: 'quiet' }),
      });
      const gone = await openRawClient(server, await tokenFor('gone', 'quiet'));
      const here = await openRawClient(server, await tokenFor('here', 'quiet'));
      await expect.poll(() => gone.of('join').length + here.of('join').length).toBe(2);
      const pings = setInterval(() => here.send({ case: 'ping', value: 1n }), 300);
      gone.close();
      const told = () =>
        here
          .of('update')
          .flatMap(({ value }) => value.participants.map((participant) => `${participant.identity} ${participant.disconnectReason}`));
      await expect.poll(told, { timeout: 5000 }).toContain(`gone ${DisconnectReason.CONNECTION_TIMEOUT}`);
      expect(here.isOpen()).toBe(true);
      clearInterval(pings);
      here.close();
    } finally {
      await engine.close();
      await engine.close();
    }
  },
);
