import { expect, test } from 'vitest';
import { Reception } from './reception.ts';

test('loss is counted since the start, and as a share since the last report', () => {
  const reception = new Reception(7, 90_000);
  for (const number of [65_534, 65_535, 1, 2]) reception.packet(number, 0, 0);
  expect(reception.report(0)).toMatchObject({ ssrc: 7, packetsLost: 1, fractionLost: Math.floor(256 / 5), highestSequence: 0x1_0002 });
  for (const number of [3, 4]) reception.packet(number, 0, 0);
  expect(reception.report(0)).toMatchObject({ packetsLost: 1, fractionLost: 0 });
});

test('a packet that was sent again is no longer lost', () => {
  const reception = new Reception(7, 90_000);
  for (const number of [1, 3, 2]) reception.packet(number, 0, 0);
  expect(reception.report(0)).toMatchObject({ packetsLost: 0, fractionLost: 0 });
});

test('nothing is reported before the first packet', () => {
  expect(new Reception(7, 48_000).report(0)).toBeNull();
});

test('the last sender report and the time since it let the sender find the round trip', () => {
  const reception = new Reception(7, 90_000);
  reception.packet(1, 0, 0);
  reception.senderReport(
    {
      type: 'sender-report',
      ssrc: 7,
      ntpSeconds: 0xaabb1122,
      ntpFraction: 0x33445566,
      ntpMilliseconds: 0,
      rtpTimestamp: 0,
      packetCount: 0,
      octetCount: 0,
      reports: [],
    },
    1000,
  );
  expect(reception.report(1500)).toMatchObject({ lastSenderReport: 0x11223344, delaySinceLastSenderReport: 32_768 });
});

test('packets that come as evenly as they were sent have no jitter, others have some', () => {
  const even = new Reception(7, 90_000);
  const uneven = new Reception(7, 90_000);
  for (let count = 0; count < 100; count += 1) {
    even.packet(count, count * 3000, count * (1000 / 30));
    uneven.packet(count, count * 3000, count * (1000 / 30) + (count % 2) * 10);
  }
  expect(even.report(0)?.jitter).toBe(0);
  expect(uneven.report(0)?.jitter).toBeGreaterThan(800);
});
