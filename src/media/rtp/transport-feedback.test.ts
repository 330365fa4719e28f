import { expect, test } from 'vitest';
import { parseCompound } from './rtcp.ts';
import { TransportFeedback } from './transport-feedback.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

test('arrivals are reported in quarter milliseconds since the reference time, lost packets as not received', () => {
  const feedback = new TransportFeedback();
  feedback.received(100, 64_000 * 5 + 1000);
  feedback.received(101, 64_000 * 5 + 2000);
  feedback.received(103, 64_000 * 5 + 100_000);
  // Statuses 1, 1, 0, 2 in two-bit symbols; deltas 4, 4 and 392 (two bytes); two bytes of padding.
  const expected = hex('afcd0006 00000001 00000009 0064 0004 000005 00 d480 04 04 0188 0002');
  expect(feedback.write(1, 9)).toEqual(expected);
});

test('the next feedback begins where the last ended, counts on, and names packets lost between them', () => {
  const feedback = new TransportFeedback();
  feedback.received(65_535, 0);
  feedback.write(1, 9);
  feedback.received(1, 250);
  const parts = parseCompound(feedback.write(1, 9) ?? Buffer.alloc(0));
  expect(parts).toMatchObject([{ type: 'twcc', baseSequence: 0, statusCount: 2 }]);
  expect(parts[0]?.type === 'twcc' && parts[0].feedback[7]).toBe(1);
});

test('nothing arrived, nothing to report; what was reported is not reported again', () => {
  const feedback = new TransportFeedback();
  expect(feedback.write(1, 9)).toBeNull();
  feedback.received(10, 0);
  feedback.write(1, 9);
  feedback.received(9, 0);
  expect(feedback.write(1, 9)).toBeNull();
});

test('packets out of order get a negative, two-byte delta', () => {
  const feedback = new TransportFeedback();
  feedback.received(10, 10_000);
  feedback.received(12, 10_500);
  feedback.received(11, 11_000);
  const bytes = feedback.write(1, 9);
  expect(bytes?.subarray(20, 26)).toEqual(hex('d600 28 04 fffe'));
});
