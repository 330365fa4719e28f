import type { RouteOutput } from '../../src/contract/routes.ts';
import { api } from '../api/client.ts';

export type CallView = RouteOutput<'GET /api/visitor/visits/:visitId/call'>;
export type JoinGrant = RouteOutput<'POST /api/visitor/visits/:visitId/call/join'>;
export type ConsentText = RouteOutput<'GET /api/visitor/visits/:visitId/consent'>;
export type CallSignal = { readonly kind: 'first-media' } | { readonly kind: 'leave' };

/** What the waiting room and the call ask of the server; the same for both sides. Everything throws ApiProblem. */
export interface CallApi {
  view(): Promise<CallView>;
  consentText(language: 'en' | 'es'): Promise<ConsentText>;
  giveConsent(version: string, language: 'en' | 'es'): Promise<unknown>;
  join(): Promise<JoinGrant>;
  signal(signal: CallSignal): Promise<CallView>;
}

export function visitorCallApi(visitId: string): CallApi {
  const params = { visitId };
  return {
    view: () => api('GET /api/visitor/visits/:visitId/call', { params }),
    consentText: (language) => api('GET /api/visitor/visits/:visitId/consent', { params, query: { language } }),
    giveConsent: (version, language) => api('POST /api/visitor/visits/:visitId/consent', { params, body: { version, language } }),
    join: () => api('POST /api/visitor/visits/:visitId/call/join', { params }),
    signal: (body) => api('POST /api/visitor/visits/:visitId/call/signal', { params, body }),
  };
}

export function stationCallApi(visitId: string): CallApi {
  const params = { visitId };
  return {
    view: () => api('GET /api/station/visits/:visitId/call', { params }),
    consentText: (language) => api('GET /api/station/visits/:visitId/consent', { params, query: { language } }),
    giveConsent: (version, language) => api('POST /api/station/visits/:visitId/consent', { params, body: { version, language } }),
    join: () => api('POST /api/station/visits/:visitId/call/join', { params }),
    signal: (body) => api('POST /api/station/visits/:visitId/call/signal', { params, body }),
  };
}
