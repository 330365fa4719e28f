import type { z } from 'zod';
import type { Route } from './route.ts';
import { publicRoutes } from './routes-public.ts';
import { staffRoutes } from './routes-staff.ts';
import { staffPasswordRoutes } from './routes-staff-password.ts';
import { stationRoutes } from './routes-station.ts';
import { visitorRoutes } from './routes-visitor.ts';

/** Version of the wire; it grows when an answer changes in a way that an old page cannot read. */
export const WIRE_VERSION = 1;

/** The whole table. Server plugins, the OpenAPI page and the permission test walk it; the web takes only its types, so that it weighs nothing there. */
export const routes = { ...publicRoutes, ...visitorRoutes, ...staffPasswordRoutes, ...staffRoutes, ...stationRoutes } as const;

export type Routes = typeof routes;
export type RouteKey = keyof Routes;

type Part<Key extends RouteKey, Name extends keyof Route> = Routes[Key] extends Record<Name, z.ZodType> ? Routes[Key][Name] : never;
type Input<Key extends RouteKey, Name extends 'params' | 'query' | 'body'> = [Part<Key, Name>] extends [never]
  ? undefined
  : z.input<Part<Key, Name>>;

/** What a caller of a route sends. */
export interface RouteInput<Key extends RouteKey> {
  readonly params: Input<Key, 'params'>;
  readonly query: Input<Key, 'query'>;
  readonly body: Input<Key, 'body'>;
}
/** What it answers. */
export type RouteOutput<Key extends RouteKey> = z.output<Routes[Key]['response']>;
/** What its handler is given after validation. */
export interface RouteRequest<Key extends RouteKey> {
  readonly params: [Part<Key, 'params'>] extends [never] ? undefined : z.output<Part<Key, 'params'>>;
  readonly query: [Part<Key, 'query'>] extends [never] ? undefined : z.output<Part<Key, 'query'>>;
  readonly body: [Part<Key, 'body'>] extends [never] ? undefined : z.output<Part<Key, 'body'>>;
}
