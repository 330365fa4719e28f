import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { MediaUnavailable } from '../../ports/call-control.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { CallDependencies } from './call-dependencies.ts';
import { identitiesOf, otherSide } from './call-party.ts';
import { seeCall } from './view-call.ts';

export interface Admission {
  readonly token: string;
  readonly identity: string;
  readonly otherIdentity: string;
}

/**
 * Leave to join the call, for this person and some seconds. Everybody joins unable to receive: the watcher opens the gate when both are
 * being written. Coming back after a drop needs no more than asking again; from a second device the first one is put out by the media
 * server, because the grant belongs to the person (V4).
 * Refusals: `not-found`, `call-not-open`, `call-over`, `wrong-station`, `consent-needed`, `media-unavailable`.
 */
export async function admitParticipant(
  deps: Pick<CallDependencies, 'clock' | 'work' | 'callControl' | 'waker'>,
  caller: Caller,
  visitId: VisitId,
): Promise<Admission> {
  const party = demand(caller, 'join-call');
  const side = party.kind;
  const { setting, roomName } = await deps.work.run(async (transaction) => {
    const now = deps.clock.now();
    const seen = await seeCall(transaction, party, visitId, now);
    if (party.kind === 'resident' && party.stationId !== seen.setting.stationId) throw new Refusal('wrong-station');
    if (seen.visitStatus === 'confirmed') throw new Refusal('call-not-open', { detail: { until: seen.joinableAt.toString() } });
    const stored = await transaction.calls.find(visitId);
    if (!stored || stored.call.status === 'ended') throw new Refusal(stored ? 'call-over' : 'call-not-open');
    if (seen.visitStatus !== 'joinable' && seen.visitStatus !== 'in-call') throw new Refusal('call-over');
    if (!seen.consented) throw new Refusal('consent-needed');
    await transaction.audit.append(party, side === 'visitor' ? 'visitor-web' : 'station', {
      agencyId: seen.setting.agencyId,
      act: 'call-join-granted',
      subjectId: visitId,
    });
    return { setting: seen.setting, roomName: stored.roomName };
  });
  const identities = identitiesOf(setting);
  try {
    await deps.callControl.ensureRoom(roomName);
    const token = await deps.callControl.participantToken(roomName, identities[side], side, false);
    deps.waker.wake(visitId);
    return { token, identity: identities[side], otherIdentity: identities[otherSide(side)] };
  } catch (cause) {
    if (cause instanceof MediaUnavailable) throw new Refusal('media-unavailable', { cause });
    throw cause;
  }
}
