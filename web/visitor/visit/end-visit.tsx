import { useId, useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useAct } from '../../ui/use-act.ts';
import { mayCancel, type Visit } from './visitor-visit.ts';
import './end-visit.css';

const reasons = ['visitor-changed-plans', 'visitor-unwell', 'other'] as const;

interface EndVisitProps {
  readonly visit: Visit;
  readonly onEnded: (visit: Visit) => void;
  readonly onStale: () => void;
}

/** Taking back a request, or cancelling a visit whose call has not begun: costs nothing, and says so before it is done. */
export function EndVisit({ visit, onEnded, onStale }: EndVisitProps) {
  const { t } = useText();
  const act = useAct();
  const group = useId();
  const [reason, setReason] = useState<(typeof reasons)[number]>('visitor-changed-plans');
  const params = { visitId: visit.id };
  const end = (work: () => Promise<Visit>): void =>
    act.run(async () => {
      try {
        onEnded(await work());
      } catch (error) {
        onStale();
        throw error;
      }
    });
  if (visit.status === 'requested' || visit.status === 'revised')
    return (
      <>
        <ProblemNotice problem={act.problem} />
        <Confirm
          label={t('end.withdraw')}
          question={t('end.withdrawAsk')}
          yes={t('end.withdrawYes')}
          no={t('end.withdrawNo')}
          busy={act.busy}
          onYes={() => end(() => api('POST /api/visitor/visits/:visitId/withdraw', { params }))}
        />
      </>
    );
  if (mayCancel(visit))
    return (
      <>
        <ProblemNotice problem={act.problem} />
        <Confirm
          label={t('end.cancel')}
          question={t('end.cancelAsk')}
          yes={t('end.cancelYes')}
          no={t('end.cancelNo')}
          busy={act.busy}
          onYes={() => end(() => api('POST /api/visitor/visits/:visitId/cancel', { params, body: { reason } }))}
        >
          <p>{t('end.cancelFree')}</p>
          <fieldset>
            <legend>{t('end.why')}</legend>
            {reasons.map((one) => (
              <label key={one} class="radio-line">
                <input type="radio" name={group} checked={reason === one} onChange={() => setReason(one)} />
                <span>{t(`end.reason.${one}`)}</span>
              </label>
            ))}
          </fieldset>
        </Confirm>
      </>
    );
  return null;
}
