import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../usecases/refusal.ts';

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Refuses what another site could make a signed-in browser send: requests that change something need a header that only a page of ours can
 * set (JSON, or `x-openvisit: 1`), and an `Origin`, where the browser tells one, that is ours. A demonstration may be opened under any
 * name its machine has (localhost, 127.0.0.1, an address in the house's network), so there the request's own host counts, too.
 */
export function demandSameOrigin(
  request: FastifyRequest,
  ours: { readonly publicUrl: string; readonly mode: 'demo' | 'production' },
): void {
  if (!changing.has(request.method)) return;
  const { origin, host } = request.headers;
  if (origin !== undefined && !isOurs(origin, host, ours)) throw new Refusal('not-allowed', { detail: { cause: 'foreign-origin' } });
  const isJson = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() === 'application/json';
  if (!isJson && request.headers['x-openvisit'] !== '1') throw new Refusal('not-allowed', { detail: { cause: 'header-missing' } });
}

function isOurs(origin: string, host: string | undefined, ours: { readonly publicUrl: string; readonly mode: string }): boolean {
  if (origin === new URL(ours.publicUrl).origin) return true;
  return ours.mode === 'demo' && host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
