import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { AnotherCard } from './another-card.tsx';
import { MendUntil } from './mend-until.tsx';
import type { Visit } from './visitor-visit.ts';

/** The processor's word for a payer who said no at the bank. */
const REFUSED = 'authentication-refused';

/** The card could not be used for a confirmed visit: what happened, until when it can be mended, and the way to it. */
export function MendCard({ visit }: { readonly visit: Visit }) {
  const { t } = useText();
  const isRefused = visit.payment.failureCode === REFUSED;
  return (
    <Notice kind="error" title={t(isRefused ? 'mend.refusedTitle' : 'mend.title')}>
      <p>{t(isRefused ? 'mend.refused' : 'mend.what')}</p>
      <MendUntil visit={visit} />
      <AnotherCard visit={visit} isMain />
    </Notice>
  );
}
