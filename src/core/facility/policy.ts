import type { VisitType } from './visit-type.ts';

/** Who asks: notice windows differ for each. */
export const bookingActors = ['visitor', 'staff'] as const;
export type BookingActor = (typeof bookingActors)[number];

/** The row of one visit type. A type without a row, or with `offered: false`, is visibly closed. */
export interface VisitTypePolicy {
  readonly offered: boolean;
  /** Why it is closed, as a code that screens translate; null when it is offered. */
  readonly closedReason: 'needs-unrecorded-calls' | 'facility-choice' | null;
  /** Minutes between asking and the start, at least. */
  readonly minimumNoticeMinutes: Readonly<Record<BookingActor, number>>;
  /** Days ahead of today, at most, counted in facility-local dates. */
  readonly maximumNoticeDays: Readonly<Record<BookingActor, number>>;
  /** Lengths that may be asked for, ascending; empty means the whole visiting period (W7). */
  readonly lengthsMinutes: readonly number[];
  /** L1: without a finding the request is confirmed at once. */
  readonly confirmsAutomatically: boolean;
}

/** F5: how many visits or minutes one resident or one visitor may have in a facility-local period. */
export interface AllowancePolicy {
  readonly whose: 'resident' | 'visitor';
  readonly per: 'week' | 'month';
  readonly unit: 'visits' | 'minutes';
  readonly most: number;
  readonly exemptVisitTypes: readonly VisitType[];
}

/** A facility's versioned rule set. Every number a rule compares with stands here, never in code. */
export interface Policy {
  readonly version: number;
  readonly visitTypes: Readonly<Partial<Record<VisitType, VisitTypePolicy>>>;
  readonly allowances: readonly AllowancePolicy[];
  /** 1 = Monday … 7 = Sunday, as ISO 8601; the day on which a week begins (default 7). */
  readonly weekStartsOn: number;
  readonly adultAge: number;
  readonly mostPeople: number;
  readonly mostAdults: number;
  readonly mostChildren: number;
  /** C2: life of a hold and of its one lengthening. */
  readonly holdMinutes: number;
  /** C1: minutes around a visit in which the resident is on the way. */
  readonly movementMinutes: number;
  /** V1: the waiting room opens so many minutes before the start. */
  readonly waitingRoomMinutes: number;
  /** L8: minutes after the start until an absent side makes a no-show. */
  readonly noShowMinutes: number;
  /** V3: seconds before the end at which both sides are warned, descending. */
  readonly warningsSeconds: readonly number[];
  /** V4: seconds without working media before a call counts as interrupted. */
  readonly interruptionGraceSeconds: number;
  /** L2: hours a visitor has to answer a revision (never beyond the offered start). */
  readonly revisionAnswerHours: number;
  /** L3: an unanswered request expires so many minutes before its start. */
  readonly requestExpiresMinutesBefore: number;
  /** M2: a card is authorized when confirmed, or so many days before the visit, whichever is later. */
  readonly authorizeDaysBefore: number;
  /** Minutes a visitor has to mend a failed authorization (never beyond the opening of the waiting room). */
  readonly mendPaymentMinutes: number;
  /** Version of the consent text that both sides must accept before media flows. */
  readonly consentVersion: string;
  /** R1: days a recording is kept; a legal hold stops deletion. */
  readonly recordingRetentionDays: number;
}
