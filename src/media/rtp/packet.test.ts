import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findExtension, isRtcp, parseRtp, payloadBounds, writeRtp } from './packet.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

test('a plain packet is read field by field', () => {
  expect(parseRtp(hex('80 e0 1234 00000010 cafebabe 0102'))).toEqual({
    payloadType: 96,
    marker: true,
    sequenceNumber: 0x1234,
    timestamp: 16,
    ssrc: 0xcafebabe,
    payload: hex('0102'),
    extensions: [],
  });
});

test('contributing sources, one-byte extensions, filler bytes and padding are told apart from the payload', () => {
  const packet = hex('b1 6f 0001 00000000 00000001 0000000a bede 0002 30 aa 00 51 bbcc 0000 99 000003');
  const parsed = parseRtp(packet);
  expect(parsed?.extensions).toEqual([
    { id: 3, data: hex('aa') },
    { id: 5, data: hex('bbcc') },
  ]);
  expect(parsed?.payload).toEqual(hex('99'));
  expect(findExtension(packet, 5)).toEqual(hex('bbcc'));
  expect(findExtension(packet, 4)).toBeNull();
});

test('two-byte extensions are read, empty ones too', () => {
  expect(parseRtp(hex('90 6f 0001 00000000 00000001 1000 0002 10 02 aabb 20 00 0000'))?.extensions).toEqual([
    { id: 16, data: hex('aabb') },
    { id: 32, data: hex('') },
  ]);
});

test.each([
  ['shorter than a header', '80e01234'],
  ['another version', '40e0123400000010cafebabe'],
  ['an extension that runs past the end', '90e0123400000010cafebabebede0009'],
  ['more padding than bytes', 'a0e0123400000010cafebabe01ff'],
  ['padding of length zero', 'a0e0123400000010cafebabe0100'],
])('a malformed packet is null: %s', (_name, bytes) => {
  expect(parseRtp(hex(bytes))).toBeNull();
  expect(payloadBounds(hex(bytes))).toBeNull();
});

test('what is written is read again, whatever the extensions', () => {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
  const packet = fc.record({
    payloadType: fc.integer({ min: 0, max: 127 }),
    marker: fc.boolean(),
    sequenceNumber: fc.integer({ min: 0, max: 0xffff }),
    timestamp: fc.integer({ min: 0, max: 0xffffffff }),
    ssrc: fc.integer({ min: 0, max: 0xffffffff }),
    payload: bytes,
    extensions: fc.array(fc.record({ id: fc.integer({ min: 1, max: 14 }), data: bytes }), { maxLength: 4 }),
  });
  fc.assert(fc.property(packet, (value) => void expect(parseRtp(writeRtp(value))).toEqual(value)));
});

test('no bytes whatsoever make the reader throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (array) => void parseRtp(Buffer.from(array))));
});

test('RTCP is told from RTP by its second byte', () => {
  expect(isRtcp(hex('80c8000600000001'))).toBe(true);
  expect(isRtcp(hex('80e0000600000001'))).toBe(false);
  expect(isRtcp(hex('80c8'))).toBe(false);
});
