import { randomBytes } from 'node:crypto';
import type { Id } from '../../../core/shared/ids.ts';

/** An id for built rows: 26 lower-case hexadecimal characters. */
export function newId<Prefix extends string>(prefix: Prefix): Id<Prefix> {
  return `${prefix}_${randomBytes(13).toString('hex')}`;
}
