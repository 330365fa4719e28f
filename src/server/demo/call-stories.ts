import type { CallEndCause, CallEvent } from '../../core/call/call-events.ts';
import type { Temporal } from '../../core/shared/time.ts';

/** Both came, saw each other, and the server ended the call at its time. */
export function wholeCall(startsAt: Temporal.Instant, endsAt: Temporal.Instant): CallEvent[] {
  return [
    ...beginning(startsAt, endsAt),
    { type: 'warned', secondsLeft: 300, at: endsAt.subtract({ seconds: 300 }) },
    { type: 'warned', secondsLeft: 60, at: endsAt.subtract({ seconds: 60 }) },
    { type: 'ended', cause: 'time-is-up', at: endsAt },
  ];
}

/** The station's network failed for five minutes in the middle. */
export function interruptedCall(startsAt: Temporal.Instant, endsAt: Temporal.Instant): CallEvent[] {
  const lost = startsAt.add({ minutes: 6 });
  return [
    ...beginning(startsAt, endsAt),
    { type: 'left', side: 'resident', intent: 'drop', at: lost },
    { type: 'interrupted', cause: 'resident', at: lost },
    { type: 'joined', side: 'resident', at: lost.add({ minutes: 5 }) },
    { type: 'resumed', at: lost.add({ minutes: 5 }) },
    { type: 'warned', secondsLeft: 60, at: endsAt.subtract({ seconds: 60 }) },
    { type: 'ended', cause: 'time-is-up', at: endsAt },
  ];
}

/** One side left after some minutes. */
export function shortCall(minutes: number, cause: CallEndCause): (startsAt: Temporal.Instant, endsAt: Temporal.Instant) => CallEvent[] {
  return (startsAt, endsAt) => [...beginning(startsAt, endsAt), { type: 'ended', cause, at: startsAt.add({ minutes }) }];
}

/** The visitor waited; nobody else came. */
export function nobodyCame(startsAt: Temporal.Instant): CallEvent[] {
  return [{ type: 'joined', side: 'visitor', at: startsAt.subtract({ minutes: 1 }) }];
}

function beginning(startsAt: Temporal.Instant, endsAt: Temporal.Instant): CallEvent[] {
  return [
    { type: 'joined', side: 'visitor', at: startsAt.subtract({ minutes: 2 }) },
    { type: 'joined', side: 'resident', at: startsAt.subtract({ seconds: 40 }) },
    { type: 'gate-opened', at: startsAt.add({ seconds: 1 }) },
    { type: 'first-media', side: 'resident', at: startsAt.add({ milliseconds: 1350 }) },
    { type: 'first-media', side: 'visitor', at: startsAt.add({ milliseconds: 1500 }) },
    { type: 'went-live', at: startsAt.add({ milliseconds: 1500 }), endsAt },
  ];
}
