import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RouteKey, RouteOutput, RouteRequest, Routes } from '../../contract/routes.ts';
import type { AnyoneCaller, ResidentCaller, StaffCaller, StationCaller, VisitorCaller } from '../../core/access/caller.ts';

/** The kind of caller that a route's `access` column lets through; the audience's plugin has already found out who it is. */
export type CallerOf<Key extends RouteKey> = {
  readonly anyone: AnyoneCaller;
  readonly visitor: VisitorCaller;
  readonly staff: StaffCaller;
  readonly station: StationCaller;
  readonly resident: ResidentCaller;
}[Routes[Key]['access']];

export interface HandlerContext<Key extends RouteKey> extends RouteRequest<Key> {
  readonly caller: CallerOf<Key>;
  /** From the account, else the accept-language header. */
  readonly language: 'en' | 'es';
  /** For cookies and raw bodies at the doors of sign-in and webhooks; use cases never see them. */
  readonly raw: FastifyRequest;
  readonly reply: FastifyReply;
}

/** One handler: who is calling, one use case, its answer. */
export type Handler<Key extends RouteKey> = (context: HandlerContext<Key>) => Promise<RouteOutput<Key>>;

/** Handlers of a group of routes; together the groups must cover the whole table, else the server does not compile. */
export type Handlers<Keys extends RouteKey> = { readonly [Key in Keys]: Handler<Key> };
