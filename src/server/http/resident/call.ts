import type { VisitId } from '../../../core/shared/ids.ts';
import { admitParticipant } from '../../../usecases/calls/admit-participant.ts';
import type { CallDependencies } from '../../../usecases/calls/call-dependencies.ts';
import { giveConsent } from '../../../usecases/calls/give-consent.ts';
import { listStationVisits } from '../../../usecases/calls/list-station-visits.ts';
import { readCallSummary } from '../../../usecases/calls/read-call-summary.ts';
import { readConsent } from '../../../usecases/calls/read-consent.ts';
import { leaveCall, noteFirstMedia } from '../../../usecases/calls/signal-call.ts';
import { viewCall } from '../../../usecases/calls/view-call.ts';
import { callSummary, callView, joinGrant, type MediaPlace } from '../call-answers.ts';
import type { Handlers } from '../handlers.ts';
import { stationVisit } from './station-visit.ts';

type Keys =
  | 'GET /api/station/visits'
  | 'GET /api/station/visits/:visitId/consent'
  | 'POST /api/station/visits/:visitId/consent'
  | 'GET /api/station/visits/:visitId/call'
  | 'POST /api/station/visits/:visitId/call/join'
  | 'POST /api/station/visits/:visitId/call/signal'
  | 'GET /api/station/visits/:visitId/summary';

/** Next visits, waiting room and call of a resident at a station. */
export function residentCallHandlers(deps: CallDependencies, media: MediaPlace): Handlers<Keys> {
  return {
    'GET /api/station/visits': async ({ caller }) => ({ visits: (await listStationVisits(deps, caller)).map(stationVisit) }),
    'GET /api/station/visits/:visitId/consent': ({ caller, params, query }) =>
      readConsent(deps, caller, params.visitId as VisitId, query.language),
    'POST /api/station/visits/:visitId/consent': async ({ caller, params, body }) => {
      await giveConsent(deps, caller, params.visitId as VisitId, body);
      return { done: true };
    },
    'GET /api/station/visits/:visitId/call': async ({ caller, params }) =>
      callView(await viewCall(deps, caller, params.visitId as VisitId)),
    'POST /api/station/visits/:visitId/call/join': async ({ caller, params }) =>
      joinGrant(await admitParticipant(deps, caller, params.visitId as VisitId), media),
    'POST /api/station/visits/:visitId/call/signal': async ({ caller, params, body }) => {
      const tell = body.kind === 'leave' ? leaveCall : noteFirstMedia;
      return callView(await tell(deps, caller, params.visitId as VisitId));
    },
    'GET /api/station/visits/:visitId/summary': async ({ caller, params }) =>
      callSummary(await readCallSummary(deps, caller, params.visitId as VisitId)),
  };
}
