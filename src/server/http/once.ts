import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/access/caller.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdempotencyStore, StoredAnswer } from '../../ports/idempotency-store.ts';
import { Refusal } from '../../usecases/refusal.ts';
import type { KeptAnswers } from './kept-answer.ts';

/** How long a doubled request waits for the first one before it is told to try again. */
const PATIENCE_MILLISECONDS = 8_000;
const LOOK_EVERY_MILLISECONDS = 60;
const LONGEST_KEY = 100;

interface OnceParts {
  readonly store: IdempotencyStore;
  readonly kept: KeptAnswers;
  readonly clock: Clock;
}

/**
 * Carries out `work` once for each `idempotency-key` of this caller on this route; a repeated request gets the first answer. Refusals are
 * not remembered: they changed nothing. Without the header the work is simply done.
 * @throws Refusal `idempotency-key-reused` for a key that came with other content, `conflict` when the first request does not come to an end
 */
export async function once(
  parts: OnceParts,
  request: FastifyRequest,
  caller: Caller,
  work: () => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return work();
  if (typeof key !== 'string' || key.length === 0 || key.length > LONGEST_KEY)
    throw new Refusal('bad-input', { detail: { header: 'idempotency-key', longest: LONGEST_KEY } });
  const scope = `${callerScope(caller)} ${request.method} ${request.routeOptions.url ?? request.url}`;
  const hash = parts.kept.hashOf([request.url, request.body ?? null]);
  const waitUntil = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const claimed = await parts.store.claim(scope, key, hash, parts.clock.now());
    if (claimed.outcome === 'ours') return carryOut(parts, request, scope, key, work);
    if (claimed.outcome === 'answered') return { ...claimed.answer, body: parts.kept.open(String(claimed.answer.body)) };
    if (claimed.outcome === 'reused') throw new Refusal('idempotency-key-reused');
    if (performance.now() > waitUntil) throw new Refusal('conflict');
    await pause(LOOK_EVERY_MILLISECONDS);
  }
}

async function carryOut(
  { store, kept }: OnceParts,
  request: FastifyRequest,
  scope: string,
  key: string,
  work: () => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const answer = await work().catch(async (error: unknown) => {
    await store.forget(scope, key);
    throw error;
  });
  try {
    await store.keep(scope, key, { ...answer, body: kept.seal(answer.body) });
  } catch (err) {
    // It is done: with an error instead of its answer, or a key that is free again, it would be done once more.
    request.log.error({ err }, 'the answer for a repeated request could not be kept');
  }
  return answer;
}

function callerScope(caller: Caller): string {
  switch (caller.kind) {
    case 'visitor':
      return caller.visitorId;
    case 'staff':
      return caller.staffId;
    case 'station':
      return caller.stationId;
    case 'resident':
      return `${caller.residentId}@${caller.stationId}`;
    case 'system':
    case 'anyone':
      return caller.kind;
  }
}
