import type { CallStatus } from './call.ts';
import type { CallEventType } from './call-events.ts';

/** Which event moves a call where; every other event leaves its status as it is. docs/visit-life.md is printed from it. */
export const callTransitions: Readonly<Record<CallStatus, Readonly<Partial<Record<CallEventType, CallStatus>>>>> = {
  waiting: { 'went-live': 'live', ended: 'ended' },
  live: { interrupted: 'interrupted', ended: 'ended' },
  interrupted: { resumed: 'live', ended: 'ended' },
  ended: {},
};
