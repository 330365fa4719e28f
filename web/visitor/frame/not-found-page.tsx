import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { useVisitor } from '../signed-in.ts';

/** An address where nothing is. */
export function NotFoundPage() {
  const { t } = useText();
  const visitor = useVisitor();
  return (
    <>
      <PageTitle lead={t('notFound.lead')}>{t('notFound.title')}</PageTitle>
      <ButtonLink kind="main" to={visitor ? '/home' : '/'}>
        {visitor ? t('menu.home') : t('menu.facilities')}
      </ButtonLink>
    </>
  );
}
