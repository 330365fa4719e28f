import { clockText, dateOf, dayText, momentText, ownTimeZone, zoneName, zonesDiffer } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import './time-text.css';

interface TimeTextProps {
  readonly startsAt: string;
  readonly endsAt?: string;
  /** The facility's zone. */
  readonly timeZone: string;
}

/** Day and time at the facility with the name of its zone, and the reader's own time under it where that differs. */
export function TimeText({ startsAt, endsAt, timeZone }: TimeTextProps) {
  const { t, language } = useText();
  const own = ownTimeZone();
  const span = (zone: string): string => clockText(language, startsAt, zone) + (endsAt ? ` – ${clockText(language, endsAt, zone)}` : '');
  return (
    <span class="time-text">
      <time dateTime={startsAt}>
        <span class="time-text-day">{dayText(language, startsAt, timeZone)}</span>{' '}
        <span class="time-text-clock">{t('ui.timeIn', { time: span(timeZone), zone: zoneName(language, startsAt, timeZone) })}</span>
      </time>
      {zonesDiffer(startsAt, timeZone, own) && (
        <span class="time-text-own">
          {t('ui.yourTime', {
            time: (dateOf(startsAt, own) === dateOf(startsAt, timeZone) ? '' : `${dayText(language, startsAt, own)}, `) + span(own),
            zone: zoneName(language, startsAt, own),
          })}
        </span>
      )}
    </span>
  );
}

interface MomentProps {
  readonly at: string;
  /** A facility's zone named on the same page: where it differs, this moment says that it is in the reader's own time. */
  readonly timeZone?: string;
  /** Ends a sentence: a full stop follows, unless the time ends with one (`5:05 p.m.`). */
  readonly stop?: boolean;
}

/** One short moment in the reader's own time, for lines that tell when something happened or will happen. */
export function Moment({ at, timeZone, stop }: MomentProps) {
  const { t, language } = useText();
  const own = ownTimeZone();
  const time = momentText(language, at, own);
  const text = timeZone && zonesDiffer(at, timeZone, own) ? t('ui.inYourTime', { time }) : time;
  return (
    <>
      <time dateTime={at}>{text}</time>
      {stop && !text.endsWith('.') && '.'}
    </>
  );
}
