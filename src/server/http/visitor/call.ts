import type { CallDependencies } from '../../../usecases/calls/call-dependencies.ts';
import type { MediaPlace } from '../call-answers.ts';
import { callHandlers } from '../call-handlers.ts';
import type { Handlers } from '../handlers.ts';

type Keys =
  | `${'GET' | 'POST'} /api/visitor/visits/:visitId/consent`
  | 'GET /api/visitor/visits/:visitId/call'
  | `POST /api/visitor/visits/:visitId/call/${'join' | 'signal'}`;

/** Waiting room and call of a visitor. */
export function visitorCallHandlers(deps: CallDependencies, media: MediaPlace): Handlers<Keys> {
  const call = callHandlers(deps, media);
  return {
    'GET /api/visitor/visits/:visitId/consent': call.readConsent,
    'POST /api/visitor/visits/:visitId/consent': call.giveConsent,
    'GET /api/visitor/visits/:visitId/call': call.view,
    'POST /api/visitor/visits/:visitId/call/join': call.join,
    'POST /api/visitor/visits/:visitId/call/signal': call.signal,
  };
}
