import { z } from 'zod';
import { Temporal } from '../../core/shared/time.ts';
import { type Authorization, type CardSetupState, type PaymentGateway, PaymentRefused } from '../../ports/payment-gateway.ts';
import { callProcessor } from './sandbox-client.ts';
import { readEvent } from './webhook-event.ts';
import { checkSignature } from './webhook-signature.ts';

export interface SandboxGatewayOptions {
  /** `settings.payments.sandboxUrl` */
  url: string;
  apiKey: string;
  webhookSecret: string;
}

const card = z.object({ token: z.string(), brand: z.string(), last4: z.string(), expMonth: z.int(), expYear: z.int() });
const session = z.object({ id: z.string(), url: z.string(), status: z.enum(['open', 'complete', 'expired']), card: card.optional() });
const authorization = z.object({
  id: z.string(),
  status: z.enum(['authorized', 'declined', 'needs-action', 'captured', 'released']),
  declineCode: z.string().optional(),
  actionUrl: z.string().optional(),
});
const anything = z.unknown();

/** The processor's shortest life of a page, and a little for the way there. */
const shortestSetup = Temporal.Duration.from({ minutes: 30, seconds: 30 });

/** The sandbox card processor behind our port. */
export function createSandboxGateway({ url, apiKey, webhookSecret }: SandboxGatewayOptions): PaymentGateway {
  const get = <T>(path: string, answer: z.ZodType<T>): Promise<T> => callProcessor(url, apiKey, { method: 'GET', path }, answer);
  const post = <T>(path: string, body: unknown, answer: z.ZodType<T>, idempotencyKey?: string): Promise<T> =>
    callProcessor(url, apiKey, { method: 'POST', path, body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) }, answer);
  const part = (id: string): string => encodeURIComponent(id);

  return {
    takesCards: true,
    async openCardSetup({ payerReference, expiresAt, language, ...wish }, idempotencyKey) {
      const { id, url: page } = await post(
        '/v1/setup-sessions',
        { ...wish, customerReference: payerReference, ...(language ? { language } : {}), ...acceptableExpiry(expiresAt) },
        session,
        idempotencyKey,
      );
      return { id, url: page };
    },
    async expireCardSetup(setupId) {
      return setupState(await post(`/v1/setup-sessions/${part(setupId)}/expire`, {}, session));
    },
    async readCardSetup(setupId) {
      return setupState(await get(`/v1/setup-sessions/${part(setupId)}`, session));
    },
    async authorize(wish, idempotencyKey) {
      return authorizationState(await post('/v1/authorizations', { ...wish, currency: 'usd' }, authorization, idempotencyKey));
    },
    async readAuthorization(authorizationId) {
      return authorizationState(await get(`/v1/authorizations/${part(authorizationId)}`, authorization));
    },
    async capture(authorizationId, amountCents, idempotencyKey) {
      await post(`/v1/authorizations/${part(authorizationId)}/capture`, { amountCents }, anything, idempotencyKey);
    },
    async release(authorizationId, idempotencyKey) {
      await post(`/v1/authorizations/${part(authorizationId)}/release`, {}, anything, idempotencyKey);
    },
    async refund(authorizationId, amountCents, idempotencyKey) {
      await post('/v1/refunds', { authorizationId, amountCents }, anything, idempotencyKey);
    },
    async forgetCard(cardToken) {
      try {
        await callProcessor(url, apiKey, { method: 'DELETE', path: `/v1/cards/${part(cardToken)}` }, anything);
      } catch (error) {
        if (!(error instanceof PaymentRefused && error.code === 'not-found')) throw error;
      }
    },
    verifyWebhook(rawBody, headers, now) {
      const checked = checkSignature(rawBody, headers['x-openvisit-signature'], webhookSecret, now.epochMilliseconds);
      return checked.ok ? readEvent(rawBody) : checked;
    },
  };
}

/** Lifting to “30 minutes from now” instead would change with every repeated call, and the idempotency key with it would be refused. */
function acceptableExpiry(wished: Temporal.Instant | null): { expiresAt?: string } {
  if (!wished || Temporal.Instant.compare(wished, Temporal.Now.instant().add(shortestSetup)) < 0) return {};
  return { expiresAt: wished.toString() };
}

function setupState({ status, card: saved }: z.infer<typeof session>): CardSetupState {
  if (status !== 'complete') return { status };
  if (!saved) throw new PaymentRefused('bad-request', 'a complete setup without a card');
  return { status, card: saved };
}

/** A hold that was captured was authorized; our own records say what became of it. */
function authorizationState({ id, status, declineCode, actionUrl }: z.infer<typeof authorization>): Authorization {
  if (status === 'declined') return { status, id, declineCode: declineCode ?? 'unknown' };
  if (status === 'needs-action') return { status, id, actionUrl: actionUrl ?? '' };
  return { status: status === 'released' ? 'released' : 'authorized', id };
}
