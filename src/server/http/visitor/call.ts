import type { VisitId } from '../../../core/shared/ids.ts';
import { admitParticipant } from '../../../usecases/calls/admit-participant.ts';
import type { CallDependencies } from '../../../usecases/calls/call-dependencies.ts';
import { giveConsent } from '../../../usecases/calls/give-consent.ts';
import { readConsent } from '../../../usecases/calls/read-consent.ts';
import { leaveCall, noteFirstMedia } from '../../../usecases/calls/signal-call.ts';
import { viewCall } from '../../../usecases/calls/view-call.ts';
import { callView, joinGrant, type MediaPlace } from '../call-answers.ts';
import type { Handlers } from '../handlers.ts';

type Keys =
  | 'GET /api/visitor/visits/:visitId/consent'
  | 'POST /api/visitor/visits/:visitId/consent'
  | 'GET /api/visitor/visits/:visitId/call'
  | 'POST /api/visitor/visits/:visitId/call/join'
  | 'POST /api/visitor/visits/:visitId/call/signal';

/** Waiting room and call of a visitor. */
export function visitorCallHandlers(deps: CallDependencies, media: MediaPlace): Handlers<Keys> {
  return {
    'GET /api/visitor/visits/:visitId/consent': ({ caller, params, query }) =>
      readConsent(deps, caller, params.visitId as VisitId, query.language),
    'POST /api/visitor/visits/:visitId/consent': async ({ caller, params, body }) => {
      await giveConsent(deps, caller, params.visitId as VisitId, body);
      return { done: true };
    },
    'GET /api/visitor/visits/:visitId/call': async ({ caller, params }) =>
      callView(await viewCall(deps, caller, params.visitId as VisitId)),
    'POST /api/visitor/visits/:visitId/call/join': async ({ caller, params }) =>
      joinGrant(await admitParticipant(deps, caller, params.visitId as VisitId), media),
    'POST /api/visitor/visits/:visitId/call/signal': async ({ caller, params, body }) => {
      const tell = body.kind === 'leave' ? leaveCall : noteFirstMedia;
      return callView(await tell(deps, caller, params.visitId as VisitId));
    },
  };
}
