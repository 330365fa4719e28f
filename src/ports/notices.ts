import type { VisitId } from '../core/shared/ids.ts';
import type { Temporal } from '../core/shared/time.ts';
import type { SaidMail } from './queued-mail.ts';
import type { VisitSheet } from './visit-sheets.ts';

export const noticeKinds = [
  'confirmed',
  'denied',
  'revised',
  'cancelled',
  'ended',
  'payment-failed',
  'payment-approval',
  'expired',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Mails to the lead visitor about a visit, written to the outbox in the transaction of the change and sent after it commits. */
export interface Notices {
  queue(visitId: VisitId, kind: NoticeKind): Promise<void>;
  /** A mail about the account itself: verification, reset. */
  queueAccountMail(mail: { readonly to: string; readonly subject: string; readonly text: string; readonly html: string }): Promise<void>;
}

/** Says what the mail of a notice says, in the visitor's language; null when there is nobody to write to. */
export type ComposeMail = (sheet: VisitSheet, kind: NoticeKind, now: Temporal.Instant) => SaidMail | null;
