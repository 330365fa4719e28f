import { exactClockText, lengthText, ownTimeZone } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Summary } from './arithmetic.tsx';
import './after.css';

/** When the two were together and when the connection was gone, and on whose side. */
export function Timeline({ summary }: { readonly summary: Summary }) {
  const { t, language } = useText();
  const zone = ownTimeZone();
  return (
    <ul class="plain-list">
      {summary.timeline.map((part) => {
        const seconds = (Date.parse(part.endsAt) - Date.parse(part.startsAt)) / 1000;
        return (
          <li key={part.startsAt} class={`with-icon part-${part.kind}`}>
            <Icon name={part.kind === 'together' ? 'people' : 'warning'} />
            <span>
              {exactClockText(language, part.startsAt, zone)} – {exactClockText(language, part.endsAt, zone)} ({lengthText(seconds)}):{' '}
              {part.kind === 'together' ? t('after.part.together') : t(`after.part.${part.cause ?? 'platform'}`)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
