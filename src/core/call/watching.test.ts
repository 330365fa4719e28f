import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlaps } from '../shared/interval.ts';
import { chicago, minutesFrom, ordinaryPolicy } from '../testing/ordinary-facts.ts';
import type { Call } from './call.ts';
import { type CallEvent, callSides } from './call-events.ts';
import type { CallObservation } from './call-observation.ts';
import { decideCall, endCall } from './decide-call.ts';
import { deliveredTime } from './delivered-time.ts';
import { evolveCall } from './evolve-call.ts';
import { newCall } from './new-call.ts';

const context = { policy: ordinaryPolicy, booked: minutesFrom('2026-12-05T10:00', 3) };

/** A stretch of looks during which nothing changes but the clock. */
const stretch = fc.record({
  halfSeconds: fc.integer({ min: 1, max: 40 }),
  recorder: fc.constantFrom<CallObservation['recorder']>('recording', 'recording', 'recording', 'joining', 'lost'),
  mediaServer: fc.constantFrom<CallObservation['mediaServer']>('answering', 'answering', 'answering', 'lost'),
  sides: fc.constantFrom('both', 'both', 'visitor', 'resident', 'nobody'),
  silent: fc.constantFrom('nobody', 'nobody', 'visitor', 'resident'),
  muted: fc.constantFrom('nobody', 'nobody', 'visitor'),
  isWritten: fc.constantFrom(true, true, true, false),
  /** Somebody looks; else the app is away, and packets come and go unseen. */
  isWatched: fc.constantFrom(true, true, true, true, false),
});

const calm = {
  recorder: 'recording',
  mediaServer: 'answering',
  sides: 'both',
  silent: 'nobody',
  muted: 'nobody',
  isWritten: true,
  isWatched: true,
} as const;

/** Found by chance (seed -1149376632): both are lost as the call goes live, then the media server, and nobody looks as it comes back. */
const lostAtTheFirstInstant = [
  { ...calm, halfSeconds: 26 },
  { ...calm, halfSeconds: 7, sides: 'nobody' as const },
  { ...calm, halfSeconds: 1, mediaServer: 'lost' as const },
  { ...calm, halfSeconds: 4, isWatched: false },
  { ...calm, halfSeconds: 3 },
];

/** Found by chance (seed 1533872709): two absences, one soon after the other, and a side is lost in the first. */
const lostInTheFirstAbsence = [
  { ...calm, halfSeconds: 26 },
  { ...calm, halfSeconds: 4, isWatched: false },
  { ...calm, halfSeconds: 2, silent: 'resident' as const },
  { ...calm, halfSeconds: 4, silent: 'resident' as const, isWatched: false },
  { ...calm, halfSeconds: 1, sides: 'nobody' as const },
];

test('through any weather the gate is open only while both are written, delivered time agrees with what was seen live, no side is to blame while nobody looks, and looking twice changes nothing', () => {
  const outcomes = { live: 0, interrupted: 0, unwatched: 0 };
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 3, maxLength: 14 }), (weather) => {
      let call: Call = newCall('vst_0000000000000001');
      let now = chicago('2026-12-05T09:59:50');
      const events: CallEvent[] = [];
      let liveLooks = 0;
      let unseenHalfSeconds = 0;
      let lookedBeforeAt: typeof now | null = null;
      const lastPacketAt = { visitor: null, resident: null } as { [side in 'visitor' | 'resident']: typeof now | null };
      for (const { halfSeconds, sides, silent, muted, isWritten, isWatched, recorder, mediaServer } of weather)
        for (let look = 0; look < halfSeconds; look++) {
          now = now.add({ milliseconds: 500 });
          const side = (name: 'visitor' | 'resident') => {
            const inRoom = mediaServer === 'answering' && (sides === 'both' || sides === name);
            if (inRoom && silent !== name && muted !== name) lastPacketAt[name] = now;
            return {
              inRoom,
              lastPacketAt: lastPacketAt[name],
              mutedByOwner: muted === name,
              beingWritten: inRoom && isWritten && recorder === 'recording',
            };
          };
          const seen: CallObservation = {
            recorder,
            mediaServer,
            lookedBeforeAt,
            sides: { visitor: side('visitor'), resident: side('resident') },
          };
          if (!isWatched) {
            unseenHalfSeconds += 1;
            continue;
          }
          const told = decideCall(call, seen, context, now);
          for (const event of told) call = evolveCall(call, event);
          events.push(...told);
          expect(decideCall(call, seen, context, now)).toEqual([]);
          lookedBeforeAt = now;
          if (call.gate === 'open') expect(callSides.every((name) => seen.sides[name].beingWritten)).toBe(true);
          if (call.status === 'live') liveLooks++;
          if (call.status === 'live' && told.some((event) => event.type === 'went-live')) outcomes.live++;
          if (told.some((event) => event.type === 'interrupted')) outcomes.interrupted++;
          if (told.some((event) => event.type === 'unwatched')) outcomes.unwatched++;
        }
      const { deliveredSeconds, gaps } = deliveredTime([...events, ...endCall(call, 'ended-by-staff', now)], context.booked);
      const interruptions = events.filter((event) => event.type === 'interrupted').length;
      for (const absence of events)
        if (absence.type === 'unwatched')
          expect(
            gaps.filter(({ cause, during }) => cause !== 'platform' && overlaps(during, { start: absence.since, end: absence.at })),
          ).toEqual([]);
      expect(deliveredSeconds).toBeLessThanOrEqual((liveLooks + unseenHalfSeconds) / 2 + 0.5);
      expect(deliveredSeconds).toBeGreaterThanOrEqual(
        Math.floor(liveLooks / 2 - 0.5 - interruptions * (ordinaryPolicy.interruptionGraceSeconds + 0.5)),
      );
    }),
    // Of 300 weathers only 28 went live in one run.
    { numRuns: 600, examples: [[lostAtTheFirstInstant], [lostInTheFirstAbsence]] },
  );
  expect(outcomes.live).toBeGreaterThan(30);
  expect(outcomes.interrupted).toBeGreaterThan(30);
  expect(outcomes.unwatched).toBeGreaterThan(30);
});
