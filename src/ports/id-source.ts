import type { Id } from '../core/shared/ids.ts';

/** Makes ids: 26 lower-case characters, time-ordered, unguessable (at least 80 random bits). */
export interface IdSource {
  next<Prefix extends string>(prefix: Prefix): Id<Prefix>;
}
