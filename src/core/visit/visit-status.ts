/** Where a visit is (L). Why it got there is `VisitReason`, how it went is `VisitOutcome`. */
export const visitStatuses = [
  'held',
  'requested',
  'revised',
  'confirmed',
  'joinable',
  'in-call',
  'ended',
  'denied',
  'withdrawn',
  'expired',
  'cancelled',
  'no-show',
] as const;
export type VisitStatus = (typeof visitStatuses)[number];

/** Statuses from which nothing follows any more; their claims are released. */
export const finalVisitStatuses = [
  'ended',
  'denied',
  'withdrawn',
  'expired',
  'cancelled',
  'no-show',
] as const satisfies readonly VisitStatus[];

/** Whether nothing follows from this status any more. */
export function isFinal(status: VisitStatus): boolean {
  return (finalVisitStatuses as readonly VisitStatus[]).includes(status);
}

/** How a visit that was due went (L8). */
export const visitOutcomes = [
  'completed',
  'ended-early-by-visitor',
  'ended-early-by-resident',
  'ended-early-by-staff',
  'ended-early-technical',
  'no-show-visitor',
  'no-show-resident',
  'no-show-facility',
] as const;
export type VisitOutcome = (typeof visitOutcomes)[number];
