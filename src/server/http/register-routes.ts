import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { Problem } from '../../contract/problem.ts';
import type { Route } from '../../contract/route.ts';
import { type RouteKey, routes } from '../../contract/routes.ts';
import type { Caller } from '../../core/access/caller.ts';
import { keepRawBodies } from './body-parsers.ts';
import type { Composition } from './composition.ts';
import { findCaller, languageOf } from './find-caller.ts';
import { once } from './once.ts';
import { rateLimitOf } from './rate-limits.ts';
import { demandSameOrigin } from './same-origin.ts';

/** A handler seen without the types of its route: the table has validated what goes in and checks what comes out. */
type UntypedHandler = (context: {
  readonly caller: Caller;
  readonly language: 'en' | 'es';
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly raw: FastifyRequest;
  readonly reply: FastifyReply;
}) => Promise<unknown>;

const isWebhook = (key: string): boolean => key.includes(' /api/webhooks/');

/** Registers every route of the table that has a handler: caller and roles first, then validation, the handler, the answer stripped to its schema. */
export async function registerRoutes(app: FastifyInstance, composition: Composition): Promise<void> {
  for (const key of Object.keys(routes) as RouteKey[]) if (!isWebhook(key)) registerRoute(app, key, composition);
  await app.register(async (webhooks) => {
    keepRawBodies(webhooks);
    for (const key of Object.keys(routes) as RouteKey[]) if (isWebhook(key)) registerRoute(webhooks, key, composition);
  });
}

function registerRoute(app: FastifyInstance, key: RouteKey, composition: Composition): void {
  const handler = composition.handlers[key] as UntypedHandler | undefined;
  if (!handler) return;
  const route: Route = routes[key];
  const [method, url] = key.split(' ') as [HTTPMethods, string];
  const status = route.ok ?? 200;
  app.route({
    method,
    url,
    config: { rateLimit: rateLimitOf(key, composition.rateLimits) },
    schema: {
      summary: route.summary,
      tags: [url.split('/')[2] ?? 'public'],
      ...(route.params && { params: route.params }),
      ...(route.query && { querystring: route.query }),
      ...(route.body && { body: route.body }),
      response: {
        [status]: { description: 'Done', content: { 'application/json': { schema: route.response } } },
        default: { description: 'A problem', content: { 'application/problem+json': { schema: Problem } } },
      },
    },
    // Before the body is read: strangers cost us nothing, and learn nothing of what a body should look like.
    onRequest: async (request) => {
      if (!isWebhook(key)) demandSameOrigin(request, composition);
      request.found = await findCaller(composition.callers, route.access, request, route.roles);
    },
    handler: async (request, reply) => {
      const { found } = request;
      const work = async () => ({
        status,
        body: await handler({
          caller: found.caller,
          language: languageOf(found, request),
          params: request.params,
          query: request.query,
          body: request.body,
          raw: request,
          reply,
        }),
      });
      const answer = route.idempotent
        ? await once(
            { store: composition.idempotency, kept: composition.keptAnswers, clock: composition.clock },
            request,
            found.caller,
            work,
          )
        : await work();
      return reply.code(answer.status).header('cache-control', 'no-store').send(answer.body);
    },
  });
}
