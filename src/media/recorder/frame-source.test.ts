import { expect, test } from 'vitest';
import type { RtpPacket } from '../rtp/packet.ts';
import { createSenderClock } from '../rtp/sender-report-clock.ts';
import { createFrameSource, type TimedFrame } from './frame-source.ts';
import type { RtpSource } from './rtp-source.ts';

const SPEECH = Buffer.from('f8a964ce', 'hex');
/** As a LiveKit server (1.13.5) sends it: an Opus packet of silence, filled up to 80 bytes. */
const SERVER_SILENCE = Buffer.concat([Buffer.from('f8fffe', 'hex'), Buffer.alloc(77)]);

/** Feeds packets, each [sequence number, timestamp, arrival in milliseconds, payload]; returns the frames and the packets counted. */
function framesOf(packets: readonly (readonly [number, number, number, Buffer])[]) {
  let listener: (packet: RtpPacket, arrivedAt: number) => void = () => undefined;
  const source: RtpSource = {
    kind: 'audio',
    onRtp: (given) => {
      listener = given;
    },
    onSenderReport: () => undefined,
    requestKeyframe: () => undefined,
  };
  const frames: TimedFrame[] = [];
  const counted = { received: 0, lost: 0 };
  createFrameSource(source, createSenderClock().addTrack(48_000, true), {
    frame: (frame) => void frames.push(frame),
    packets: (received, lost) => {
      counted.received += received;
      counted.lost += lost;
    },
  });
  for (const [sequenceNumber, timestamp, at, payload] of packets)
    listener({ payloadType: 111, marker: false, sequenceNumber, timestamp, ssrc: 1, payload, extensions: [] }, at);
  return { frames, counted };
}

/** What a LiveKit server makes of a mute: two packets of silence at once, the second 230 ms ahead of its time, then one every 20 ms for a second. */
function serverSilence(sequenceNumber: number, repeats: number, ahead: number, at: number): [number, number, number, Buffer][] {
  return Array.from(
    { length: 50 },
    (_, index) =>
      [sequenceNumber + 1 + index, ahead + Math.round(index * 961.3), at + index * 20, SERVER_SILENCE] as [number, number, number, Buffer],
  ).toSpliced(0, 0, [sequenceNumber, repeats, at, SERVER_SILENCE]);
}

test('after a mute whose silence a LiveKit server counted 230 ms ahead and then took back, sound stands where it was said', () => {
  const { frames, counted } = framesOf([
    [23_836, 3_123_585_750, 8488.0, SPEECH],
    [23_837, 3_123_586_710, 8506.7, SPEECH],
    [23_838, 3_123_587_670, 8529.8, SPEECH],
    ...serverSilence(23_839, 3_123_587_670, 3_123_598_685, 8540),
    [23_890, 3_123_647_190, 9766.7, SPEECH],
    [23_891, 3_123_648_150, 9786.8, SPEECH],
  ]);
  // 1240 ms of the sender's time after the last word before the mute; they arrived 1237 ms after it.
  expect(frames.map((frame) => Math.round(frame.clockMilliseconds))).toEqual([8488, 8508, 8528, 9768, 9788]);
  expect(counted).toEqual({ received: 5, lost: 0 });
});

test('after a mute whose silence a LiveKit server counted 230 ms ahead for good, sound stands where it arrived', () => {
  const { frames, counted } = framesOf([
    [32_355, 101_593_020, 8434.3, SPEECH],
    [32_356, 101_593_980, 8454.7, SPEECH],
    [32_357, 101_594_940, 8479.8, SPEECH],
    ...serverSilence(32_358, 101_594_940, 101_606_741, 8496),
    [32_409, 101_664_759, 9718.9, SPEECH],
    [32_410, 101_665_719, 9733.9, SPEECH],
    [32_411, 101_666_679, 9754.1, SPEECH],
  ]);
  expect(frames.map((frame) => Math.round(frame.clockMilliseconds))).toEqual([8434, 8454, 8474, 9719, 9739, 9759]);
  expect(counted).toEqual({ received: 6, lost: 0 });
});

test('silence that a browser sends is media like any other', () => {
  const { frames } = framesOf([
    [1, 0, 1000, SPEECH],
    [2, 960, 1020, Buffer.from('f8fffe', 'hex')],
    [3, 1920, 1040, Buffer.from('fcfffe', 'hex')],
  ]);
  expect(frames.map((frame) => Buffer.from(frame.data).toString('hex'))).toEqual(['f8a964ce', 'f8fffe', 'fcfffe']);
});
