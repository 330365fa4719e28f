import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import type { Authorizations } from './authorizations.ts';
import type { Journal } from './journal.ts';
import type { AuthorizationRecord, CardRecord, SetupSession } from './records.ts';
import type { SetupSessions } from './setup-sessions.ts';
import type { WebhookSender } from './webhook-sender.ts';

export interface ApiParts {
  apiKey: string;
  /** Where browsers find the hosted pages. */
  publicUrl: string;
  journal: Journal;
  sessions: SetupSessions;
  authorizations: Authorizations;
  webhooks: WebhookSender;
}

const reference = z.string().min(1).max(200);
const webAddress = z.url({ protocol: /^https?$/ }).max(2_000);
const amountCents = z.int().min(1).max(99_999_999);
const setupWish = z.strictObject({
  reference,
  customerReference: reference,
  successUrl: webAddress,
  cancelUrl: webAddress,
  language: z.enum(['en', 'es']).optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});
const authorizationWish = z.strictObject({
  cardToken: z.string(),
  amountCents,
  currency: z.literal('usd'),
  reference,
  returnUrl: webAddress.optional(),
});
const mischief = z.strictObject({
  delayMilliseconds: z.int().min(0).max(600_000).default(0),
  duplicate: z.boolean().default(false),
  drop: z.boolean().default(false),
  shuffle: z.boolean().default(false),
});
const withId = z.object({ id: z.string().max(100) });

/** The API of the processor, for holders of its key. */
export function addApiRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { sessions, authorizations, webhooks, publicUrl } = parts;
  app.register(async (api) => {
    api.addHook('onRequest', async (request) => requireKey(request, parts.apiKey));
    const post = <T>(path: string, body: z.ZodType<T>, answer: (wish: T, id: string) => unknown): void => {
      api.post(path, async (request, reply) => {
        const id = withId.safeParse(request.params).data?.id ?? '';
        return once(parts.journal, request, reply, () => answer(understood(body, request.body ?? {}), id));
      });
    };
    const nothing = z.strictObject({});
    const amount = z.strictObject({ amountCents });
    const idOf = (request: FastifyRequest): string => withId.parse(request.params).id;
    const showAuthorization = (one: AuthorizationRecord): unknown => authorizationView(one, publicUrl);
    const showSession = (one: SetupSession): unknown => sessionView(one, parts.journal, publicUrl);

    post('/v1/setup-sessions', setupWish, (wish) => showSession(sessions.open(wish)));
    post('/v1/setup-sessions/:id/expire', nothing, (_, id) => showSession(sessions.expire(id)));
    api.get('/v1/setup-sessions/:id', async (request) => showSession(sessions.read(idOf(request))));

    post('/v1/authorizations', authorizationWish, (wish) => showAuthorization(authorizations.authorize(wish)));
    api.get('/v1/authorizations/:id', async (request) => showAuthorization(authorizations.read(idOf(request))));
    post('/v1/authorizations/:id/capture', amount, (wish, id) => showAuthorization(authorizations.capture(id, wish.amountCents)));
    post('/v1/authorizations/:id/release', nothing, (_, id) => showAuthorization(authorizations.release(id)));
    post('/v1/refunds', amount.extend({ authorizationId: z.string() }), (wish) =>
      showAuthorization(authorizations.refund(wish.authorizationId, wish.amountCents)),
    );

    api.get('/v1/cards/:id', async (request) => cardView(authorizations.readCard(idOf(request))));
    api.delete('/v1/cards/:id', async (request, reply) => {
      authorizations.deleteCard(idOf(request));
      return reply.code(204).send();
    });

    api.post('/v1/test/webhooks', async (request) => {
      webhooks.mischief = understood(mischief, request.body ?? {});
      return webhooks.mischief;
    });
  });
}

function requireKey(request: FastifyRequest, apiKey: string): void {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${apiKey}`)))
    throw new ApiError('unauthorized', 'the API key is missing or wrong');
}

/** The same idempotency key gets the same answer, refusals included; the same key with another wish is a mistake of the caller. */
function once(journal: Journal, request: FastifyRequest, reply: FastifyReply, work: () => unknown): FastifyReply {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return reply.send(work());
  const wish = createHash('sha256')
    .update(`${request.url} ${JSON.stringify(request.body ?? {})}`)
    .digest('hex');
  const kept = journal.get('answer', key);
  if (kept && kept.wish !== wish) throw new ApiError('idempotency-conflict', 'this idempotency key was used for another request');
  if (kept) return reply.code(kept.status).send(kept.body);
  const { status, body } = answered(work);
  journal.put('answer', key, { id: key, wish, status, body });
  return reply.code(status).send(body);
}

/** A request that could not be understood leaves no trace: it may be mended and sent with the same key. */
function answered(work: () => unknown): { status: number; body: unknown } {
  try {
    return { status: 200, body: work() };
  } catch (error) {
    if (!(error instanceof ApiError) || error.code === 'bad-request') throw error;
    return { status: error.status, body: { error: { code: error.code, message: error.message } } };
  }
}

function understood<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ApiError('bad-request', `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not understood'}`);
}

function sessionView(session: SetupSession, journal: Journal, publicUrl: string): unknown {
  const { id, status, reference, expiresAt, cardToken } = session;
  const card = cardToken ? journal.get('card', cardToken) : undefined;
  return { id, url: `${publicUrl}/pay/${id}`, status, reference, expiresAt, ...(card ? { card: cardView(card) } : {}) };
}

function authorizationView(authorization: AuthorizationRecord, publicUrl: string): unknown {
  const { id, status, amountCents, capturedCents, refundedCents, reference, declineCode } = authorization;
  const extra = {
    ...(declineCode ? { declineCode } : {}),
    ...(status === 'needs-action' ? { actionUrl: `${publicUrl}/approve/${id}` } : {}),
  };
  return { id, status, amountCents, capturedCents, refundedCents, reference, ...extra };
}

function cardView({ token, brand, last4, expMonth, expYear }: CardRecord): unknown {
  return { token, brand, last4, expMonth, expYear };
}
