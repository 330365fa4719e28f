import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '../../contract/problem.ts';
import type { Finding } from '../../core/shared/finding.ts';
import type { RefusalCode } from '../../core/shared/refusal-codes.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { statusOf } from './problem-status.ts';
import { problemTexts } from './problem-texts.ts';

/** Every error leaves as RFC 9457 problem details; what was not meant to be a refusal is logged and told as `internal`. */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error, isForStaff(request));
    if (problem.code === 'internal') request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, problem);
  });
}

/** Sends a problem past the response schemas, which describe successes. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const waitSeconds = problem.detail?.retryAfterSeconds;
  if (typeof waitSeconds === 'number' && !reply.hasHeader('retry-after')) reply.header('retry-after', String(Math.ceil(waitSeconds)));
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem);
}

/** The problem of an unknown address below /api. */
export function notFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, newProblem('not-found'));
}

export function newProblem(code: RefusalCode, more: Partial<Problem> = {}): Problem {
  return { type: `/api/docs#${code}`, title: problemTexts[code], status: statusOf(code), code, ...more };
}

function isForStaff(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith('/api/staff/') ?? false;
}

/** PostgreSQL's codes for text that it cannot keep (a NUL character) and dates that it does not know (the year 0). */
const impossibleValues = new Set(['22007', '22008', '22021', '22P05']);

function problemOf(error: FastifyError | Refusal, forStaff: boolean): Problem {
  if (error instanceof Refusal) return problemOfRefusal(error, forStaff);
  if (hasZodFastifySchemaValidationErrors(error)) {
    // An address with an impossible id is an address where nothing is.
    if (error.validationContext === 'params') return newProblem('not-found');
    return newProblem('bad-input', {
      fields: error.validation.map((one) => ({
        path: one.instancePath.replace(/^\//, '').replaceAll('/', '.'),
        message: one.message ?? 'is wrong',
      })),
    });
  }
  if (impossibleValues.has(error.code)) return newProblem('bad-input');
  if (error.code?.startsWith('FST_REPLY_FROM')) return newProblem('media-unavailable');
  if (error.statusCode === 429) return newProblem('too-many-attempts');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return newProblem('bad-input', { status: error.statusCode });
  return newProblem('internal');
}

/** Whoever is no approved contact learns that alone: where the person is and who else visits is no business of theirs. */
function outsiders(findings: readonly Finding[]): readonly Finding[] {
  const stranger = findings.filter(({ code }) => code === 'not-connected' || code === 'connection-not-active');
  return stranger.length > 0 ? stranger : findings;
}

/**
 * Outsiders only ever get a finding's `outsiderCode`, also where the refusal itself is named after a finding: the true code may betray a
 * court order or another person. A neutral finding keeps its date to itself, which would tell one restriction from another.
 */
function problemOfRefusal(refusal: Refusal, forStaff: boolean): Problem {
  const named = refusal.findings.find((finding) => finding.code === refusal.code);
  const findings = (forStaff ? refusal.findings : outsiders(refusal.findings)).map(({ code, outsiderCode, until }) =>
    forStaff ? { code, until } : { code: outsiderCode, until: outsiderCode === 'not-possible' ? null : until },
  );
  return newProblem(named && !forStaff ? named.outsiderCode : refusal.code, {
    ...wrongField(refusal),
    ...(findings.length > 0 && { findings: findings.filter((one, at) => findings.findIndex((other) => other.code === one.code) === at) }),
    ...(Object.keys(refusal.detail).length > 0 && { detail: refusal.detail }),
  });
}

/** A field that only a use case could find wrong is named where forms look for it. */
function wrongField({ code, detail: { field } }: Refusal): Pick<Problem, 'fields'> {
  return code === 'bad-input' && typeof field === 'string' ? { fields: [{ path: field, message: 'is wrong' }] } : {};
}
