import { z } from 'zod';
import { cents } from '../../core/shared/money.ts';
import { ok, type Result, refuse } from '../../core/shared/result.ts';
import { Temporal } from '../../core/shared/time.ts';
import type { PaymentEvent, WebhookRefusal } from '../../ports/payment-gateway.ts';

const reference = z.string();
const authorizationId = z.string();
const amountCents = z.int().min(0);
const setupData = z.object({ setupSessionId: z.string(), reference });
const sumData = z.object({ authorizationId, reference, amountCents });

const head = z.object({ id: z.string().min(1), type: z.string(), createdAt: z.iso.datetime(), data: z.unknown() });
const known = z.discriminatedUnion('type', [
  z.object({ type: z.literal('setup_session.completed'), data: setupData }),
  z.object({ type: z.literal('setup_session.expired'), data: setupData }),
  z.object({ type: z.literal('authorization.succeeded'), data: z.object({ authorizationId, reference }) }),
  z.object({ type: z.literal('authorization.failed'), data: z.object({ authorizationId, reference, declineCode: z.string() }) }),
  z.object({ type: z.literal('capture.succeeded'), data: sumData }),
  z.object({ type: z.literal('refund.succeeded'), data: sumData }),
]);
const knownTypes: ReadonlySet<string> = new Set(known.options.flatMap((option) => [...option.shape.type.values]));

/** Our event for a webhook's body; types we do not know become `other`. */
export function readEvent(rawBody: string): Result<PaymentEvent, WebhookRefusal> {
  const parsed = head.safeParse(parseJson(rawBody));
  if (!parsed.success) return refuse('not-understood');
  const { id, createdAt, type } = parsed.data;
  const common = { id, at: Temporal.Instant.from(createdAt) };
  if (!knownTypes.has(type)) return ok({ ...common, kind: 'other' });
  const event = known.safeParse(parsed.data);
  return event.success ? ok({ ...common, ...translate(event.data) }) : refuse('not-understood');
}

type Body = PaymentEvent extends infer E ? (E extends PaymentEvent ? Omit<E, 'id' | 'at'> : never) : never;

function translate(event: z.infer<typeof known>): Body {
  switch (event.type) {
    case 'setup_session.completed':
    case 'setup_session.expired': {
      const { setupSessionId: setupId, ...rest } = event.data;
      return { kind: event.type === 'setup_session.completed' ? 'card-setup-completed' : 'card-setup-expired', setupId, ...rest };
    }
    case 'authorization.succeeded':
      return { kind: 'authorization-succeeded', ...event.data };
    case 'authorization.failed':
      return { kind: 'authorization-failed', ...event.data };
    case 'capture.succeeded':
    case 'refund.succeeded':
      return {
        kind: event.type === 'capture.succeeded' ? 'captured' : 'refunded',
        ...event.data,
        amountCents: cents(event.data.amountCents),
      };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
