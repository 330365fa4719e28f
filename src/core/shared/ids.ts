/**
 * Branded identifiers. Every id is a prefix that names its kind, an underscore, and 26 characters of a time-ordered random part,
 * so that a visit's id can never be passed where a resident's is wanted and a log line says what it speaks of.
 */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

export type AgencyId = Id<'agy'>;
export type FacilityId = Id<'fac'>;
export type HousingUnitId = Id<'unt'>;
export type StationId = Id<'sta'>;
export type ResidentId = Id<'res'>;
export type VisitorId = Id<'vis'>;
export type StaffId = Id<'stf'>;
export type ConnectionId = Id<'con'>;
export type RestrictionId = Id<'rst'>;
export type TimetableEntryId = Id<'tte'>;
export type OneOffPeriodId = Id<'oop'>;
export type VisitId = Id<'vst'>;
export type RecordingId = Id<'rec'>;
export type TransactionId = Id<'txn'>;

/** True when `text` is an id with this prefix; the random part is 16 to 40 lower-case letters and digits. */
export function isId<Prefix extends string>(prefix: Prefix, text: string): text is Id<Prefix> {
  return text.startsWith(`${prefix}_`) && /^[0-9a-z]{16,40}$/.test(text.slice(prefix.length + 1));
}
