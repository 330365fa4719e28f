import type { VisitId } from '../../../core/shared/ids.ts';
import type { CallDependencies } from '../../../usecases/calls/call-dependencies.ts';
import { listStationVisits } from '../../../usecases/calls/list-station-visits.ts';
import { readCallSummary } from '../../../usecases/calls/read-call-summary.ts';
import { cancelVisit } from '../../../usecases/visits/cancel-visit.ts';
import { callSummary, type MediaPlace } from '../call-answers.ts';
import { callHandlers } from '../call-handlers.ts';
import type { Handlers } from '../handlers.ts';
import { stationVisit } from './station-visit.ts';

type Keys =
  | 'GET /api/station/visits'
  | 'POST /api/station/visits/:visitId/cancel'
  | `${'GET' | 'POST'} /api/station/visits/:visitId/consent`
  | `GET /api/station/visits/:visitId/${'call' | 'summary'}`
  | `POST /api/station/visits/:visitId/call/${'join' | 'signal'}`;

/** Next visits, waiting room and call of a resident at a station. */
export function residentCallHandlers(deps: CallDependencies, media: MediaPlace): Handlers<Keys> {
  const call = callHandlers(deps, media);
  return {
    'GET /api/station/visits': async ({ caller }) => ({ visits: (await listStationVisits(deps, caller)).map(stationVisit) }),
    'POST /api/station/visits/:visitId/cancel': async ({ caller, params }) => {
      await cancelVisit(deps, caller, params.visitId as VisitId, { reason: 'resident-declined', note: null });
      return { done: true };
    },
    'GET /api/station/visits/:visitId/consent': call.readConsent,
    'POST /api/station/visits/:visitId/consent': call.giveConsent,
    'GET /api/station/visits/:visitId/call': call.view,
    'POST /api/station/visits/:visitId/call/join': call.join,
    'POST /api/station/visits/:visitId/call/signal': call.signal,
    'GET /api/station/visits/:visitId/summary': async ({ caller, params }) =>
      callSummary(await readCallSummary(deps, caller, params.visitId as VisitId)),
  };
}
