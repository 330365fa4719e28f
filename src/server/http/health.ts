import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Composition } from './composition.ts';
import { notFound } from './problems.ts';

/**
 * `/healthz`: the process runs. `/readyz`: it can serve, i.e. the database answers and has the newest schema. `/metrics`: for
 * whoever shows METRICS_TOKEN. Where a request comes from proves nothing here: behind a reverse proxy all of them come from this machine.
 */
export async function registerHealth(
  app: FastifyInstance,
  parts: Pick<Composition, 'checkReady' | 'metricsToken' | 'metrics'>,
): Promise<void> {
  const registry = new Registry();
  for (const metric of parts.metrics ?? []) registry.registerMetric(metric);
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'openvisit_http_request_duration_seconds',
    help: 'Time from request to the end of the answer, in seconds',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
  });
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'up' }));
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    try {
      await parts.checkReady();
      return { status: 'ready' };
    } catch (error) {
      request.log.warn({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'not ready' });
    }
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!shows(parts.metricsToken, request.headers.authorization)) return notFound(request, reply);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function shows(token: string | null, authorization: string | undefined): boolean {
  if (token === null) return false;
  // Digests are of one length and their comparison takes one time, whatever was sent.
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(`Bearer ${token}`), digest(authorization ?? ''));
}
