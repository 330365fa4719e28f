import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Metric } from 'prom-client';
import type { Routes } from '../../contract/routes.ts';
import type { Caller, ResidentCaller, StaffCaller, StationCaller, VisitorCaller } from '../../core/access/caller.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdempotencyStore } from '../../ports/idempotency-store.ts';
import type { Handlers } from './handlers.ts';
import type { KeptAnswers } from './kept-answer.ts';

/** A caller and the language of the account, when it has one. */
export interface FoundCaller<Kind extends Caller> {
  readonly caller: Kind;
  readonly language: 'en' | 'es' | null;
}

/** Who stands behind the cookies of a request; null when nobody is signed in. */
export interface Callers {
  visitor(request: FastifyRequest): Promise<FoundCaller<VisitorCaller> | null>;
  staff(request: FastifyRequest): Promise<FoundCaller<StaffCaller> | null>;
  station(request: FastifyRequest): Promise<FoundCaller<StationCaller> | null>;
  resident(request: FastifyRequest): Promise<FoundCaller<ResidentCaller> | null>;
}

/** Everything the HTTP server is given. Picked in server/compose.ts; tests may put other parts in. */
export interface Composition {
  readonly mode: 'demo' | 'production';
  /** What people type into their browser, without a trailing slash. */
  readonly publicUrl: string;
  readonly trustProxy: boolean | readonly string[];
  /** Whoever shows it reads /metrics; null: nobody does. */
  readonly metricsToken: string | null;
  /** What is read there besides the metrics of requests and of the process. */
  readonly metrics?: readonly Metric[];
  /** The media engine as we reach it; `/rtc` is passed on to it. */
  readonly mediaUrl: string;
  /** Origins besides ours that a page may open sockets to: a LiveKit server that browsers reach directly. */
  readonly connectSources: readonly string[];
  /** Origins besides ours that a form may lead to: the hosted page of the card processor. */
  readonly formTargets: readonly string[];
  /** Folder of the built web apps. */
  readonly webFolder: string;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly callers: Callers;
  readonly idempotency: IdempotencyStore;
  readonly keptAnswers: KeptAnswers;
  /** `off` is for tests and measurements only; no setting reaches it. */
  readonly rateLimits: 'on' | 'off';
  readonly handlers: Partial<Handlers<keyof Routes>>;
  /** Files and streams outside the route table, demo pages. */
  readonly plugins: readonly ((app: FastifyInstance) => Promise<void> | void)[];
  /** Resolves when the database answers and its schema is the newest; throws otherwise. */
  readonly checkReady: () => Promise<void>;
}
