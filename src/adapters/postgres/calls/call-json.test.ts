import { expect, test } from 'vitest';
import { newCall } from '../../../core/call/new-call.ts';
import { Temporal } from '../../../core/shared/time.ts';
import { readCall, writeCall } from './call-json.ts';

const at = (second: number) => Temporal.Instant.from('2026-11-21T16:00:00Z').add({ seconds: second });
const call = { ...newCall('vst_0000000000000001'), status: 'live', liveAt: at(3), unwatched: [{ start: at(5), end: at(9) }] } as const;

test('a call is read as it was written', () => {
  expect(readCall(JSON.parse(writeCall(call)))).toEqual(call);
});

test('a call that an earlier version wrote goes on: it knew only the latest time in which nobody looked', () => {
  const { closed: _closed, closedSince: _since, ...known } = JSON.parse(writeCall(call));
  expect(readCall({ ...known, unwatched: known.unwatched[0] })).toEqual(call);
  expect(readCall({ ...known, unwatched: null })).toEqual({ ...call, unwatched: [] });
});
