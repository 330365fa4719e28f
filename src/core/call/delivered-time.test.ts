import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lengthMilliseconds, overlaps, union } from '../shared/interval.ts';
import { chicago, minutesFrom } from '../testing/ordinary-facts.ts';
import type { CallEvent, GapCause } from './call-events.ts';
import { deliveredTime } from './delivered-time.ts';

const start = chicago('2026-12-05T10:00');
const planned = minutesFrom('2026-12-05T10:00', 20);
const at = (second: number) => start.add({ milliseconds: Math.round(second * 1000) });
const wentLive = (second: number): CallEvent => ({ type: 'went-live', at: at(second), endsAt: planned.end });
const interrupted = (second: number, cause: GapCause): CallEvent => ({ type: 'interrupted', cause, at: at(second) });
const resumed = (second: number): CallEvent => ({ type: 'resumed', at: at(second) });
const ended = (second: number): CallEvent => ({ type: 'ended', cause: 'time-is-up', at: at(second) });

/** `delivered seconds | cause from-to, …` */
function read(...events: CallEvent[]): string {
  const timeline = deliveredTime(events, planned);
  const second = (instant: { epochMilliseconds: number }) => (instant.epochMilliseconds - start.epochMilliseconds) / 1000;
  const gaps = timeline.gaps.map(({ cause, during }) => `${cause} ${second(during.start)}-${second(during.end)}`);
  return [timeline.deliveredSeconds, ...gaps].join(' | ');
}

test('a whole call is delivered from going live to its end', () => {
  expect(read(wentLive(0), ended(1200))).toBe('1200');
  expect(read(wentLive(12.5), ended(1200))).toBe('1187');
});

test('a call that never went live delivered nothing', () => {
  expect(read({ type: 'joined', side: 'visitor', at: at(0) }, ended(600))).toBe('0');
  expect(read()).toBe('0');
});

test('a drop on the facility side takes its seconds out, with side and cause', () => {
  expect(read(wentLive(0), interrupted(100, 'resident'), resumed(400), ended(1200))).toBe('900 | resident 100-400');
});

test('a call that ends in a gap has a gap to its end', () => {
  expect(read(wentLive(0), interrupted(1000, 'visitor'), ended(1200))).toBe('1000 | visitor 1000-1200');
});

test('when the platform fails during a side’s gap, each has its own part; within a second they are one loss', () => {
  expect(read(wentLive(0), interrupted(100, 'visitor'), interrupted(150, 'platform'), resumed(200), ended(1200))).toBe(
    '1100 | visitor 100-150 | platform 150-200',
  );
  expect(read(wentLive(0), interrupted(100, 'visitor'), interrupted(100.4, 'platform'), resumed(200), ended(1200))).toBe(
    '1100 | platform 100-200',
  );
  expect(read(wentLive(0), interrupted(100, 'platform'), interrupted(100, 'visitor'), resumed(200), ended(1200))).toBe(
    '1100 | platform 100-200',
  );
});

test('nothing outside the planned time is delivered or lost', () => {
  expect(read(wentLive(-60), interrupted(-30, 'visitor'), resumed(30), interrupted(1190, 'resident'), ended(1300))).toBe(
    '1160 | visitor 0-30 | resident 1190-1200',
  );
});

test('a call without an end is counted up to the last thing that is known of it', () => {
  expect(read(wentLive(0), { type: 'warned', secondsLeft: 300, at: at(900) })).toBe('900');
});

test('the first start and the first end count', () => {
  expect(read(wentLive(10), wentLive(500), ended(800), ended(1200))).toBe('790');
  expect(read(wentLive(10), interrupted(400, 'visitor'), wentLive(500), ended(800))).toBe('390 | visitor 400-800');
});

const anyEvent = fc.oneof(
  fc
    .tuple(fc.integer({ min: -100, max: 1400 }), fc.constantFrom<GapCause>('visitor', 'resident', 'platform'))
    .map(([second, cause]) => interrupted(second, cause)),
  fc.integer({ min: -100, max: 1400 }).map(resumed),
  fc.integer({ min: -100, max: 1400 }).map(wentLive),
  fc.integer({ min: -100, max: 1400 }).map(ended),
);

test('whatever the events, delivered and lost never overlap and together are the live time within the planned', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 15 }), (events) => {
      const { together, gaps, deliveredSeconds } = deliveredTime(events, planned);
      const lost = gaps.map((gap) => gap.during);
      for (const one of together) for (const other of lost) expect(overlaps(one, other)).toBe(false);
      const total = [...together, ...lost].reduce((sum, during) => sum + lengthMilliseconds(during), 0);
      expect(total).toBeLessThanOrEqual(lengthMilliseconds(planned));
      expect(union([...together, ...lost]).length).toBeLessThanOrEqual(1);
      expect(deliveredSeconds).toBe(Math.floor(together.reduce((sum, during) => sum + lengthMilliseconds(during), 0) / 1000));
    }),
    { numRuns: 1000 },
  );
});

test('the order of the events does not matter, and told twice is told once', () => {
  fc.assert(
    fc.property(
      fc
        .array(anyEvent, { maxLength: 12 })
        .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }))),
      ([events, shuffled]) => {
        expect(read(...shuffled)).toBe(read(...events));
      },
    ),
    { numRuns: 1000 },
  );
});
