import type { Call } from '../core/call/call.ts';
import type { CallEvent, CallSide } from '../core/call/call-events.ts';
import type { Policy } from '../core/facility/policy.ts';
import type { AgencyId, FacilityId, ResidentId, StationId, VisitId, VisitorId } from '../core/shared/ids.ts';
import type { Interval } from '../core/shared/interval.ts';
import type { Temporal } from '../core/shared/time.ts';
import type { VisitStatus } from '../core/visit/visit-status.ts';
import type { MovementState } from './visit-store.ts';

export interface StoredCall {
  readonly call: Call;
  readonly roomName: string;
  /** When the latest look was taken that `noteLooks` was told of; null when there was none yet. */
  readonly lookedAt: Temporal.Instant | null;
}

/** A call that is not ended, with the status of its visit: a visit that was cancelled takes its call along. */
export interface OpenCall extends StoredCall {
  readonly visitStatus: VisitStatus;
}

/** The visit around a call: who, where, when, and the policy in force. */
export interface CallSetting {
  readonly visitId: VisitId;
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly stationId: StationId;
  readonly booked: Interval;
  readonly visitor: { readonly id: VisitorId; readonly name: string };
  readonly resident: { readonly id: ResidentId; readonly name: string };
  /** The newest version in force at the instant that was asked for. */
  readonly policy: Policy;
  /** What the unit officer marked last; null when nothing was. */
  readonly movement: MovementState | null;
}

/** One person's agreement to one version of the text about recording. */
export interface Consent {
  readonly visitId: VisitId;
  readonly personId: VisitorId | ResidentId;
  readonly side: CallSide;
  readonly textVersion: string;
  readonly language: string;
  readonly at: Temporal.Instant;
}

/** Calls, their events and what both sides agreed to, inside one transaction. */
export interface CallStore {
  create(call: Call, roomName: string): Promise<void>;
  lock(visitId: VisitId): Promise<StoredCall | null>;
  find(visitId: VisitId): Promise<StoredCall | null>;
  byRoom(roomName: string): Promise<StoredCall | null>;
  /** Calls that are not ended: what a starting process must take up again. */
  open(): Promise<readonly OpenCall[]>;
  /** One of them; null when it is ended. */
  openOne(visitId: VisitId): Promise<OpenCall | null>;
  /** Stores the state with its events and tells live pages once the transaction commits. Throws CallChanged when somebody else was faster. */
  save(call: Call, events: readonly CallEvent[]): Promise<void>;
  /** Keeps when each of these calls was last looked at; one that is being saved this moment is passed over. */
  noteLooks(looks: ReadonlyMap<VisitId, Temporal.Instant>): Promise<void>;
  events(visitId: VisitId): Promise<readonly CallEvent[]>;
  /** Null when there is no such visit or its facility has no policy yet. */
  setting(visitId: VisitId, now: Temporal.Instant): Promise<CallSetting | null>;
  /** The text about recording in this language, else in English; null when the version is unknown. */
  consentText(version: string, language: string): Promise<{ readonly language: string; readonly body: string } | null>;
  consents(visitId: VisitId): Promise<readonly Consent[]>;
  /** Agreeing twice to one text is one agreement. */
  addConsent(consent: Consent): Promise<void>;
}

/** The call was saved by somebody else since this transaction read it. */
export class CallChanged extends Error {
  constructor() {
    super('call-changed');
    this.name = 'CallChanged';
  }
}
