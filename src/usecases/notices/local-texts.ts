import { remembered } from '../../core/shared/remembered.ts';
import type { Temporal } from '../../core/shared/time.ts';

/** Formatters are dear to make; there are as many as languages times time zones of facilities. Each remembers its texts, which would cost more than all other words of a mail. */
const clocks = new Map<string, (milliseconds: number) => string>();
const moneys = new Map<string, (amountCents: number) => string>();

/** The facility's time with its zone named, since the reader may be in another one: `Saturday, December 5, 2026 at 10:00 AM CST`. */
export function wallClock(instant: Temporal.Instant, timeZone: string, locale: string): string {
  return madeOnce(clocks, `${locale} ${timeZone}`, () => newClock(locale, timeZone))(instant.epochMilliseconds);
}

/** Cents as dollars of a locale: `$2.40`. */
export function moneyText(amountCents: number, locale: string): string {
  return madeOnce(moneys, locale, () => newMoney(locale))(amountCents);
}

function madeOnce<Made>(made: Map<string, Made>, key: string, make: () => Made): Made {
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}

function newClock(locale: string, timeZone: string): (milliseconds: number) => string {
  const clock = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return remembered((milliseconds) => clock.format(milliseconds));
}

function newMoney(locale: string): (amountCents: number) => string {
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
  return remembered((amountCents) => money.format(amountCents / 100));
}
