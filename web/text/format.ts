import { type Language, locales } from './language.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locales[language], options);
    formats.set(key, found);
  }
  return found;
}

/** `Saturday, December 5` of an instant (ISO, UTC) in a time zone; the year is added when it is not this one. */
export function dayText(language: Language, instant: string, timeZone: string, now = new Date()): string {
  const date = new Date(instant);
  const sameYear = date.getUTCFullYear() === now.getUTCFullYear();
  return format(language, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone,
  }).format(date);
}

/** A facility-local date (`2026-12-05`): short `Sat, Dec 5`, long `Saturday, December 5`, full `December 5, 2026`. */
export function dateText(language: Language, on: string, form: 'short' | 'long' | 'full' = 'short'): string {
  const length = form === 'short' ? 'short' : 'long';
  const options: Intl.DateTimeFormatOptions = {
    month: length,
    day: 'numeric',
    ...(form === 'full' ? { year: 'numeric' } : { weekday: length }),
  };
  return format(language, { ...options, timeZone: 'UTC' }).format(new Date(`${on}T12:00:00Z`));
}

/** `10:00 AM` */
export function clockText(language: Language, instant: string, timeZone: string): string {
  return format(language, { hour: 'numeric', minute: '2-digit', timeZone }).format(new Date(instant));
}

/** `10:00:07 AM`: where seconds are what is told. */
export function exactClockText(language: Language, instant: string, timeZone: string): string {
  return format(language, { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZone }).format(new Date(instant));
}

/** `Sat, Dec 5, 10:00 AM`: for lines where room is short. */
export function momentText(language: Language, instant: string, timeZone: string): string {
  return format(language, { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZone }).format(
    new Date(instant),
  );
}

/** `Central Standard Time`, as it is called at that instant. */
export function zoneName(language: Language, instant: string, timeZone: string): string {
  const parts = format(language, { hour: 'numeric', timeZone, timeZoneName: 'long' }).formatToParts(new Date(instant));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** The date (`2026-12-05`) of an instant in a time zone. */
export function dateOf(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).formatToParts(
    new Date(instant),
  );
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The date some days on, or back where they are negative; dates have no zone, so noon in UTC is safe on clock-change days. */
export function daysAfter(on: string, days: number): string {
  const date = new Date(`${on}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The reader's own IANA zone. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** Whether two zones show another time at that instant. */
export function zonesDiffer(instant: string, one: string, other: string): boolean {
  return clockText('en', instant, one) !== clockText('en', instant, other) || dateOf(instant, one) !== dateOf(instant, other);
}

/** `$3.40` from whole cents. */
export function moneyText(language: Language, cents: number): string {
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'USD' }).format(cents / 100);
}

/** `4:05` from seconds; hours only when there are some. Never below zero. */
export function lengthText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
