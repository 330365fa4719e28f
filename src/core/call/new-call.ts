import type { VisitId } from '../shared/ids.ts';
import type { Call } from './call.ts';

/** A call in which nobody has been yet. */
export function newCall(visitId: VisitId): Call {
  return {
    visitId,
    status: 'waiting',
    gate: 'shut',
    gateOpenedAt: null,
    gateShutAt: null,
    present: { visitor: false, resident: false },
    everPresent: { visitor: false, resident: false },
    bothPresentSince: null,
    muted: { visitor: false, resident: false },
    mutedUntil: { visitor: null, resident: null },
    firstMedia: { visitor: null, resident: null },
    liveAt: null,
    endsAt: null,
    wholeSince: null,
    interruptedSince: null,
    interruptedBy: null,
    unwatched: [],
    closedSince: null,
    closed: [],
    warnedSeconds: [],
    endedAt: null,
    endCause: null,
  };
}
