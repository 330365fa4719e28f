import { clockText, dateOf, momentText, ownTimeZone, zoneName, zonesDiffer } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import type { Times } from './offers.ts';

interface SlotsProps {
  readonly slots: readonly Times[];
  /** The facility's zone, in which all of them are told. */
  readonly timeZone: string;
  /** Of several days: each says which. */
  readonly withDay?: boolean;
  readonly busy: boolean;
  readonly onKeep: (slot: Times) => void;
}

/** Times to choose from, one tap each, with the name of the facility's zone, and the reader's own time under each where that differs. */
export function Slots({ slots, timeZone, withDay = false, busy, onKeep }: SlotsProps) {
  const { t, language } = useText();
  const own = ownTimeZone();
  const [first] = slots;
  if (!first) return null;
  const differs = zonesDiffer(first.startsAt, timeZone, own);
  const told = withDay ? momentText : clockText;
  const ownTime = ({ startsAt }: Times): string =>
    (dateOf(startsAt, own) === dateOf(startsAt, timeZone) ? clockText : momentText)(language, startsAt, own);
  return (
    <>
      <p class="soft small">
        {t('book.zone', { zone: zoneName(language, first.startsAt, timeZone) })}
        {differs && ` ${t('book.ownZone', { zone: zoneName(language, first.startsAt, own) })}`}
      </p>
      <div class="slots">
        {slots.map((slot) => (
          <button key={slot.startsAt} type="button" class="slot" aria-disabled={busy ? 'true' : undefined} onClick={() => onKeep(slot)}>
            {told(language, slot.startsAt, timeZone)}
            {differs && <span class="slot-own">{t('book.yours', { time: ownTime(slot) })}</span>}
          </button>
        ))}
      </div>
    </>
  );
}
