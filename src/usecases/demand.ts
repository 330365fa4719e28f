import type { Caller } from '../core/access/caller.ts';
import { type Act, type CallerFor, permit } from '../core/access/permissions.ts';
import { Refusal } from './refusal.ts';

/**
 * First line of every use case: the caller, narrowed to who may do this.
 * @throws Refusal `not-signed-in` or `not-allowed`
 */
export function demand<const Name extends Act>(caller: Caller, act: Name): CallerFor<Name> {
  const permitted = permit(caller, act);
  if (!permitted.ok) throw new Refusal(permitted.refusal);
  return permitted.value;
}
