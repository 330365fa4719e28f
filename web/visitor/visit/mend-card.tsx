import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Moment } from '../../ui/time-text.tsx';
import { useAct } from '../../ui/use-act.ts';
import type { Visit } from './visitor-visit.ts';

/** The card could not be used for a confirmed visit: what happened, until when it can be mended, and the way to it. */
export function MendCard({ visit }: { readonly visit: Visit }) {
  const { t } = useText();
  const act = useAct();
  const mend = (): void =>
    act.run(async () => {
      const { url } = await api('POST /api/visitor/visits/:visitId/card-setup', { params: { visitId: visit.id } });
      location.assign(url);
    });
  return (
    <Notice kind="error" title={t('mend.title')}>
      <p>{t('mend.what')}</p>
      {visit.payment.mendBy && (
        <p>
          {t('mend.until')} <Moment at={visit.payment.mendBy} timeZone={visit.facility.timeZone} stop /> {t('mend.else')}
        </p>
      )}
      <ProblemNotice problem={act.problem} />
      <Button kind="main" icon="card" busy={act.busy} onPress={mend}>
        {t('card.mend')}
      </Button>
    </Notice>
  );
}
