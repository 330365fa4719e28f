import type { RouteKey } from '../../contract/routes.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { admitParticipant } from '../../usecases/calls/admit-participant.ts';
import type { CallDependencies } from '../../usecases/calls/call-dependencies.ts';
import { giveConsent } from '../../usecases/calls/give-consent.ts';
import { readConsent } from '../../usecases/calls/read-consent.ts';
import { leaveCall, noteFirstMedia } from '../../usecases/calls/signal-call.ts';
import { viewCall } from '../../usecases/calls/view-call.ts';
import { callView, joinGrant, type MediaPlace } from './call-answers.ts';
import type { HandlerContext } from './handlers.ts';

/** A route of the waiting room or the call, as either side asks for it. */
type OfEitherSide<Method extends 'GET' | 'POST', End extends string> = HandlerContext<
  Extract<RouteKey, `${Method} /api/${'visitor' | 'station'}/visits/:visitId/${End}`>
>;

/** Waiting room and call: what both sides ask is the same, and who asks is in the caller. */
export function callHandlers(deps: CallDependencies, media: MediaPlace) {
  return {
    readConsent: ({ caller, params, query }: OfEitherSide<'GET', 'consent'>) =>
      readConsent(deps, caller, params.visitId as VisitId, query.language),
    giveConsent: async ({ caller, params, body }: OfEitherSide<'POST', 'consent'>) => {
      await giveConsent(deps, caller, params.visitId as VisitId, body);
      return { done: true as const };
    },
    view: async ({ caller, params }: OfEitherSide<'GET', 'call'>) => callView(await viewCall(deps, caller, params.visitId as VisitId)),
    join: async ({ caller, params }: OfEitherSide<'POST', 'call/join'>) =>
      joinGrant(await admitParticipant(deps, caller, params.visitId as VisitId), media),
    signal: async ({ caller, params, body }: OfEitherSide<'POST', 'call/signal'>) => {
      const tell = body.kind === 'leave' ? leaveCall : noteFirstMedia;
      return callView(await tell(deps, caller, params.visitId as VisitId));
    },
  };
}
