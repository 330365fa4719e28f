import { expect, test } from 'vitest';
import type { CallView } from './call-api.ts';
import { type LinkPhase, picture, roomPhase } from './call-state.ts';

const START = Date.parse('2026-11-21T16:00:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

const waiting: CallView = {
  visitId: 'vst_0123456789abcdef0123456789',
  visitStatus: 'joinable',
  serverNow: at(0),
  startsAt: at(0),
  endsAt: at(1200),
  joinableAt: at(-900),
  status: 'waiting',
  gate: 'shut',
  liveAt: null,
  callEndsAt: null,
  warningsSeconds: [300, 60],
  me: { present: true, consented: true },
  other: { present: false, name: 'Marcus Reed' },
  interrupted: null,
  recorded: true,
  endCause: null,
};
const both: CallView = { ...waiting, other: { present: true, name: 'Marcus Reed' } };
const live: CallView = { ...both, visitStatus: 'in-call', status: 'live', gate: 'open', liveAt: at(5), callEndsAt: at(1200) };
const lost = (who: 'me' | 'other' | 'platform'): CallView => ({ ...live, status: 'interrupted', interrupted: { who, since: at(100) } });

test.each<[string, CallView, LinkPhase, number, object]>([
  ['joining shows that it connects', waiting, 'joining', 14, { kind: 'connecting', long: false }],
  ['joining that does not come about says what may be wrong', waiting, 'joining', 15, { kind: 'connecting', long: true }],
  ['alone in the room waits for the other', waiting, 'joined', 0, { kind: 'waiting-for-other' }],
  ['both early wait for the booked start', both, 'joined', -60, { kind: 'starting', startsIn: 60 }],
  ['both on time wait for the recorder', both, 'joined', 3, { kind: 'starting', startsIn: 0 }],
  ['live shows the time left', live, 'joined', 600, { kind: 'live', secondsLeft: 600, warning: null }],
  ['five minutes before the end it warns', live, 'joined', 900, { kind: 'live', secondsLeft: 300, warning: 300 }],
  ['the first warning goes away again', live, 'joined', 940, { kind: 'live', secondsLeft: 260, warning: null }],
  [
    'a call that began four minutes before its end has no five-minute warning',
    { ...live, liveAt: at(960) },
    'joined',
    965,
    { kind: 'live', secondsLeft: 235, warning: null },
  ],
  ['the last minute warns again', live, 'joined', 1145, { kind: 'live', secondsLeft: 55, warning: 60 }],
  [
    'after the end nothing is left, until the server says that it ended',
    live,
    'joined',
    1203,
    { kind: 'live', secondsLeft: 0, warning: 60 },
  ],
  ['a drop of the other names the other', lost('other'), 'joined', 104, { kind: 'interrupted', who: 'other', secondsLeft: 1096 }],
  ['a drop here names me before the server knows', live, 'reconnecting', 104, { kind: 'interrupted', who: 'me', secondsLeft: 1096 }],
  ['a lost recorder names the platform', lost('platform'), 'joined', 104, { kind: 'interrupted', who: 'platform', secondsLeft: 1096 }],
  ['a second device takes over', live, 'taken-over', 104, { kind: 'taken-over' }],
  [
    'the end wins over everything',
    { ...live, status: 'ended', endCause: 'time-is-up' },
    'reconnecting',
    1200,
    { kind: 'ended', cause: 'time-is-up' },
  ],
  ['a cancelled visit has no call', { ...waiting, visitStatus: 'cancelled' }, 'joined', 0, { kind: 'ended', cause: null }],
])('%s', (_, view, link, seconds, expected) => {
  expect(picture(view, link, START + seconds * 1000, START)).toEqual(expected);
});

test('the waiting room is early, open or over by what the server says', () => {
  expect(roomPhase({ ...waiting, visitStatus: 'confirmed' }, START - 3600_000)).toBe('early');
  expect(roomPhase(waiting, START)).toBe('open');
  expect(roomPhase({ ...waiting, visitStatus: 'no-show' }, START)).toBe('over');
  expect(roomPhase({ ...waiting, visitStatus: 'confirmed' }, START + 1200_000)).toBe('over');
});
