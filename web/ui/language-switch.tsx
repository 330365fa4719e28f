import { type Language, languageNames, languages } from '../text/language.ts';
import { useText } from '../text/use-text.ts';
import './language-switch.css';

/** The other languages, each by its own name. */
export function LanguageSwitch({ onChange }: { readonly onChange?: (language: Language) => void }) {
  const { t, language, setLanguage } = useText();
  return (
    <fieldset class="language-switch" aria-label={t('ui.language')}>
      {languages.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language ? 'true' : 'false'}
          onClick={() => {
            void setLanguage(one).then(() => onChange?.(one));
          }}
        >
          {languageNames[one]}
        </button>
      ))}
    </fieldset>
  );
}
