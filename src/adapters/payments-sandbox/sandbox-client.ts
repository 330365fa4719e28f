import { z } from 'zod';
import { PaymentRefused, PaymentUnavailable } from '../../ports/payment-gateway.ts';

const refusalCodes = [
  'not-found',
  'already-captured',
  'already-released',
  'not-authorized',
  'amount-too-large',
  'idempotency-conflict',
  'bad-request',
] as const;
const refusal = z.object({ error: z.object({ code: z.enum(refusalCodes), message: z.string() }) });

interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: unknown;
  idempotencyKey?: string;
}

/** Longer than any answer of a healthy processor; the job that called tries again. */
const patienceMilliseconds = 10_000;

/**
 * One call of the processor's API.
 * @throws PaymentRefused, PaymentUnavailable
 */
export async function callProcessor<T>(
  url: string,
  apiKey: string,
  { method, path, body, idempotencyKey }: Call,
  answer: z.ZodType<T>,
): Promise<T> {
  const headers = new Headers({ authorization: `Bearer ${apiKey}` });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
  const { status, text } = await exchange(`${url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMilliseconds),
  });
  if (status >= 500 || status === 429)
    throw new PaymentUnavailable(`the card processor answered ${status} to ${method} ${withoutId(path)}`);
  const json: unknown = text === '' ? null : JSON.parse(text);
  if (status < 400) return answer.parse(json);
  const refused = refusal.safeParse(json);
  if (!refused.success)
    throw new PaymentUnavailable(`the card processor answered ${status} to ${method} ${withoutId(path)}; is PAYMENTS_API_KEY right?`);
  throw new PaymentRefused(refused.data.error.code, refused.data.error.message);
}

/** `/v1/cards/…`: what an error says goes into the log, and a card's token is no word for a log. */
function withoutId(path: string): string {
  const [, version, kind, id, ...act] = path.split('/');
  return ['', version, kind, ...(id === undefined ? [] : ['…', ...act])].join('/');
}

/**
 * Tried twice: a kept connection may have been closed by the other side just now. Safe, because every call that changes
 * something carries an idempotency key or can be repeated by its nature.
 */
async function exchange(url: string, request: RequestInit, isSecondTry = false): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, request);
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    if (!isSecondTry && !request.signal?.aborted) return exchange(url, request, true);
    throw new PaymentUnavailable('the card processor cannot be reached', { cause });
  }
}
