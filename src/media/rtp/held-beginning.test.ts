import { expect, test } from 'vitest';
import { HeldBeginning } from './held-beginning.ts';
import { writeRtp } from './packet.ts';

/** A packet of a VP8 picture; the first of a key frame, or another one. */
function packet(sequenceNumber: number, beginsKeyFrame: boolean): Buffer {
  const payload = Buffer.from(beginsKeyFrame ? [0x10, 0x00, 1] : [0x00, 0x01, 1]);
  return writeRtp({ payloadType: 96, marker: false, sequenceNumber, timestamp: 0, ssrc: 1, payload, extensions: [] });
}

const numbers = (packets: Buffer[]): number[] => packets.map((held) => held.readUInt16BE(2));

test('what a receiver cannot decode is not held', () => {
  const held = new HeldBeginning();
  for (const number of [1, 2, 3]) held.put(packet(number, false));
  held.put(Buffer.from([1, 2, 3]));
  expect(held.take()).toEqual([]);
});

test('a receiver gets everything from the newest key frame on, once', () => {
  const held = new HeldBeginning();
  for (const number of [1, 2, 3, 4, 5, 6]) held.put(packet(number, number === 2 || number === 5));
  expect(numbers(held.take())).toEqual([5, 6]);
  expect(held.take()).toEqual([]);
});

test('a receiver that takes too long begins with a later key frame, and what is held stays small', () => {
  const held = new HeldBeginning();
  held.put(packet(0, true));
  for (let number = 1; number < 1000; number++) held.put(packet(number, false));
  expect(held.take()).toEqual([]);
  held.put(packet(1000, true));
  held.put(packet(1001, false));
  expect(numbers(held.take())).toEqual([1000, 1001]);
});
