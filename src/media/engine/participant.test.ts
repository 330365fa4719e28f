import { AddTrackRequest, SessionDescription, TrackSource, TrackType } from '@livekit/protocol';
import datachannel from 'node-datachannel';
import { expect, test } from 'vitest';
import { expectCollected } from '../../../test/support/collected.ts';
import { freeUdpPort, participantOf } from '../../../test/support/engine-participant.ts';
import type { ResponseMessage } from '../signal/messages.ts';

/** What a browser with a camera and a data channel offers. */
async function offerOfBrowser(): Promise<string> {
  const browser = new datachannel.PeerConnection('browser', { iceServers: [], disableAutoNegotiation: true, forceMediaTransport: true });
  const camera = new datachannel.Video('0', 'SendOnly');
  camera.addVP8Codec(96);
  camera.addSSRC(7, 'c', 'stream', 'camera');
  const track = browser.addTrack(camera);
  browser.createDataChannel('_reliable');
  browser.setLocalDescription('offer');
  await expect.poll(() => browser.gatheringState(), { timeout: 10_000 }).toBe('complete');
  const sdp = browser.localDescription()?.sdp ?? '';
  track.close();
  browser.close();
  return sdp;
}

/** Somebody comes, publishes a camera, is offered the connection to receive, and goes. */
async function comeAndGo(offer: string, udpPort: number): Promise<WeakRef<object>[]> {
  const told: ResponseMessage[] = [];
  const published: string[] = [];
  const none = () => undefined;
  const participant = participantOf(
    'ana',
    { roomJoin: true, canPublish: true },
    {
      udpPort,
      send: (message) => told.push(message),
      events: { active: none, changed: none, trackUp: (_, { cid }) => void published.push(cid), trackDown: none, data: none },
    },
  );
  participant.publisher.announce(new AddTrackRequest({ cid: 'camera', type: TrackType.VIDEO, source: TrackSource.CAMERA }));
  participant.publisher.offer(new SessionDescription({ type: 'offer', sdp: offer, id: 1 }));
  participant.subscriber.start();
  await expect
    .poll(() => [told.map(({ case: kind }) => kind).sort(), published], { timeout: 10_000 })
    .toEqual([['answer', 'offer', 'trackPublished'], ['camera']]);
  const parts = [participant, participant.publisher, participant.subscriber].map((part) => new WeakRef<object>(part));
  participant.close(null);
  return parts;
}

test('nothing is left of a participant that has gone', async () => {
  const [offer, udpPort] = [await offerOfBrowser(), await freeUdpPort()];
  await expectCollected(await comeAndGo(offer, udpPort));
});
