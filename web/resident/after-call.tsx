import { api } from '../api/client.ts';
import { lengthText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { Loaded } from '../ui/loaded.tsx';
import { useRequest } from '../ui/use-request.ts';
import type { Station } from './idle-screen.tsx';
import { StationFrame } from './station-frame.tsx';
import { StillThere } from './still-there.tsx';

interface AfterCallProps {
  readonly station: Station;
  readonly visitId: string;
  readonly onDone: () => void;
}

/** How long both were together. No money is shown at the wall. */
export function AfterCall({ station, visitId, onDone }: AfterCallProps) {
  const { t } = useText();
  const summary = useRequest(visitId, () => api('GET /api/station/visits/:visitId/summary', { params: { visitId } }));
  return (
    <StationFrame station={station}>
      <h1>{t('station.call.title')}</h1>
      <Loaded request={summary}>
        {({ deliveredSeconds }) => (
          <p class="station-lead">
            {deliveredSeconds > 0 ? t('station.call.time', { time: lengthText(deliveredSeconds) }) : t('station.call.none')}
          </p>
        )}
      </Loaded>
      <button type="button" class="station-key station-main-key station-wide" onClick={onDone}>
        {t('station.call.back')}
      </button>
      <StillThere onGone={onDone} />
    </StationFrame>
  );
}
