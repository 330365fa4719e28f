import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCompound, writeBandwidthEstimate, writeNack, writePli, writeReceiverReport, writeSenderReport } from './rtcp.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

test('every part of a compound packet is found: two senders’ reports with a description between them', () => {
  const audio = '80c80006 00000001 e1000000 80000000 00000010 00000002 00000003';
  const description = '81ca0003 00000001 0103 616263 000000';
  const video = '80c80006 00000002 e1000001 00000000 00000020 00000004 00000005';
  const parts = parseCompound(hex(audio + description + video));
  expect(parts.map(({ type }) => type)).toEqual(['sender-report', 'sdes', 'sender-report']);
  expect(parts[0]).toMatchObject({ ssrc: 1, rtpTimestamp: 16, packetCount: 2, octetCount: 3 });
  expect(parts[0]).toHaveProperty('ntpMilliseconds', (0xe1000000 - 2_208_988_800) * 1000 + 500);
  expect(parts[1]).toEqual({ type: 'sdes', chunks: [{ ssrc: 1, cname: 'abc' }] });
  expect(parts[2]).toMatchObject({ ssrc: 2, rtpTimestamp: 32 });
});

test('a request for a key frame is 12 bytes', () => {
  expect(writePli(1, 0xcafebabe)).toEqual(hex('81ce0002 00000001 cafebabe'));
  expect(parseCompound(hex('81ce0002 00000001 cafebabe'))).toEqual([{ type: 'pli', senderSsrc: 1, mediaSsrc: 0xcafebabe }]);
});

test('lost packets within sixteen of each other share one item, also across the wrap of the numbers', () => {
  expect(writeNack(1, 2, [10, 11, 26])).toEqual(hex('81cd0003 00000001 00000002 000a 8001'));
  expect(writeNack(1, 2, [10, 27])).toEqual(hex('81cd0004 00000001 00000002 000a 0000 001b 0000'));
  expect(writeNack(1, 2, [0xffff, 0, 1])).toEqual(hex('81cd0003 00000001 00000002 ffff 0003'));
});

test('the packets asked for are the packets read', () => {
  const ascending = fc
    .uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 })
    .map((list) => list.sort((a, b) => a - b));
  fc.assert(
    fc.property(ascending, fc.integer({ min: 0, max: 0xffff }), (offsets, start) => {
      const numbers = offsets.map((offset) => (start + offset) & 0xffff);
      expect(parseCompound(writeNack(1, 2, numbers))).toEqual([{ type: 'nack', senderSsrc: 1, mediaSsrc: 2, sequenceNumbers: numbers }]);
    }),
  );
});

test('a receiver report keeps a negative loss (packets that came twice) and all else', () => {
  const report = {
    ssrc: 7,
    fractionLost: 25,
    packetsLost: -3,
    highestSequence: 0x0001ffff,
    jitter: 9,
    lastSenderReport: 0x11223344,
    delaySinceLastSenderReport: 65536,
  };
  expect(writeReceiverReport(1, [report])).toEqual(hex('81c90007 00000001 00000007 19fffffd 0001ffff 00000009 11223344 00010000'));
  expect(parseCompound(writeReceiverReport(1, [report]))).toEqual([{ type: 'receiver-report', ssrc: 1, reports: [report] }]);
});

test('a sender report is read as it was written', () => {
  const report = { ssrc: 5, ntpSeconds: 0xe1000000, ntpFraction: 0x40000000, rtpTimestamp: 90_000, packetCount: 1, octetCount: 2 };
  expect(parseCompound(writeSenderReport(report))).toEqual([
    { type: 'sender-report', ...report, ntpMilliseconds: (0xe1000000 - 2_208_988_800) * 1000 + 250, reports: [] },
  ]);
});

test('a bandwidth estimate has 18 significant bits', () => {
  expect(writeBandwidthEstimate(1, 2, 1_000_000)).toEqual(hex('8fce0005 00000001 00000000 52454d42 01 0bd090 00000002'));
  expect(parseCompound(writeBandwidthEstimate(1, 2, 1_000_000))).toEqual([
    { type: 'remb', senderSsrc: 1, bitsPerSecond: 1_000_000, mediaSsrcs: [2] },
  ]);
});

test('goodbyes, full intra requests and congestion feedback are told apart', () => {
  expect(parseCompound(hex('81cb0001 00000009'))).toEqual([{ type: 'bye', ssrcs: [9] }]);
  expect(parseCompound(hex('84ce0004 00000001 00000000 00000009 01000000'))).toEqual([{ type: 'fir', senderSsrc: 1, mediaSsrcs: [9] }]);
  expect(parseCompound(hex('8fcd0005 00000001 00000002 0010 0001 000001 00 2001 0400'))).toMatchObject([
    { type: 'twcc', baseSequence: 16, statusCount: 1 },
  ]);
});

test('reading stops at a part that is not whole and keeps what came before', () => {
  expect(parseCompound(Buffer.concat([writePli(1, 2), hex('81ce0009 00000001')]))).toEqual([{ type: 'pli', senderSsrc: 1, mediaSsrc: 2 }]);
});

test('no bytes whatsoever make the reader throw', () => {
  const types = fc.constantFrom(200, 201, 202, 203, 204, 205, 206, 207);
  const anything = fc.tuple(fc.integer({ min: 0x80, max: 0xbf }), types, fc.integer({ min: 0, max: 12 }), fc.uint8Array({ maxLength: 60 }));
  fc.assert(fc.property(anything, ([first, type, words, rest]) => void parseCompound(Buffer.from([first, type, 0, words, ...rest]))));
});
