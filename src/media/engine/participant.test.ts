import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { AddTrackRequest, SessionDescription, TrackSource, TrackType } from '@livekit/protocol';
import datachannel from 'node-datachannel';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { expectCollected } from '../../../test/support/collected.ts';
import type { ResponseMessage } from '../signal/messages.ts';
import { Counters } from './counters.ts';
import { Participant } from './participant.ts';

/** What a browser with a camera and a data channel offers. */
async function offerOfBrowser(): Promise<string> {
  const browser = new datachannel.PeerConnection('browser', { iceServers: [], disableAutoNegotiation: true, forceMediaTransport: true });
  const camera = new datachannel.Video('0', 'SendOnly');
  camera.addVP8Codec(96);
  camera.addSSRC(7, 'c', 'stream', 'camera');
  const track = browser.addTrack(camera);
  browser.createDataChannel('_reliable');
  browser.setLocalDescription('offer');
  await expect.poll(() => browser.gatheringState()).toBe('complete');
  const sdp = browser.localDescription()?.sdp ?? '';
  track.close();
  browser.close();
  return sdp;
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** Somebody comes, publishes a camera, is offered the connection to receive, and goes. */
async function comeAndGo(offer: string, udpPort: number): Promise<WeakRef<object>[]> {
  const told: ResponseMessage[] = [];
  const published: string[] = [];
  const none = () => undefined;
  const grant = { roomJoin: true, canPublish: true };
  const participant = new Participant({
    claims: {
      issuer: 'key',
      identity: 'ana',
      name: '',
      metadata: '',
      attributes: {},
      issuedAt: 0,
      expiresAt: 0,
      grant,
      sha256: null,
      refreshed: false,
    },
    grant,
    autoSubscribe: true,
    link: { send: (message) => told.push(message), close: none },
    events: { active: none, changed: none, trackUp: (_, { cid }) => void published.push(cid), trackDown: none, data: none },
    settings: { udpPort, bindAddress: '127.0.0.1', publicAddress: null },
    counters: new Counters(),
    logger: pino({ level: 'silent' }),
  });
  participant.publisher.announce(new AddTrackRequest({ cid: 'camera', type: TrackType.VIDEO, source: TrackSource.CAMERA }));
  participant.publisher.offer(new SessionDescription({ type: 'offer', sdp: offer, id: 1 }));
  participant.subscriber.start();
  await expect
    .poll(() => [told.map(({ case: kind }) => kind).sort(), published])
    .toEqual([['answer', 'offer', 'trackPublished'], ['camera']]);
  const parts = [participant, participant.publisher, participant.subscriber].map((part) => new WeakRef<object>(part));
  participant.close(null);
  return parts;
}

test('nothing is left of a participant that has gone', async () => {
  const [offer, udpPort] = [await offerOfBrowser(), await freeUdpPort()];
  await expectCollected(await comeAndGo(offer, udpPort));
});
