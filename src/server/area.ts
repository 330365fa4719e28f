import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Tables } from '../adapters/postgres/tables.ts';
import type { RouteKey } from '../contract/routes.ts';
import type { Clock } from '../ports/clock.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { Settings } from '../settings/settings.ts';
import type { Callers } from './http/composition.ts';
import type { Handlers } from './http/handlers.ts';

/** What every area of the server is built on. */
export interface Foundations {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly pool: Pool;
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly work: UnitOfWork;
  /** Finds callers for files and streams outside the route table; see http/find-caller.ts. */
  readonly callers: Callers;
}

/** One area of the server: its routes, what it serves outside the table, and what runs beside requests. */
export interface Area<Keys extends RouteKey> {
  readonly handlers: Handlers<Keys>;
  /** Files and streams outside the route table. */
  readonly plugins: readonly ((app: FastifyInstance) => Promise<void> | void)[];
  /** Starts jobs, timers and listeners; called once the schema is the newest. */
  start(): Promise<void>;
  /** Stops them; idempotent. */
  close(): Promise<void>;
}
