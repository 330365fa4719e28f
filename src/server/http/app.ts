import cookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Caller } from '../../core/access/caller.ts';
import { readJsonBodies } from './body-parsers.ts';
import type { Composition, FoundCaller } from './composition.ts';
import { registerDocs } from './docs-page.ts';
import { registerHealth } from './health.ts';
import { passMediaOn } from './media-proxy.ts';
import { describeApi } from './openapi.ts';
import { answerWithProblems } from './problems.ts';
import { allowRateLimits } from './rate-limits.ts';
import { registerRoutes } from './register-routes.ts';
import { sendSecurityHeaders } from './security-headers.ts';
import { serveWeb } from './web-files.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set before the body is read. */
    found: FoundCaller<Caller>;
  }
}

/** No form of ours sends more; files never come this way. */
const MOST_BODY_BYTES = 64 * 1024;

/** The HTTP server, ready to listen or to be injected into. Close it with `app.close()`. */
export async function buildServer(composition: Composition): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: composition.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: typeof composition.trustProxy === 'boolean' ? composition.trustProxy : [...composition.trustProxy],
    bodyLimit: MOST_BODY_BYTES,
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('found', null, []);
  readJsonBodies(app);
  answerWithProblems(app);
  await describeApi(app, composition.publicUrl);
  await sendSecurityHeaders(app, composition);
  await app.register(cookie);
  await allowRateLimits(app);
  await registerHealth(app, composition);
  await registerRoutes(app, composition);
  registerDocs(app);
  for (const plugin of composition.plugins) await app.register(async (scope) => plugin(scope));
  await passMediaOn(app, composition.mediaUrl);
  await serveWeb(app, composition.webFolder);
  return app;
}
