import type { FastifyRequest } from 'fastify';
import type { RouteAccess } from '../../contract/route.ts';
import type { Caller, StaffRole } from '../../core/access/caller.ts';
import { Refusal } from '../../usecases/refusal.ts';
import type { Callers, FoundCaller } from './composition.ts';

/**
 * Who calls, by the `access` column of a route. Routes outside the table (files, streams) call it too.
 * @throws Refusal `not-signed-in`, `station-not-enrolled` or, for staff without one of `roles`, `not-allowed`
 */
export async function findCaller(
  callers: Callers,
  access: RouteAccess,
  request: FastifyRequest,
  roles?: readonly StaffRole[],
): Promise<FoundCaller<Caller>> {
  if (access === 'anyone') return { caller: { kind: 'anyone' }, language: null };
  const found = await callers[access](request);
  if (!found) throw new Refusal(access === 'station' ? 'station-not-enrolled' : 'not-signed-in');
  const { caller } = found;
  if (roles && !(caller.kind === 'staff' && caller.roles.some((role) => roles.includes(role)))) throw new Refusal('not-allowed');
  return found;
}

/** The account's language, else the first of ours that the browser asks for, else English. */
export function languageOf(found: FoundCaller<Caller>, request: FastifyRequest): 'en' | 'es' {
  if (found.language) return found.language;
  const asked = (request.headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return asked.find((tag) => tag === 'en' || tag === 'es') === 'es' ? 'es' : 'en';
}
