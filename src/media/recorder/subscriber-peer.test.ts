import datachannel from 'node-datachannel';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { expectCollected } from '../../../test/support/collected.ts';
import { makeLocalDescription } from '../engine/local-description.ts';
import { SubscriberPeer } from './subscriber-peer.ts';

/** What a media server offers for one camera. */
async function offerOfServer(): Promise<string> {
  const server = new datachannel.PeerConnection('server', { iceServers: [], disableAutoNegotiation: true, forceMediaTransport: true });
  const camera = new datachannel.Video('0', 'SendOnly');
  camera.addVP8Codec(96);
  camera.addSSRC(7, 'server', 'PA_ana|camera', 'TR_camera');
  const track = server.addTrack(camera);
  server.setLocalDescription('offer');
  await expect.poll(() => server.gatheringState(), { timeout: 10_000 }).toBe('complete');
  const sdp = server.localDescription()?.sdp ?? '';
  track.close();
  server.close();
  return sdp;
}

async function receiveAndClose(offer: string): Promise<WeakRef<object>[]> {
  const told: string[] = [];
  const left: WeakRef<object>[] = [];
  const note = (what: string) => () => void told.push(what);
  const peer = new SubscriberPeer(() => performance.now(), pino({ level: 'silent' }), {
    connected: note('connected'),
    failed: note('failed'),
    answer: note('answer'),
    track: (track) => {
      told.push('track');
      left.push(new WeakRef(track));
    },
    trackEnded: note('ended'),
  });
  left.push(new WeakRef(peer));
  peer.takeOffer(offer, 1);
  await expect.poll(() => told.toSorted(), { timeout: 10_000 }).toEqual(['answer', 'track']);
  peer.close();
  return left;
}

test('nothing is left of a connection that has been closed', async () => {
  await expectCollected(await receiveAndClose(await offerOfServer()));
});

test('an answer to an offer that the connection has forgotten is an error, and not the end of the process', () => {
  const connection = new datachannel.PeerConnection('recorder', { iceServers: [], disableAutoNegotiation: true });
  expect(() => makeLocalDescription(connection, 'answer')).toThrow('stable');
  connection.close();
  expect(() => makeLocalDescription(connection, 'offer')).toThrow('offer');
});
