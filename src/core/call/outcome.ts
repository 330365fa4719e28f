import type { VisitOutcome } from '../visit/visit-status.ts';
import type { Call } from './call.ts';

/** How a visit went by how its call ended (L8); null while the call goes on. A call that never went live is judged by judgeNoShow. */
export function callOutcome(call: Call): VisitOutcome | null {
  switch (call.endCause) {
    case null:
      return null;
    case 'time-is-up':
      return call.interruptedBy === 'platform' || !call.liveAt ? 'ended-early-technical' : 'completed';
    case 'left-visitor':
      return 'ended-early-by-visitor';
    case 'left-resident':
      return 'ended-early-by-resident';
    case 'ended-by-staff':
      return 'ended-early-by-staff';
    case 'did-not-return':
    case 'platform-failed':
      return 'ended-early-technical';
  }
}
