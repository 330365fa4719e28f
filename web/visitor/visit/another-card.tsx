import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useAct } from '../../ui/use-act.ts';
import { openCardPage } from './open-card-page.ts';
import type { Visit } from './visitor-visit.ts';

/** The way to the card page, for a card in place of the one that is saved. */
export function AnotherCard({ visit, isMain = false }: { readonly visit: Visit; readonly isMain?: boolean }) {
  const { t, language } = useText();
  const act = useAct();
  const toCardPage = (): void => act.run(() => openCardPage(visit.id, language));
  return (
    <>
      <ProblemNotice problem={act.problem} />
      <Button {...(isMain ? { kind: 'main' } : {})} icon="card" busy={act.busy} onPress={toCardPage}>
        {t('card.mend')}
      </Button>
    </>
  );
}
