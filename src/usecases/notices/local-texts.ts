import type { Temporal } from '../../core/shared/time.ts';

/** Formatters are dear to make and cheap to use; there are as many as languages times time zones of facilities. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const moneys = new Map<string, Intl.NumberFormat>();

/** The facility's time with its zone named, since the reader may be in another one: `Saturday, December 5, 2026 at 10:00 AM CST`. */
export function wallClock(instant: Temporal.Instant, timeZone: string, locale: string): string {
  const key = `${locale} ${timeZone}`;
  const clock = clocks.get(key) ?? newClock(locale, timeZone);
  clocks.set(key, clock);
  return clock.format(instant.epochMilliseconds);
}

/** Cents as dollars of a locale: `$2.40`. */
export function moneyText(amountCents: number, locale: string): string {
  const money = moneys.get(locale) ?? new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
  moneys.set(locale, money);
  return money.format(amountCents / 100);
}

function newClock(locale: string, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}
