import { expect, test } from 'vitest';
import { chicago, minutesFrom, ordinaryPolicy } from '../testing/ordinary-facts.ts';
import type { CallEvent, CallSide } from './call-events.ts';
import { evolveCall } from './evolve-call.ts';
import { judgeNoShow, type NoShowContext } from './judge-no-show.ts';
import { newCall } from './new-call.ts';
import { callOutcome } from './outcome.ts';

const context: NoShowContext = { policy: ordinaryPolicy, booked: minutesFrom('2026-12-05T10:00', 20), residentNotBrought: false };
const after = (...events: CallEvent[]) => events.reduce(evolveCall, newCall('vst_0000000000000001'));
const joined = (side: CallSide, local = '2026-12-05T09:55'): CallEvent => ({ type: 'joined', side, at: chicago(local) });
const due = chicago('2026-12-05T10:10');

function judge(events: CallEvent[], changes: Partial<NoShowContext> = {}, now = due) {
  return judgeNoShow(after(...events), { ...context, ...changes }, now);
}

test('nothing is judged before the policy’s minutes after the start, or the booked end if that is sooner', () => {
  expect(judge([], {}, due.subtract({ seconds: 1 }))).toBeNull();
  expect(judge([])).toBe('no-show-visitor');
  expect(judge([], { booked: minutesFrom('2026-12-05T10:00', 1) }, chicago('2026-12-05T10:01'))).toBe('no-show-visitor');
});

test('the fault follows from who was never there', () => {
  expect(judge([joined('resident')])).toBe('no-show-visitor');
  expect(judge([joined('visitor')])).toBe('no-show-resident');
  expect(judge([joined('visitor'), { type: 'left', side: 'visitor', intent: 'drop', at: due }])).toBe('no-show-resident');
});

test('a resident who was not brought without a recorded cause is the facility’s no-show', () => {
  expect(judge([joined('visitor')], { residentNotBrought: true })).toBe('no-show-facility');
  expect(judge([joined('visitor')], { residentNotBrought: 'refused' })).toBe('no-show-resident');
  expect(judge([joined('visitor')], { residentNotBrought: 'court' })).toBe('no-show-resident');
});

test('minutes in which nobody could join, as nobody looked or the media server was away, are not waited out', () => {
  const absence: CallEvent = { type: 'unwatched', since: chicago('2026-12-05T09:59'), at: chicago('2026-12-05T10:04') };
  const closed: CallEvent = { type: 'closed-to-joining', at: chicago('2026-12-05T10:03') };
  const open: CallEvent = { type: 'open-to-joining', at: chicago('2026-12-05T10:05') };
  expect(judge([absence, closed, open], {}, chicago('2026-12-05T10:14:59'))).toBeNull();
  expect(judge([absence, closed, open], {}, chicago('2026-12-05T10:15'))).toBe('no-show-visitor');
  expect(judge([joined('visitor'), absence, closed, open], {}, chicago('2026-12-05T10:15'))).toBe('no-show-resident');
  expect(judge([closed], {}, chicago('2026-12-05T10:19:59'))).toBeNull();
});

test('at its end a visit that could not be joined for those minutes is a technical failure, and of a shorter visit for all of it', () => {
  const closed: CallEvent = { type: 'closed-to-joining', at: chicago('2026-12-05T10:09') };
  expect(judge([closed], {}, context.booked.end)).toBe('ended-early-technical');
  expect(judge([joined('visitor'), closed], {}, context.booked.end)).toBe('ended-early-technical');
  const short = { booked: minutesFrom('2026-12-05T10:00', 5) };
  const absence: CallEvent = { type: 'unwatched', since: chicago('2026-12-05T10:01'), at: chicago('2026-12-05T10:02') };
  expect(judge([absence], short, short.booked.end)).toBe('ended-early-technical');
  expect(judge([], short, short.booked.end)).toBe('no-show-visitor');
});

test('both there but never live is a technical end, after a moment for those who found each other late', () => {
  expect(judge([joined('visitor'), joined('resident')])).toBe('ended-early-technical');
  const late = [joined('visitor'), joined('resident', '2026-12-05T10:09:30')];
  expect(judge(late)).toBeNull();
  expect(judge(late, {}, chicago('2026-12-05T10:11:30'))).toBe('ended-early-technical');
});

test('a call that was live is no no-show', () => {
  expect(judge([{ type: 'went-live', at: chicago('2026-12-05T10:01'), endsAt: context.booked.end }], {}, context.booked.end)).toBeNull();
});

const wentLive: CallEvent = { type: 'went-live', at: chicago('2026-12-05T10:01'), endsAt: context.booked.end };

test.each([
  ['time-is-up', 'completed'],
  ['left-visitor', 'ended-early-by-visitor'],
  ['left-resident', 'ended-early-by-resident'],
  ['ended-by-staff', 'ended-early-by-staff'],
  ['did-not-return', 'ended-early-technical'],
  ['platform-failed', 'ended-early-technical'],
] as const)('a call that ended by %s is a visit that is %s', (cause, outcome) => {
  expect(callOutcome(after(wentLive, { type: 'ended', cause, at: due }))).toBe(outcome);
});

test('a call that goes on has no outcome; one that ends in the platform’s gap or never began is not completed', () => {
  expect(callOutcome(after(wentLive))).toBeNull();
  const ended: CallEvent = { type: 'ended', cause: 'time-is-up', at: context.booked.end };
  expect(callOutcome(after(wentLive, { type: 'interrupted', cause: 'platform', at: due }, ended))).toBe('ended-early-technical');
  expect(callOutcome(after(wentLive, { type: 'interrupted', cause: 'visitor', at: due }, ended))).toBe('completed');
  expect(callOutcome(after(ended))).toBe('ended-early-technical');
});
