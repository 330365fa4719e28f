/** Why staff deny a request. Coded, so that they can be shown in the reader's language and counted. */
export const denialReasons = ['identity-unclear', 'resident-unavailable', 'facility-schedule', 'rules-not-met', 'safety', 'other'] as const;
export type DenialReason = (typeof denialReasons)[number];

/** Why staff offer another slot. Families are never told of an appointment: it may be a court or medical matter. */
export const revisionReasons = ['facility-schedule', 'resident-appointment', 'station-unavailable', 'staffing', 'other'] as const;
export type RevisionReason = (typeof revisionReasons)[number];

/** Why a visit was cancelled (L4). `payment-not-mended` and `rules-changed` are the system's. */
export const cancellationReasons = [
  'visitor-changed-plans',
  'visitor-unwell',
  'resident-declined',
  'resident-unavailable',
  'facility-schedule',
  'station-unavailable',
  'safety',
  'payment-not-mended',
  'rules-changed',
  'other',
] as const;
export type CancellationReason = (typeof cancellationReasons)[number];

/** Why a visit expired by itself. */
export const expiryReasons = [
  'hold-lapsed',
  'not-answered-in-time',
  'revision-lapsed',
  'revision-declined',
  'card-setup-abandoned',
] as const;
export type ExpiryReason = (typeof expiryReasons)[number];

export type VisitReason = DenialReason | RevisionReason | CancellationReason | ExpiryReason;
