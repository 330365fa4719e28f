import type { CancellationReason } from '../core/visit/reasons.ts';

/** Reasons that people choose from; read by screens at run time, so apart from the schemas. */
export { denialReasons, revisionReasons } from '../core/visit/reasons.ts';

/** Why staff cancel a booked visit. */
export const staffCancellationReasons = [
  'resident-declined',
  'resident-unavailable',
  'facility-schedule',
  'station-unavailable',
  'safety',
  'other',
] as const satisfies readonly CancellationReason[];

/** Why a visitor cancels. */
export const visitorCancellationReasons = [
  'visitor-changed-plans',
  'visitor-unwell',
  'other',
] as const satisfies readonly CancellationReason[];
