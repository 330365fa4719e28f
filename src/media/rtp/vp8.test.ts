import { expect, test } from 'vitest';
import type { RtpPacket } from './packet.ts';
import { createVp8Assembler, readKeyFrameSize, readVp8Descriptor } from './vp8.ts';

const keyFrame = Buffer.from('1002009d012a8002e0010102030405', 'hex');
const deltaFrame = Buffer.from('110200aabbccddeeff00112233', 'hex');
let sequenceNumber = 0;

/** Packets of one frame, cut into pieces, with the descriptor Chrome writes (15-bit picture id). */
function packetsOf(frame: Buffer, timestamp: number, pieces = 2): RtpPacket[] {
  const size = Math.ceil(frame.length / pieces);
  return Array.from({ length: pieces }, (_, index) => ({
    payloadType: 96,
    marker: index === pieces - 1,
    sequenceNumber: sequenceNumber++ & 0xffff,
    timestamp,
    ssrc: 1,
    payload: Buffer.concat([Buffer.from([index === 0 ? 0x90 : 0x80, 0x80, 0x81, 0x23]), frame.subarray(index * size, (index + 1) * size)]),
    extensions: [],
  }));
}

test.each([
  ['no extension', '10ff', { start: 1, beginsFrame: true }],
  ['a 7-bit picture id', '90807fff', { start: 3, beginsFrame: true }],
  ['a 15-bit picture id', '908081 23ff', { start: 4, beginsFrame: true }],
  ['picture id, layer and key indexes', '90f0812301 20ff', { start: 6, beginsFrame: true }],
  ['the middle of a frame', '00ff', { start: 1, beginsFrame: false }],
  ['a later partition', '11ff', { start: 1, beginsFrame: false }],
  ['nothing', '', null],
  ['a descriptor only', '908081', null],
])('a payload with %s is read', (_, hex, expected) => {
  expect(readVp8Descriptor(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toEqual(expected);
});

test('a key frame tells its size, other frames none', () => {
  expect(readKeyFrameSize(keyFrame)).toEqual({ width: 640, height: 480 });
  expect(readKeyFrameSize(deltaFrame)).toBeNull();
});

test('frames are put together from their packets, the first one a key frame', () => {
  const assembler = createVp8Assembler();
  const out = [...packetsOf(deltaFrame, 1), ...packetsOf(keyFrame, 2, 3), ...packetsOf(deltaFrame, 3, 1)].map((packet) =>
    assembler.push(packet),
  );
  expect(out.filter((frame) => frame !== null)).toEqual([
    { timestamp: 2, key: true, width: 640, height: 480, data: keyFrame },
    { timestamp: 3, key: false, width: 640, height: 480, data: deltaFrame },
  ]);
});

test('after a loss nothing is given out until the next key frame, and one is wanted', () => {
  const assembler = createVp8Assembler();
  for (const packet of packetsOf(keyFrame, 1)) assembler.push(packet);
  expect(assembler.wantsKeyFrame).toBe(false);
  const [first] = packetsOf(deltaFrame, 2);
  if (first !== undefined) assembler.push(first);
  assembler.lost();
  expect(assembler.wantsKeyFrame).toBe(true);
  expect([...packetsOf(deltaFrame, 3), ...packetsOf(deltaFrame, 4)].map((packet) => assembler.push(packet))).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(packetsOf(keyFrame, 5).map((packet) => assembler.push(packet)?.key)).toEqual([undefined, true]);
});
