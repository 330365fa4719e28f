import { expect, test } from 'vitest';
import { chicago } from '../testing/ordinary-facts.ts';
import type { Call } from './call.ts';
import type { CallEvent } from './call-events.ts';
import { evolveCall } from './evolve-call.ts';
import { newCall } from './new-call.ts';

const at = chicago('2026-12-05T10:00');
const after = (...events: CallEvent[]): Call => events.reduce(evolveCall, newCall('vst_0000000000000001'));
const wentLive: CallEvent = { type: 'went-live', at, endsAt: at.add({ minutes: 20 }) };

test('told twice is told once', () => {
  const life: CallEvent[] = [
    { type: 'joined', side: 'visitor', at },
    { type: 'joined', side: 'resident', at },
    { type: 'gate-opened', at },
    { type: 'first-media', side: 'visitor', at },
    wentLive,
    { type: 'warned', secondsLeft: 60, at },
    { type: 'interrupted', cause: 'visitor', at },
    { type: 'resumed', at },
    { type: 'ended', cause: 'time-is-up', at },
  ];
  expect(after(...life.flatMap((event) => [event, event]))).toEqual(after(...life));
});

test('who was there once was there, even after leaving', () => {
  const call = after({ type: 'joined', side: 'visitor', at }, { type: 'left', side: 'visitor', intent: 'drop', at });
  expect(call).toMatchObject({ present: { visitor: false, resident: false }, everPresent: { visitor: true, resident: false } });
});

test('both are present since the later came, and anew after a drop', () => {
  const both = after({ type: 'joined', side: 'visitor', at }, { type: 'joined', side: 'resident', at: at.add({ seconds: 9 }) });
  expect(both.bothPresentSince).toEqual(at.add({ seconds: 9 }));
  const again: CallEvent[] = [
    { type: 'left', side: 'visitor', intent: 'drop', at },
    { type: 'joined', side: 'visitor', at: at.add({ seconds: 30 }) },
  ];
  expect(again.reduce(evolveCall, both).bothPresentSince).toEqual(at.add({ seconds: 30 }));
});

test('a gate that opens anew asks for both sides’ first media anew', () => {
  const opened: CallEvent = { type: 'gate-opened', at };
  const call = after(opened, { type: 'first-media', side: 'visitor', at }, { type: 'gate-shut', at }, opened);
  expect(call.firstMedia).toEqual({ visitor: null, resident: null });
});

test('a call that is not live cannot be interrupted, and nothing follows its end', () => {
  expect(after({ type: 'interrupted', cause: 'visitor', at }).status).toBe('waiting');
  const over = after(wentLive, { type: 'ended', cause: 'left-visitor', at });
  expect(evolveCall(over, { type: 'resumed', at })).toBe(over);
});

test('a gap that changes its cause goes on since its beginning', () => {
  const call = after(
    wentLive,
    { type: 'interrupted', cause: 'visitor', at },
    { type: 'interrupted', cause: 'platform', at: at.add({ seconds: 5 }) },
  );
  expect(call).toMatchObject({ status: 'interrupted', interruptedSince: at, interruptedBy: 'platform' });
});
