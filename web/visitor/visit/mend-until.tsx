import { useText } from '../../text/use-text.ts';
import { Moment } from '../../ui/time-text.tsx';
import type { Visit } from './visitor-visit.ts';

/** Until when the payer can act, and what happens else. */
export function MendUntil({ visit }: { readonly visit: Visit }) {
  const { t } = useText();
  if (!visit.payment.mendBy) return null;
  return (
    <p>
      {t('mend.until')} <Moment at={visit.payment.mendBy} timeZone={visit.facility.timeZone} stop /> {t('mend.else')}
    </p>
  );
}
