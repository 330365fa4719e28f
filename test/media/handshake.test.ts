import { expect, test } from 'vitest';
import { expectMedia } from './support/client.ts';
import { onLiveKit, openRoom } from './support/server.ts';
import { useStage } from './support/stage.ts';
import { tokenFor } from './support/token.ts';

const stage = useStage();

/** Who waited for the other’s first message of the handshake, on the connections on which the client sends and receives. */
const dtlsRoles = `
  const roles = [];
  for (const transport of [room.engine.pcManager.publisher, room.engine.pcManager.subscriber])
    for (const report of (await transport.getStats()).values()) if (report.type === 'transport') roles.push(report.dtlsRole);
  return roles;`;

/** An iPhone of 2018 with its last system; it refuses an offer that says who begins the handshake. */
const oldPhone = {
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 15_8 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Mobile/15E148 Safari/604.1',
  before: `
    const accept = RTCPeerConnection.prototype.setRemoteDescription;
    RTCPeerConnection.prototype.setRemoteDescription = function (description) {
      if (description.type !== 'offer' || !/a=setup:active/.test(description.sdp)) return accept.call(this, description);
      return Promise.reject(new DOMException('Offerer must use actpass value for setup attribute.', 'OperationError'));
    };`,
};

test.skipIf(onLiveKit)('the engine begins both handshakes, so that no browser’s first message can come before it is ready', async () => {
  const { people } = await stage.meet('ana', 'marcus');
  for (const client of people) expect(await client.run(dtlsRoles)).toEqual(['server', 'server']);
});

test.skipIf(onLiveKit)('a browser that would refuse such an offer begins itself; picture and sound flow', async () => {
  const room = await openRoom(stage.server);
  const old = await stage.clients.join(await tokenFor('ana', room), oldPhone);
  const marcus = await stage.clients.join(await tokenFor('marcus', room));
  expect([old.refused, marcus.refused]).toEqual([null, null]);
  await expectMedia(old, 'marcus');
  await expectMedia(marcus, 'ana');
  expect(await old.run(dtlsRoles)).toEqual(['server', 'client']);
});

/** From here on the page believes in another certificate than the engine's, whatever it is offered. */
const doubtful = `
  const accept = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (description) {
    const spoiled = description.sdp.replace(/(a=fingerprint:sha-256 )(..)/g, (_, name, byte) => name + (byte === '00' ? '01' : '00'));
    return accept.call(this, { type: description.type, sdp: description.type === 'offer' ? spoiled : description.sdp });
  };`;

test.skipIf(onLiveKit)('a client whose handshake fails is told to come anew, and says so while it is still connecting', async () => {
  const room = await openRoom(stage.server);
  const token = await tokenFor('ana', room);
  const page = await stage.clients.join(await tokenFor('marcus', room), { publish: false });
  const heard = await page.run<string>(`${doubtful}
    const other = new LivekitClient.Room({ singlePeerConnection: false });
    const told = new Promise((resolve) => other.once('reconnecting', () => resolve('reconnecting')));
    const over = other.connect('${stage.server.ws}', '${token}').then(() => 'connected', () => 'failed');
    const first = await Promise.race([told, over]);
    await other.disconnect();
    return first;`);
  expect(heard).toBe('reconnecting');
});
