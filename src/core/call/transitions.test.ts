import { describe, expect, test } from 'vitest';
import { chicago } from '../testing/ordinary-facts.ts';
import { type Call, type CallStatus, callStatuses } from './call.ts';
import type { CallEvent, CallEventType } from './call-events.ts';
import { evolveCall } from './evolve-call.ts';
import { newCall } from './new-call.ts';
import { callTransitions } from './transitions.ts';

const at = chicago('2026-12-05T10:00');
const events: { readonly [Type in CallEventType]: Extract<CallEvent, { type: Type }> } = {
  joined: { type: 'joined', side: 'visitor', at },
  left: { type: 'left', side: 'visitor', intent: 'drop', at },
  muted: { type: 'muted', side: 'visitor', at },
  unmuted: { type: 'unmuted', side: 'visitor', at },
  'gate-opened': { type: 'gate-opened', at },
  'first-media': { type: 'first-media', side: 'visitor', at },
  'went-live': { type: 'went-live', at, endsAt: at.add({ minutes: 20 }) },
  interrupted: { type: 'interrupted', cause: 'visitor', at },
  resumed: { type: 'resumed', at },
  'gate-shut': { type: 'gate-shut', at },
  unwatched: { type: 'unwatched', since: at.subtract({ seconds: 20 }), at },
  'closed-to-joining': { type: 'closed-to-joining', at },
  'open-to-joining': { type: 'open-to-joining', at },
  warned: { type: 'warned', secondsLeft: 60, at },
  ended: { type: 'ended', cause: 'time-is-up', at },
};
const lives: Readonly<Record<CallStatus, readonly CallEventType[]>> = {
  waiting: [],
  live: ['went-live'],
  interrupted: ['went-live', 'interrupted'],
  ended: ['ended'],
};

describe.each(callStatuses)('a call that is %s', (status) => {
  const call = lives[status].reduce<Call>((before, type) => evolveCall(before, events[type]), newCall('vst_0000000000000001'));

  test.each(Object.values(events))('goes by $type where the table says', (event) => {
    expect(evolveCall(call, event).status).toBe(callTransitions[status][event.type] ?? status);
  });
});
