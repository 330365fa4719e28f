import type { Temporal } from '../../core/shared/time.ts';
import type { Offer } from '../../core/visit/offer.ts';
import type { Visit } from '../../core/visit/visit.ts';
import type { Mail } from '../../ports/mailer.ts';
import type { ComposeMail } from '../../ports/notices.ts';
import { visitPage } from '../../ports/page-addresses.ts';
import type { VisitSheet } from '../../ports/visit-sheets.ts';
import { moneyText, wallClock } from './local-texts.ts';
import { english } from './mail-texts/english.ts';
import type { MailFacts, MailLanguage, OfferFacts } from './mail-texts/mail-words.ts';
import { spanish } from './mail-texts/spanish.ts';

export interface MailParts {
  /** Address of this installation as people type it, without a slash at the end. */
  readonly publicUrl: string;
  /** The iCalendar file of a confirmed visit. */
  readonly calendarOf: (sheet: VisitSheet, now: Temporal.Instant) => string;
}

/** Writes mails to lead visitors: the same words as the page, and a link to it; a confirmed visit comes with a calendar file. */
export function composeMails({ publicUrl, calendarOf }: MailParts): ComposeMail {
  return (sheet, kind, now): Mail => {
    const language = sheet.visitor.language === 'es' ? spanish : english;
    const { subject, paragraphs } = language.notices[kind](factsOf(sheet, language));
    const address = visitPage(publicUrl, sheet.visit.id);
    const body = [language.greeting(sheet.visitor.name), ...paragraphs.filter((paragraph) => paragraph !== '')];
    return {
      to: sheet.visitor.email,
      subject,
      text: [...body, `${language.link}\n${address}`, language.closing].join('\n\n'),
      html: htmlOf(sheet.visitor.language, subject, body, language, address),
      ...(kind === 'confirmed' ? { calendar: calendarOf(sheet, now) } : {}),
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
    captured: dollars(payment?.capturedCents ?? 0),
    released: dollars(payment?.releasedCents ?? 0),
    mendBy: at(payment?.mendBy),
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

function htmlOf(lang: string, title: string, body: readonly string[], language: MailLanguage, address: string): string {
  const paragraphs = body.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n');
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em">
${paragraphs}
<p>${escaped(language.link)}<br><a href="${escaped(address)}">${escaped(address)}</a></p>
<p style="color: #555; font-size: 14px">${escaped(language.closing)}</p>
</body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}
