import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { RouteOutput } from '../../src/contract/routes.ts';

export type Me = RouteOutput<'GET /api/staff/me'>;
export type Role = Me['roles'][number];

export const SignedIn = createContext<Me | null>(null);

/** Who is signed in. Only below the gate of `StaffApp`. */
export function useMe(): Me {
  const me = useContext(SignedIn);
  if (!me) throw new Error('useMe needs somebody signed in');
  return me;
}

/** Whether one of these roles is held: what a page offers is only the picture of what the server allows. */
export function holds(me: Me, ...roles: readonly Role[]): boolean {
  return roles.some((role) => me.roles.includes(role));
}
