import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startsKeyFrame } from './key-frame.ts';
import { parseRed, primaryOfRed, recoverPrevious } from './red.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

test('redundant blocks carry their age and length, the primary the rest', () => {
  expect(parseRed(hex('ef 0f0002 6f aabb ccddee'))).toEqual([
    { payloadType: 111, timestampOffset: 960, data: hex('aabb') },
    { payloadType: 111, timestampOffset: 0, data: hex('ccddee') },
  ]);
  expect(primaryOfRed(hex('6f ccddee'))).toEqual(hex('ccddee'));
});

test('a lost packet is found in the one after it, with its own time, also across the wrap of the clock', () => {
  expect(recoverPrevious(1000, hex('ef 0f0002 6f aabb ccddee'))).toEqual({ timestamp: 40, payload: hex('aabb') });
  expect(recoverPrevious(0, hex('ef 0f0002 6f aabb ccddee'))).toEqual({ timestamp: 0xffffffff - 959, payload: hex('aabb') });
  expect(recoverPrevious(1000, hex('6f ccddee'))).toBeNull();
});

test('a payload that promises more than it holds is null', () => {
  for (const bytes of ['', 'ef', 'ef0f00', 'ef0f0002', 'ef0f00026f', 'ef0f00026faa']) expect(parseRed(hex(bytes))).toBeNull();
});

test('no bytes whatsoever make the readers throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (array) => {
      parseRed(Buffer.from(array));
      startsKeyFrame(Buffer.from(array));
    }),
  );
});

test.each([
  ['short descriptor', '10 00 9d012a', true],
  ['descriptor with a long picture id', '90 80 8123 00 9d012a', true],
  ['descriptor with picture id, layer indexes', '90 e0 01 02 03 00 9d012a', true],
  ['a delta frame', '90 80 8123 01', false],
  ['a later packet of a key frame', '80 80 8123 00', false],
  ['a later partition', '11 00', false],
  ['nothing', '', false],
])('the beginning of a VP8 key frame is recognized: %s', (_name, bytes, expected) => {
  expect(startsKeyFrame(hex(bytes))).toBe(expected);
});
