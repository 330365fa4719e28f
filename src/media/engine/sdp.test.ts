import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCandidates, beginHandshake, extraCandidates, matchDirections, readSections, reduceOffer, splitCandidates } from './sdp.ts';

const lines = (...text: string[]) => `${text.join('\r\n')}\r\n`;
const head = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1 2', 'a=extmap-allow-mixed'];
const transportWide = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';
const data = ['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=mid:0', 'a=setup:actpass'];
const sound = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63 9',
  'a=mid:1',
  'a=sendonly',
  'a=msid:stream microphone-cid',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  `a=extmap:3 ${transportWide}`,
  'a=rtpmap:111 opus/48000/2',
  'a=rtcp-fb:111 transport-cc',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:9 G722/8000',
  'a=ssrc:1001 cname:c',
];
const picture = [
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 102',
  'a=mid:2',
  'a=sendonly',
  'a=msid:stream camera-cid',
  `a=extmap:3 ${transportWide}`,
  'a=rid:h send',
  'a=simulcast:send h',
  'a=rtpmap:96 VP8/90000',
  'a=rtcp-fb:96 goog-remb',
  'a=rtcp-fb:96 nack pli',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:102 H264/90000',
  'a=ssrc-group:FID 2001 2002',
  'a=ssrc:2001 cname:c',
  'a=ssrc:2002 cname:c',
];
const offer = lines(...head, ...data, ...sound, ...picture);

test('an offer is reduced to RED before Opus and to VP8, with nothing the engine does not forward', () => {
  const reduced = reduceOffer(offer);
  expect(reduced).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\n');
  expect(reduced).toContain('m=video 9 UDP/TLS/RTP/SAVPF 96\r\n');
  expect(reduced).toContain('a=rtcp-fb:96 nack pli\r\n');
  expect(reduced).toContain(`a=extmap:3 ${transportWide}\r\n`);
  for (const gone of ['H264', 'rtx', 'G722', 'goog-remb', 'audio-level', 'a=rid', 'a=simulcast', 'ssrc-group', 'extmap-allow-mixed'])
    expect(reduced).not.toContain(gone);
});

test('the m-lines tell kind, direction, names, streams and codecs', () => {
  const [application, audio, video] = readSections(offer);
  expect(application).toMatchObject({ kind: 'application', mid: '0' });
  expect(audio).toMatchObject({ kind: 'audio', mid: '1', sends: true, trackId: 'microphone-cid', ssrc: 1001, transportSequenceId: 3 });
  expect([audio?.payloadTypes.get('opus'), audio?.payloadTypes.get('red')]).toEqual([111, 63]);
  expect(video).toMatchObject({ kind: 'video', trackId: 'camera-cid', ssrc: 2001 });
});

test('a rejected, an inactive and a receiving line do not send', () => {
  const section = (first: string, direction: string) => readSections(lines(...head, first, 'a=mid:1', direction))[0]?.sends;
  expect(section('m=audio 0 UDP/TLS/RTP/SAVPF 111', 'a=sendonly')).toBe(false);
  expect(section('m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=inactive')).toBe(false);
  expect(section('m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=recvonly')).toBe(false);
  expect(section('m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=sendrecv')).toBe(true);
});

test('a line on which the publisher stopped sending is answered as inactive, the others as they are', () => {
  const silent = readSections(offer.replace('a=mid:1\r\na=sendonly', 'a=mid:1\r\na=inactive'));
  const answer = lines(...head, ...data, 'm=audio 9 X 111', 'a=mid:1', 'a=recvonly', 'm=video 9 X 96', 'a=mid:2', 'a=recvonly');
  const matched = readSections(matchDirections(answer, silent));
  expect(matchDirections(answer, silent)).toContain('a=mid:1\r\na=inactive\r\n');
  expect(matchDirections(answer, silent)).toContain('a=mid:2\r\na=recvonly\r\n');
  expect(matched.length).toBe(3);
});

test('an offer that leaves open who begins the handshake says that its maker does; one in which that is settled stays', () => {
  const open = lines(...head, 'm=application 9 X y', 'a=setup:actpass', 'm=audio 9 X 111', 'a=setup:actpass');
  expect(beginHandshake(open)).toBe(lines(...head, 'm=application 9 X y', 'a=setup:active', 'm=audio 9 X 111', 'a=setup:active'));
  const settled = lines(...head, 'm=application 9 X y', 'a=setup:passive');
  expect(beginHandshake(settled)).toBe(settled);
});

test('candidates are taken out, once each, and put in again', () => {
  const candidate = 'candidate:1 1 UDP 1 127.0.0.1 30000 typ host';
  const full = lines(...head, ...data, `a=${candidate}`, 'a=end-of-candidates', ...sound, `a=${candidate}`);
  const { sdp, candidates } = splitCandidates(full);
  expect(candidates).toEqual([candidate]);
  expect(sdp).toBe(lines(...head, ...data, ...sound));
  expect(addCandidates(sdp, [candidate])).toBe(lines(...head, ...data, `a=${candidate}`, ...sound));
  expect(addCandidates(sdp, [])).toBe(sdp);
});

test('the addresses a machine does not know of itself are offered below those it found', () => {
  const [loopback, outside] = extraCandidates(['127.0.0.1', '203.0.113.7'], 30_000);
  expect(loopback).toMatch(/^candidate:90 1 UDP \d+ 127\.0\.0\.1 30000 typ host$/);
  expect(outside).toMatch(/ 203\.0\.113\.7 30000 typ host$/);
  const priority = (text = '') => Number(text.split(' ')[3]);
  expect(priority(loopback)).toBeGreaterThan(priority(outside));
  expect(priority(loopback)).toBeLessThan(2 ** 31);
});

test('no text whatsoever makes the readers throw', () => {
  const word = fc.constantFrom(
    'm=audio ',
    'm=video 9 ',
    'a=mid:',
    'a=rtpmap:',
    'a=ssrc:',
    '\r\n',
    '\n',
    ' ',
    '96',
    'VP8/90000',
    'a=extmap:',
    '\u0000',
    'a=msid:',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      const text = words.join('');
      readSections(text);
      reduceOffer(text);
      matchDirections(text, readSections(text));
      addCandidates(splitCandidates(text).sdp, ['candidate:x']);
    }),
  );
});
