import { expect, test } from 'vitest';
import { readOfferedTracks, reduceSubscriberOffer } from './subscriber-offer.ts';

/** Cut down from what a LiveKit server offers: RED before Opus, VP8 with RTX beside other codecs, extensions, every feedback. */
const offer = [
  'v=0',
  'a=group:BUNDLE 0 1 2',
  'a=extmap-allow-mixed',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=mid:0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 63 111',
  'a=mid:1',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid',
  'a=sendonly',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'a=rtpmap:111 opus/48000/2',
  'a=rtcp-fb:111 nack',
  'a=rtcp-fb:111 transport-cc',
  'a=ssrc:1001 cname:x',
  'a=msid:PA_ana|microphone TR_sound',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 98',
  'a=mid:2',
  'a=sendonly',
  'a=rtpmap:96 VP8/90000',
  'a=rtcp-fb:96 nack pli',
  'a=rtcp-fb:96 goog-remb',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:98 H264/90000',
  'a=ssrc-group:FID 2001 2002',
  'a=ssrc:2001 cname:x',
  'a=ssrc:2002 cname:x',
  'a=msid:PA_ana|camera TR_picture',
  '',
].join('\r\n');

test('the offer is reduced to one codec a track, without resending streams, extensions and bandwidth estimates', () => {
  const reduced = reduceSubscriberOffer(offer);
  expect(reduced).toContain('m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n');
  expect(reduced).toContain('m=video 9 UDP/TLS/RTP/SAVPF 96\r\n');
  expect(reduced).not.toMatch(/red\/|rtx|H264|extmap|transport-cc|goog-remb|FID|ssrc:2002/);
  expect(reduced).toContain('a=rtcp-fb:96 nack pli');
  expect(reduced).toContain('a=rtcp-fb:111 nack\r\n');
  expect(reduced).toContain('m=application 9');
});

test('the tracks of an offer are told with their participant, their stream and their m-line', () => {
  expect(readOfferedTracks(reduceSubscriberOffer(offer))).toEqual([
    { mid: '1', kind: 'audio', ssrc: 1001, participantSid: 'PA_ana', trackSid: 'TR_sound' },
    { mid: '2', kind: 'video', ssrc: 2001, participantSid: 'PA_ana', trackSid: 'TR_picture' },
  ]);
});

test('a track that was stopped is no track, whichever way the server says so', () => {
  expect(readOfferedTracks(offer.replaceAll('a=sendonly', 'a=inactive'))).toEqual([]);
  expect(readOfferedTracks(offer.replace('m=video 9', 'm=video 0'))).toHaveLength(1);
});
