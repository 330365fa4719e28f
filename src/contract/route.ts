import type { z } from 'zod';
import type { StaffRole } from '../core/access/caller.ts';

/** Who may call a route. `station` is an enrolled station with nobody signed in, `resident` a person signed in at one. */
export type RouteAccess = 'anyone' | 'visitor' | 'staff' | 'station' | 'resident';

/**
 * One row of the route table. Its key is `METHOD /path/:param`; server and web take their types from it, the OpenAPI page its texts, and
 * the permission test its columns.
 */
export interface Route {
  readonly access: RouteAccess;
  /** For `staff`: any of these roles. */
  readonly roles?: readonly StaffRole[];
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
  /** Status of success; 200 when absent. */
  readonly ok?: 200 | 201 | 202 | 204;
  /** Creates or pays: an `idempotency-key` header makes a repeated call answer like the first. */
  readonly idempotent?: true;
}
