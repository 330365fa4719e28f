import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Composition } from './composition.ts';
import { notFound } from './problems.ts';

const loopback = /^(::1|(::ffff:)?127\.)/;

/**
 * `/healthz`: the process runs. `/readyz`: it can serve, i.e. the database answers and has the newest schema. `/metrics`: for Prometheus on
 * this machine only; what a reverse proxy passes on comes from elsewhere and finds nothing.
 */
export async function registerHealth(app: FastifyInstance, parts: Pick<Composition, 'checkReady'>): Promise<void> {
  const registry = new Registry();
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
    if (!isDirectFromHere(request)) return notFound(request, reply);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function isDirectFromHere(request: FastifyRequest): boolean {
  const passedOn = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !passedOn && loopback.test(request.socket.remoteAddress ?? '');
}
