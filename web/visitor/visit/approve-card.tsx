import { moneyText } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { AnotherCard } from './another-card.tsx';
import { ApproveButton } from './approve-button.tsx';
import { MendUntil } from './mend-until.tsx';
import type { Visit } from './visitor-visit.ts';

/** The bank wants the payer's yes before it sets the money aside: what for, until when, and the way there; another card stays possible. */
export function ApproveCard({ visit }: { readonly visit: Visit }) {
  const { t, language } = useText();
  return (
    <Notice kind="warn" announce title={t('approve.title')}>
      <p>{t('approve.what', { total: moneyText(language, visit.quote.totalCents) })}</p>
      <MendUntil visit={visit} />
      <ApproveButton visit={visit} />
      <p>{t('approve.other')}</p>
      <AnotherCard visit={visit} />
    </Notice>
  );
}
