import type { Temporal } from '../../core/shared/time.ts';
import type { Offer } from '../../core/visit/offer.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { ComposeMail } from '../../ports/notices.ts';
import { visitPage } from '../../ports/page-addresses.ts';
import type { SaidMail } from '../../ports/queued-mail.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { calendarEntry } from './calendar-entry.ts';
import { moneyText, wallClock } from './local-texts.ts';
import { mailLanguage } from './mail-texts/mail-language.ts';
import type { MailFacts, MailLanguage, OfferFacts } from './mail-texts/mail-words.ts';

/**
 * Says what mails to lead visitors say: the same words as the page, and where it is; a confirmed visit comes with its entry in a calendar.
 * It is called in the transaction of a change, so it only finds words; `dressMails` does the rest.
 * @param publicUrl address of this installation as people type it, without a slash at the end
 */
export function composeMails(publicUrl: string): ComposeMail {
  return (sheet, kind, now): SaidMail => {
    const { visitor, visit } = sheet;
    const language = mailLanguage(visitor.language);
    const { subject, paragraphs } = language.notices[kind](factsOf(sheet, language));
    return {
      to: visitor.email,
      language: visitor.language,
      subject,
      paragraphs: [language.greeting(visitor.name), ...paragraphs.filter((paragraph) => paragraph !== '')],
      address: visitPage(publicUrl, visit.id),
      ...(kind === 'confirmed' ? { calendar: calendarEntry(publicUrl, sheet, now) } : {}),
    };
  };
}

function factsOf(sheet: VisitSheet, language: MailLanguage): MailFacts {
  const { visit, payment, facility } = sheet;
  const at = (instant: Temporal.Instant | null | undefined) => (instant ? wallClock(instant, facility.timeZone, language.locale) : '');
  const dollars = (amount: number) => moneyText(amount, language.locale);
  return {
    visitor: sheet.visitor.name,
    resident: sheet.resident.name,
    facility: facility.name,
    when: at(visit.slot.during.start),
    offered: visit.offer && offerFacts(visit, visit.offer, at, dollars),
    lapses: at(visit.lapsesAt),
    minutes: visit.quote.minutes,
    total: dollars(visit.quote.totalCents),
    captured: dollars(payment.capturedCents),
    released: dollars(payment.releasedCents),
    mendBy: at(payment.mendBy),
    reason: visit.reason === null ? '' : (language.reasons[visit.reason] ?? ''),
    note: visit.note ?? '',
    isFree: visit.quote.totalCents === 0,
  };
}

function offerFacts(
  { slot: asked, quote }: Visit,
  { slot, quote: offered }: Offer,
  at: (instant: Temporal.Instant) => string,
  dollars: (amount: number) => string,
): OfferFacts {
  return {
    when: at(slot.during.start),
    minutes: offered.minutes,
    total: dollars(offered.totalCents),
    isFree: offered.totalCents === 0,
    hasOtherStart: slot.during.start.epochMilliseconds !== asked.during.start.epochMilliseconds,
    hasOtherLength: offered.minutes !== quote.minutes,
    hasOtherPrice: offered.totalCents !== quote.totalCents,
  };
}
