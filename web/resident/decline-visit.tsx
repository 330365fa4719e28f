import { useState } from 'preact/hooks';
import type { RouteOutput } from '../../src/contract/routes.ts';
import { api } from '../api/client.ts';
import { asProblem, type ProblemCode } from '../api/problem.ts';
import { useText } from '../text/use-text.ts';

interface DeclineVisitProps {
  readonly visit: Pick<RouteOutput<'GET /api/station/visits'>['visits'][number], 'id' | 'visitorName'>;
  /** It is cancelled, or the server knows more than this screen. */
  readonly onDone: () => void;
}

/** A resident need not take part: one key, and one question before it counts. */
export function DeclineVisit({ visit, onDone }: DeclineVisitProps) {
  const { t } = useText();
  const [isAsked, setAsked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [refused, setRefused] = useState<ProblemCode | null>(null);

  const decline = async (): Promise<void> => {
    setSending(true);
    try {
      await api('POST /api/station/visits/:visitId/cancel', { params: { visitId: visit.id } });
      onDone();
    } catch (error) {
      setRefused(asProblem(error).code);
      setSending(false);
    }
  };
  if (!isAsked)
    return (
      <div class="station-decline">
        <button type="button" class="station-key" onClick={() => setAsked(true)}>
          {t('station.decline.ask')}
        </button>
      </div>
    );
  return (
    <div class="station-decline" role="group" aria-label={t('station.decline.ask')}>
      <p>{t('station.decline.sure', { name: visit.visitorName })}</p>
      {refused && (
        <p class="station-refused" role="alert">
          {t(`problem.${refused}`)}
        </p>
      )}
      <div class="station-choices">
        <button type="button" class="station-key station-main-key" disabled={isSending} onClick={() => setAsked(false)}>
          {t('station.decline.keep')}
        </button>
        <button type="button" class="station-key" disabled={isSending} onClick={decline}>
          {t('station.decline.act')}
        </button>
      </div>
    </div>
  );
}
