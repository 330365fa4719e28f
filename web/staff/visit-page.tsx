import { useText } from '../text/use-text.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { VisitPanel } from './visit-panel.tsx';

/** One visit on a page of its own: the address a colleague is sent. */
export function VisitPage({ visitId }: { readonly visitId: string }) {
  const { t } = useText();
  return (
    <>
      <PageTitle>{t('staff.visit.title')}</PageTitle>
      <VisitPanel visitId={visitId} />
    </>
  );
}
