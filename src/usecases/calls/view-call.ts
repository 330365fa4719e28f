import type { Caller } from '../../core/access/caller.ts';
import type { Call } from '../../core/call/call.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { waitingRoomOpening } from '../../core/visit/deadlines.ts';
import type { VisitStatus } from '../../core/visit/visit-status.ts';
import type { CallSetting } from '../../ports/call-store.ts';
import type { Transaction } from '../../ports/unit-of-work.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { CallDependencies } from './call-dependencies.ts';
import type { PartyCaller } from './call-party.ts';
import { identityOf, otherSide } from './call-party.ts';

/** The waiting room and the call as one side sees them. */
export interface CallSeen {
  readonly visitId: VisitId;
  readonly visitStatus: VisitStatus;
  readonly now: Temporal.Instant;
  readonly setting: CallSetting;
  readonly joinableAt: Temporal.Instant;
  /** Null before the waiting room opens. */
  readonly call: Call | null;
  readonly consented: boolean;
  readonly present: { readonly me: boolean; readonly other: boolean };
  readonly otherName: string;
  readonly interrupted: { readonly who: 'me' | 'other' | 'platform'; readonly since: Temporal.Instant } | null;
}

/** What the page of one side shows. Refusals: `not-found` for a visit that is not the caller's. */
export async function viewCall(deps: Pick<CallDependencies, 'clock' | 'work'>, caller: Caller, visitId: VisitId): Promise<CallSeen> {
  const party = demand(caller, 'read-call');
  return deps.work.run((transaction) => seeCall(transaction, party, visitId, deps.clock.now()));
}

/** The same inside a transaction that has just changed the call. */
export async function seeCall(transaction: Transaction, caller: PartyCaller, visitId: VisitId, now: Temporal.Instant): Promise<CallSeen> {
  const visit = await transaction.visits.findFor(caller, visitId);
  const setting = visit && (await transaction.calls.setting(visitId, now));
  if (!visit || !setting) throw new Refusal('not-found');
  const call = (await transaction.calls.find(visitId))?.call ?? null;
  const consents = await transaction.calls.consents(visitId);
  const side = caller.kind;
  const other = otherSide(side);
  return {
    visitId,
    visitStatus: visit.status,
    now,
    setting,
    joinableAt: waitingRoomOpening(setting.booked.start, setting.policy),
    call,
    consented: consents.some(
      ({ personId, textVersion }) => personId === identityOf(caller) && textVersion === setting.policy.consentVersion,
    ),
    present: { me: call?.present[side] ?? false, other: call?.present[other] ?? false },
    otherName: setting[other].name,
    interrupted: call && interruptionFor(call, side),
  };
}

function interruptionFor(call: Call, side: 'visitor' | 'resident'): CallSeen['interrupted'] {
  const { status, interruptedBy, interruptedSince } = call;
  if (status !== 'interrupted' || interruptedBy === null || interruptedSince === null) return null;
  if (interruptedBy === 'platform') return { who: 'platform', since: interruptedSince };
  return { who: interruptedBy === side ? 'me' : 'other', since: interruptedSince };
}
