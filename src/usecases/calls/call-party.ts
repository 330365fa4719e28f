import type { ResidentCaller, VisitorCaller } from '../../core/access/caller.ts';
import type { CallSide } from '../../core/call/call-events.ts';
import type { ResidentId, VisitorId } from '../../core/shared/ids.ts';
import type { CallSetting } from '../../ports/call-store.ts';

/** Somebody who takes part in calls. */
export type PartyCaller = VisitorCaller | ResidentCaller;

/** Who the person is to the media server: the grant belongs to the person, so a second device takes the first one's place. */
export function identityOf(caller: PartyCaller): VisitorId | ResidentId {
  return caller.kind === 'visitor' ? caller.visitorId : caller.residentId;
}

/** Identities in the room by side. */
export function identitiesOf(setting: CallSetting): Readonly<Record<CallSide, string>> {
  return { visitor: setting.visitor.id, resident: setting.resident.id };
}

export function otherSide(side: CallSide): CallSide {
  return side === 'visitor' ? 'resident' : 'visitor';
}

/** Identity of the recorder in every room. A second one of the same room takes the first one's place. */
export const RECORDER_IDENTITY = 'recorder';
