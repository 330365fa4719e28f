import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RtpPacket } from './packet.ts';
import { createReorderBuffer, type Ordered } from './reorder.ts';

const limits = { capacity: 8, patienceMilliseconds: 100 };
const packet = (sequenceNumber: number): RtpPacket => ({
  sequenceNumber: sequenceNumber & 0xffff,
  payloadType: 96,
  marker: false,
  timestamp: 0,
  ssrc: 1,
  payload: Buffer.alloc(0),
  extensions: [],
});
/** Numbers of packets; a loss as text. */
const shown = (ordered: Ordered[]) => ordered.map((item) => (item.type === 'packet' ? item.packet.sequenceNumber : `lost ${item.packets}`));

test('packets in order pass at once', () => {
  const buffer = createReorderBuffer(limits);
  expect([65_534, 65_535, 0, 1].flatMap((number) => shown(buffer.push(packet(number), 0)))).toEqual([65_534, 65_535, 0, 1]);
});

test('a late packet is waited for, and comes in its turn', () => {
  const buffer = createReorderBuffer(limits);
  expect(shown(buffer.push(packet(1), 0))).toEqual([1]);
  expect(shown(buffer.push(packet(3), 10))).toEqual([]);
  expect(shown(buffer.expire(100))).toEqual([]);
  expect(shown(buffer.push(packet(2), 105))).toEqual([2, 3]);
});

test('a packet that never comes is given up after the patience, or when too many wait', () => {
  const patient = createReorderBuffer(limits);
  patient.push(packet(1), 0);
  patient.push(packet(4), 10);
  expect(shown(patient.expire(111))).toEqual(['lost 2', 4]);
  const full = createReorderBuffer(limits);
  full.push(packet(1), 0);
  const out = Array.from({ length: 9 }, (_, index) => shown(full.push(packet(3 + index), 1))).flat();
  expect(out).toEqual(['lost 1', 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('a packet given up that comes after all is dropped', () => {
  const buffer = createReorderBuffer(limits);
  buffer.push(packet(1), 0);
  buffer.push(packet(3), 0);
  buffer.expire(200);
  expect(shown(buffer.push(packet(2), 201))).toEqual([]);
});

test('a source that begins anew elsewhere is followed', () => {
  const buffer = createReorderBuffer(limits);
  buffer.push(packet(100), 0);
  expect(shown(buffer.push(packet(40_000), 0))).toEqual(['lost 0', 40_000]);
  expect(shown(buffer.push(packet(40_001), 0))).toEqual([40_001]);
});

test('however packets are shuffled within the capacity, all come out once and in order, across the wrap', () => {
  fc.assert(
    fc.property(fc.nat(65_535), fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 200 }), (start, weights) => {
      const groups = weights.map((weight, index) => ({ index, key: Math.floor(index / 6) * 1_000_001 + weight }));
      const arrival = [0, ...groups.toSorted((one, other) => one.key - other.key).map(({ index }) => index + 1)];
      const buffer = createReorderBuffer(limits);
      const out = arrival.flatMap((index) => shown(buffer.push(packet(start + index), 0)));
      expect(out).toEqual(arrival.map((_, index) => (start + index) & 0xffff));
    }),
  );
});
