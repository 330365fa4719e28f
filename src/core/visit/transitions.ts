import type { VisitCommand } from './visit-commands.ts';
import type { VisitStatus } from './visit-status.ts';

export type VisitCommandType = VisitCommand['type'];

/** Before the first event there is no visit. */
export type StatusOrNone = VisitStatus | 'none';

/**
 * Which command is heard in which status, and in which statuses it may leave the visit. decideVisit refuses everything that is not here
 * with `not-in-this-status`; docs/visit-life.md is printed from it.
 */
export const visitTransitions: Readonly<Record<StatusOrNone, Readonly<Partial<Record<VisitCommandType, readonly VisitStatus[]>>>>> = {
  none: { hold: ['held'] },
  held: { 'lengthen-hold': ['held'], request: ['requested', 'confirmed'], withdraw: ['withdrawn'], lapse: ['expired'] },
  requested: { confirm: ['confirmed'], deny: ['denied'], revise: ['revised'], withdraw: ['withdrawn'], lapse: ['expired'] },
  revised: {
    revise: ['revised'],
    'accept-revision': ['confirmed'],
    'decline-revision': ['expired'],
    deny: ['denied'],
    withdraw: ['withdrawn'],
    lapse: ['expired'],
  },
  confirmed: { open: ['joinable'], cancel: ['cancelled'], 'record-no-show': ['no-show', 'ended'] },
  joinable: { 'start-call': ['in-call'], cancel: ['cancelled'], end: ['ended'], 'record-no-show': ['no-show', 'ended'] },
  'in-call': { end: ['ended'] },
  ended: {},
  denied: {},
  withdrawn: { withdraw: ['withdrawn'] },
  expired: {},
  cancelled: { cancel: ['cancelled'] },
  'no-show': {},
};
