import type { SystemCaller } from '../../core/access/caller.ts';

/** The platform acting by itself on a deadline. */
export const onDeadline: SystemCaller = { kind: 'system', channel: 'deadline' };
