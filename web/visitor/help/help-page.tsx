import type { TextKey } from '../../text/catalogues.ts';
import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { PageTitle } from '../../ui/page-title.tsx';

/** Questions in the order in which they come up. */
const questions = ['list', 'cost', 'lost', 'card', 'camera', 'late', 'cancel', 'denied', 'recorded', 'privacy'] as const;

/** Answers to what families ask. */
export function HelpPage() {
  const { t } = useText();
  return (
    <>
      <PageTitle lead={t('help.lead')}>{t('help.title')}</PageTitle>
      {questions.map((question) => (
        <details key={question}>
          <summary>{t(`help.${question}.ask` satisfies TextKey)}</summary>
          <p>{t(`help.${question}.answer` satisfies TextKey)}</p>
        </details>
      ))}
      <p>
        <ButtonLink icon="phone" to="/test-device">
          {t('landing.test')}
        </ButtonLink>
      </p>
    </>
  );
}
