import type { Problem } from '../../src/contract/problem.ts';
import type { RouteInput, RouteKey, RouteOutput } from '../../src/contract/routes.ts';
import { forgetKey, keyFor } from './idempotency.ts';
import { ApiProblem } from './problem.ts';
import { learnServerClock } from './server-clock.ts';
import { noteSignedOut } from './signed-out.ts';

type Given<Key extends RouteKey> = {
  readonly [Name in keyof RouteInput<Key> as RouteInput<Key>[Name] extends undefined ? never : Name]: RouteInput<Key>[Name];
};
interface Extras {
  /** Only to repeat a call of an earlier page; otherwise one is made and kept until the call is answered. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}
type Arguments<Key extends RouteKey> = keyof Given<Key> extends never ? [input?: Extras] : [input: Given<Key> & Extras];
interface Loose extends Extras {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const patienceMilliseconds = 30_000;

/**
 * Calls one route of the table, typed by it: `api('POST /api/visitor/holds', { body })`.
 * @throws ApiProblem when the server refuses, and with the code `offline` when no answer came
 */
export async function api<Key extends RouteKey>(key: Key, ...[input]: Arguments<Key>): Promise<RouteOutput<Key>> {
  const given: Loose = input ?? {};
  const [method = 'GET', pattern = ''] = key.split(' ');
  const address = addressOf(pattern, given);
  const text = given.body === undefined ? undefined : JSON.stringify(given.body);
  const wish = `${method} ${address} ${text ?? ''}`;
  const headers: Record<string, string> = { accept: 'application/json', 'x-openvisit': '1' };
  if (text !== undefined) headers['content-type'] = 'application/json';
  if (method === 'POST') headers['idempotency-key'] = given.idempotencyKey ?? keyFor(wish);

  const response = await send(address, { method, headers, ...(text === undefined ? {} : { body: text }) }, given.signal);
  const date = response.headers.get('date');
  if (date) learnServerClock(date);
  if (response.status < 500) forgetKey(wish);
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === 'not-signed-in') noteSignedOut();
    throw problem;
  }
  try {
    return response.status === 204 ? ({ done: true } as RouteOutput<Key>) : ((await response.json()) as RouteOutput<Key>);
  } catch {
    throw new ApiProblem('offline', 0);
  }
}

function addressOf(pattern: string, { params, query }: Loose): string {
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name] ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function send(address: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
  const patience = new AbortController();
  const stop = (): void => patience.abort();
  const timer = setTimeout(stop, patienceMilliseconds);
  signal?.addEventListener('abort', stop);
  try {
    return await fetch(address, { ...init, credentials: 'same-origin', signal: patience.signal });
  } catch {
    throw new ApiProblem('offline', 0);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  return new ApiProblem(problem.code ?? 'internal', response.status, problem);
}
