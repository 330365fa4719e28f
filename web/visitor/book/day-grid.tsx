import { dateText } from '../../text/format.ts';
import { locales } from '../../text/language.ts';
import { useText } from '../../text/use-text.ts';
import { type DayOffer, inWeeks } from './offers.ts';

interface DayGridProps {
  readonly days: readonly DayOffer[];
  readonly chosenOn: string | null;
  readonly onChoose: (on: string) => void;
}

/** Some weeks at a glance: how many times each day has. Days without any can be opened, too: they say why. */
export function DayGrid({ days, chosenOn, onChoose }: DayGridProps) {
  const { t, plural, language } = useText();
  const part = (on: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locales[language], { ...options, timeZone: 'UTC' }).format(new Date(`${on}T12:00:00Z`));
  const weeks = inWeeks(days);
  // 2026-11-22 is a Sunday: any week gives the names of the days.
  const names = Array.from({ length: 7 }, (_, index) => part(`2026-11-${22 + index}`, { weekday: 'short' }));
  return (
    <div class="day-grid" role="group" aria-label={t('book.days')}>
      <div class="day-week" aria-hidden="true">
        {names.map((name) => (
          <span key={name} class="day-name">
            {name.replace('.', '')}
          </span>
        ))}
      </div>
      {weeks.map((week) => (
        <div key={week.find(Boolean)?.on} class="day-week">
          {week.map((day, index) => {
            if (!day) return <span key={names[index]} class="day-none" />;
            const count = day.slots.length;
            const says = count > 0 ? plural('book.times', count) : t('book.noTimes');
            return (
              <button
                key={day.on}
                type="button"
                class={count > 0 ? 'day day-open' : 'day'}
                aria-pressed={day.on === chosenOn ? 'true' : 'false'}
                onClick={() => onChoose(day.on)}
              >
                <span class="visually-hidden">{`${dateText(language, day.on, 'long')}: ${says}`}</span>
                <span aria-hidden="true">
                  <span class="day-month">
                    {day.on === days[0]?.on || day.on.slice(8) === '01' ? part(day.on, { month: 'short' }) : ''}
                  </span>
                  <span class="day-number">{Number(day.on.slice(8))}</span>
                  <span class="day-count">{count > 0 ? count : '–'}</span>
                </span>
              </button>
            );
          })}
        </div>
      ))}
      <p class="soft small day-legend">{t('book.legend')}</p>
    </div>
  );
}
