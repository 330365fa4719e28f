import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { AddTrackRequest, SessionDescription, SignalTarget, TrackSource, TrackType, TrickleRequest } from '@livekit/protocol';
import { expect, test } from 'vitest';
import { expectMedia } from './support/client.ts';
import { openRawClient } from './support/raw-client.ts';
import { openRoom } from './support/server.ts';
import { at, useStage } from './support/stage.ts';
import { tokenFor } from './support/token.ts';

const stage = useStage();

const descriptions = [
  '',
  'garbage',
  'v=0\r\n',
  'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n',
  `v=0\r\nm=audio 99999999 X ${'9 '.repeat(5000)}\r\na=mid:\r\na=rtpmap:-1 \r\na=ssrc:99999999999999999999\r\n`,
  'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:0\r\na=ice-ufrag:x\r\na=ice-pwd:y\r\na=fingerprint:sha-256 ZZ\r\na=setup:actpass\r\n',
  '\u0000'.repeat(1000),
];

test('nonsense on the signal socket, in descriptions, on the media port and in requests harms nobody else', async () => {
  const { people } = await stage.meet('ana', 'marcus');
  await expectMedia(at(people, 1), 'ana');
  const room = await openRoom(stage.server);

  for (const description of descriptions) {
    const rogue = await openRawClient(stage.server, await tokenFor('rogue', room));
    await expect.poll(() => rogue.of('join').length).toBe(1);
    rogue.send({ case: 'addTrack', value: new AddTrackRequest({ cid: 'c', type: TrackType.VIDEO, source: TrackSource.CAMERA }) });
    rogue.send({ case: 'offer', value: new SessionDescription({ type: 'offer', sdp: description }) });
    rogue.send({ case: 'answer', value: new SessionDescription({ type: 'answer', sdp: description }) });
    for (const candidateInit of [
      '{',
      '{}',
      'null',
      '"x"',
      '{"candidate":"candidate:nonsense"}',
      '{"candidate":"candidate:1 1 UDP 1 999.1.1.1 99999 typ host","sdpMid":"7"}',
    ]) {
      rogue.send({ case: 'trickle', value: new TrickleRequest({ candidateInit, target: SignalTarget.PUBLISHER }) });
      rogue.send({ case: 'trickle', value: new TrickleRequest({ candidateInit, target: SignalTarget.SUBSCRIBER }) });
    }
    for (const size of [0, 1, 7, 200, 5000]) rogue.sendBytes(randomBytes(size));
    rogue.sendBytes('text where bytes belong');
    rogue.sendBytes(randomBytes(400_000));
    rogue.close();
  }

  const udp = createSocket('udp4');
  const sendUdp = (bytes: Buffer) => new Promise((resolve) => udp.send(bytes, stage.server.udpPort, '127.0.0.1', resolve));
  for (let size = 0; size < 300; size += 1) await sendUdp(randomBytes(size * 4));
  const stun = Buffer.concat([Buffer.from('0001000021 12a442'.replace(' ', ''), 'hex').subarray(0, 8), randomBytes(12)]);
  await sendUdp(stun);
  udp.close();

  const { port } = new URL(stage.server.http);
  const tcp = connect(Number(port), '127.0.0.1');
  await new Promise((resolve) => tcp.once('connect', resolve));
  tcp.write(`GET /rtc?access_token=x HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n${randomBytes(100).toString('latin1')}`);
  tcp.on('error', () => undefined);
  tcp.destroySoon();

  const admin = await tokenFor('admin', room, { roomCreate: true, roomList: true, roomAdmin: true });
  for (const [method, body] of [
    ['CreateRoom', '{"name":7}'],
    ['CreateRoom', '[]'],
    ['CreateRoom', '{'],
    ['CreateRoom', 'null'],
    ['ListRooms', '"x"'],
    ['__proto__', '{}'],
    ['constructor', '{}'],
    ['UpdateParticipant', `{"room":"${room}","identity":7}`],
  ]) {
    const response = await fetch(`${stage.server.http}/twirp/livekit.RoomService/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
      body: body ?? '',
    });
    expect(response.status, `${method} ${body}`).toBeGreaterThanOrEqual(400);
    expect(response.status, `${method} ${body}`).toBeLessThan(500);
  }

  expect(stage.server.isAlive()).toBe(true);
  await expectMedia(at(people, 1), 'ana');
  await expectMedia(at(people, 0), 'marcus');
});

test('a second description while the first is on its way, and an answer nobody asked for, end nothing', async () => {
  const { room, people } = await stage.meet('ana');
  const raw = await openRawClient(stage.server, await tokenFor('rogue', room));
  await expect.poll(() => raw.of('offer').length).toBe(1);
  const [offer] = raw.of('offer');
  for (let count = 0; count < 5; count += 1)
    raw.send({ case: 'offer', value: new SessionDescription({ type: 'offer', sdp: offer?.value.sdp ?? '', id: count }) });
  for (let count = 0; count < 5; count += 1)
    raw.send({ case: 'answer', value: new SessionDescription({ type: 'answer', sdp: offer?.value.sdp ?? '' }) });
  raw.send({ case: 'ping', value: 1n });
  await expect.poll(() => raw.of('pong').length + Number(!raw.isOpen()), { timeout: 5000 }).toBeGreaterThan(0);
  raw.close();
  const marcus = await stage.clients.join(await tokenFor('marcus', room));
  await expectMedia(marcus, 'ana');
  await expectMedia(at(people, 0), 'marcus');
});
