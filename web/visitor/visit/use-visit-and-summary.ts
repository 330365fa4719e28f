import type { RouteOutput } from '../../../src/contract/routes.ts';
import { api } from '../../api/client.ts';
import { type Request, useRequest } from '../../ui/use-request.ts';
import type { Visit } from './visitor-visit.ts';

interface VisitAndSummary {
  readonly visit: Visit;
  readonly summary: RouteOutput<'GET /api/visitor/visits/:visitId/summary'>;
}

/** A visit that is over, and what was delivered of it. */
export function useVisitAndSummary(visitId: string): Request<VisitAndSummary> {
  return useRequest(visitId, async () => {
    const [visit, summary] = await Promise.all([
      api('GET /api/visitor/visits/:visitId', { params: { visitId } }),
      api('GET /api/visitor/visits/:visitId/summary', { params: { visitId } }),
    ]);
    return { visit, summary };
  });
}
