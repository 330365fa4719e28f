import type { NoticeKind } from '../../../ports/notices.ts';

/** What a mail's sentences are filled with; already in the reader's language and time zone. */
export interface MailFacts {
  readonly visitor: string;
  readonly resident: string;
  readonly facility: string;
  /** `Saturday, December 5, 2026, 10:00 AM CST` */
  readonly when: string;
  /** What staff offer instead, while they do. */
  readonly offered: OfferFacts | null;
  readonly lapses: string;
  readonly minutes: number;
  readonly total: string;
  readonly captured: string;
  readonly released: string;
  readonly mendBy: string;
  /** Why, as a sentence; empty when there is nothing to say. */
  readonly reason: string;
  readonly note: string;
  readonly isFree: boolean;
}

/** An offer in the same words as what was asked for, and in what it differs from that. */
export interface OfferFacts extends Pick<MailFacts, 'when' | 'minutes' | 'total' | 'isFree'> {
  readonly hasOtherStart: boolean;
  readonly hasOtherLength: boolean;
  readonly hasOtherPrice: boolean;
}

/** Whether an offer keeps the time that was asked for and changes its length alone. */
export function isLengthAlone({ offered }: MailFacts): boolean {
  return offered?.hasOtherLength === true && !offered.hasOtherStart;
}

/** One mail's words: a subject and paragraphs; an empty paragraph is left out. */
export interface MailWords {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** The words of one language. */
export interface MailLanguage {
  readonly locale: string;
  readonly greeting: (visitor: string) => string;
  /** The line before the address of the visit's page. */
  readonly link: string;
  readonly closing: string;
  /** The entry in the visitor's calendar. */
  readonly calendar: {
    readonly summary: (resident: string) => string;
    readonly description: (facility: string, address: string) => string;
  };
  readonly reasons: Readonly<Record<string, string>>;
  readonly notices: Readonly<Record<NoticeKind, (facts: MailFacts) => MailWords>>;
}
