import type { RouteOutput } from '../../src/contract/routes.ts';
import { type Language, languageNames, languages } from '../text/language.ts';
import { useText } from '../text/use-text.ts';
import { StationFrame } from './station-frame.tsx';

export type Station = RouteOutput<'GET /api/station'>;

interface IdleScreenProps {
  readonly station: Station;
  readonly onStart: (language: Language) => void;
}

/** Nobody is signed in: no names, language first. */
export function IdleScreen({ station, onStart }: IdleScreenProps) {
  const { t } = useText();
  return (
    <StationFrame station={station} next={t('station.idle.next')}>
      <h1>{t('station.idle.title')}</h1>
      <div class="station-choices">
        {languages.map((language) => (
          <button key={language} type="button" class="station-key station-wide" lang={language} onClick={() => onStart(language)}>
            {languageNames[language]}
          </button>
        ))}
      </div>
    </StationFrame>
  );
}
