import { expect, test } from 'vitest';
import { ForwardSequence, forwardPacket } from './forward.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const target = { payloadType: 111, ssrc: 0x11111111, sequenceNumber: 0x2222, stripRed: false };

test('a packet goes out with the receiver’s numbers, the same time, marker and payload, and without extensions and padding', () => {
  const packet = hex('b0 e0 0001 0000abcd 00000009 bede 0001 31 0102 00 99aa 000003');
  expect(forwardPacket(packet, { ...target, payloadType: 96 })).toEqual(hex('80 e0 2222 0000abcd 11111111 99aa'));
});

test('a packet of nothing but padding stays a packet without payload', () => {
  expect(forwardPacket(hex('a0 60 0001 0000abcd 00000009 00000004'), target)).toEqual(hex('80 6f 2222 0000abcd 11111111'));
});

test('RED is unwrapped to its primary block for a receiver of plain Opus', () => {
  const packet = hex('80 3f 0001 0000abcd 00000009 ef 0f0002 6f aabb ccddee');
  expect(forwardPacket(packet, { ...target, stripRed: true })).toEqual(hex('80 6f 2222 0000abcd 11111111 ccddee'));
  expect(forwardPacket(hex('80 3f 0001 0000abcd 00000009 ef 0f00ff 6f aabb'), { ...target, stripRed: true })).toBeNull();
});

test('a pause leaves no gap, a loss stays one', () => {
  const sequence = new ForwardSequence();
  expect([100, 101, 103].map((number) => sequence.next(number))).toEqual([100, 101, 103]);
  sequence.pause();
  expect([200, 201, 203].map((number) => sequence.next(number))).toEqual([104, 105, 107]);
});

test('a late packet keeps its place, one from before the pause is not sent', () => {
  const sequence = new ForwardSequence();
  for (const number of [100, 101]) sequence.next(number);
  sequence.pause();
  expect(sequence.next(200)).toBe(102);
  expect(sequence.next(202)).toBe(104);
  expect(sequence.next(201)).toBe(103);
  expect(sequence.next(199)).toBeNull();
});

test('pauses add up, also across the wrap of the numbers', () => {
  const sequence = new ForwardSequence();
  sequence.next(65530);
  sequence.pause();
  sequence.pause();
  expect(sequence.next(10)).toBe(65531);
  sequence.pause();
  expect(sequence.next(40_000)).toBe(65532);
  expect(sequence.next(40_004)).toBe(0);
});

test('a pause before the first packet changes nothing', () => {
  const sequence = new ForwardSequence();
  sequence.pause();
  expect(sequence.next(7)).toBe(7);
});
