import type { Policy } from './policy.ts';

/**
 * What a new facility starts with, in docs/rules.md as "default": cautious, every request decided by a person, and the legal visit type
 * closed, because its privilege cannot be kept yet (V7). An admin changes it later; a change is a new version.
 */
export const defaultPolicy: Omit<Policy, 'version'> = {
  visitTypes: {
    social: {
      offered: true,
      closedReason: null,
      minimumNoticeMinutes: { visitor: 24 * 60, staff: 0 },
      maximumNoticeDays: { visitor: 30, staff: 60 },
      lengthsMinutes: [20, 30],
      confirmsAutomatically: false,
    },
    legal: {
      offered: false,
      closedReason: 'needs-unrecorded-calls',
      minimumNoticeMinutes: { visitor: 60, staff: 0 },
      maximumNoticeDays: { visitor: 30, staff: 60 },
      lengthsMinutes: [30, 60],
      confirmsAutomatically: false,
    },
  },
  allowances: [{ whose: 'resident', per: 'week', unit: 'visits', most: 3, exemptVisitTypes: ['legal', 'clergy'] }],
  weekStartsOn: 7,
  adultAge: 18,
  mostPeople: 4,
  mostAdults: 2,
  mostChildren: 3,
  holdMinutes: 10,
  movementMinutes: 5,
  waitingRoomMinutes: 15,
  noShowMinutes: 10,
  warningsSeconds: [300, 60],
  interruptionGraceSeconds: 3,
  revisionAnswerHours: 24,
  requestExpiresMinutesBefore: 60,
  authorizeDaysBefore: 5,
  mendPaymentMinutes: 24 * 60,
  consentVersion: '2026-1',
  recordingRetentionDays: 90,
};
