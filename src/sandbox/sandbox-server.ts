import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { ApiError } from './api-error.ts';
import { addApiRoutes } from './api-routes.ts';
import { Authorizations } from './authorizations.ts';
import { Journal } from './journal.ts';
import { addPageRoutes, unknownPage } from './page-routes.ts';
import { SetupSessions } from './setup-sessions.ts';
import { WebhookSender } from './webhook-sender.ts';

export interface SandboxOptions {
  /** Folder of its journal, apart from the platform's own data. */
  folder: string;
  apiKey: string;
  /** Where browsers find it. */
  publicUrl: string;
  webhookUrl: string;
  webhookSecret: string;
  log: Logger;
}

const expiryCheckMilliseconds = 5_000;

/** The pretend card processor, ready to listen. Closing it keeps its state for the next start. */
export async function buildSandbox(options: SandboxOptions): Promise<FastifyInstance> {
  const journal = new Journal(path.join(options.folder, 'journal.jsonl'));
  const webhooks = new WebhookSender(journal, options.webhookUrl, options.webhookSecret, options.log);
  const sessions = new SetupSessions(journal, (type, data) => webhooks.send(type, data));
  const authorizations = new Authorizations(journal, (type, data) => webhooks.send(type, data));

  const app = Fastify({ bodyLimit: 64 * 1_024, forceCloseConnections: true });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  });
  app.setErrorHandler((error, request, reply) => {
    const known = error instanceof ApiError ? error : null;
    if (known?.code === 'not-found' && !request.url.startsWith('/v1/')) return unknownPage(request, reply);
    const status = known?.status ?? clientFault(error) ?? 500;
    if (status >= 500) options.log.error({ err: error }, 'request failed');
    const code = known?.code ?? (status < 500 ? 'bad-request' : 'internal');
    return reply
      .code(status)
      .send({ error: { code, message: status < 500 && error instanceof Error ? error.message : 'something broke here' } });
  });
  app.setNotFoundHandler((request, reply) => unknownPage(request, reply));
  app.get('/healthz', async () => ({ ok: true }));
  addPageRoutes(app, sessions, authorizations);
  const { apiKey, publicUrl } = options;
  addApiRoutes(app, { apiKey, publicUrl, journal, sessions, authorizations, webhooks });

  const expiry = setInterval(() => sessions.expireOverdue(), expiryCheckMilliseconds);
  app.addHook('onClose', async () => {
    clearInterval(expiry);
    await webhooks.close();
  });
  webhooks.resume();
  await app.ready();
  return app;
}

/** Fastify's own errors about the request (broken JSON, too long) carry a status. */
function clientFault(error: unknown): number | null {
  const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
