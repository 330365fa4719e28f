import { clockText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/use-now.ts';
import type { CallView } from './call-api.ts';
import { roomPhase } from './call-state.ts';

interface JoinStepProps {
  readonly view: CallView;
  readonly timeZone: string;
  readonly onJoin: () => void;
}

/** Who is there, when it opens and when it begins. Time is only paid once both see or hear each other. */
export function JoinStep({ view, timeZone, onJoin }: JoinStepProps) {
  const { t, language } = useText();
  const now = useNow();
  const open = roomPhase(view, now) === 'open';
  const before = now < Date.parse(view.startsAt);
  return (
    <div class="call-join">
      <p class="call-who">
        <Icon name={view.other.present ? 'done' : 'clock'} />
        <span aria-live="polite">{t(view.other.present ? 'call.otherThere' : 'call.otherNotThere', { name: view.other.name })}</span>
      </p>
      <p>
        {t(before ? 'call.beginsAt' : 'call.endsAt', { time: clockText(language, before ? view.startsAt : view.endsAt, timeZone) })}
        {before && (
          <strong class="call-countdown">
            <Countdown until={view.startsAt} />
          </strong>
        )}
      </p>
      {!open && <p>{t('call.opensAt', { time: clockText(language, view.joinableAt, timeZone) })}</p>}
      <Button kind="main" wide icon="camera" disabled={!open} onPress={onJoin}>
        {t('call.join')}
      </Button>
      <p class="call-hint">{t('call.paidHint')}</p>
    </div>
  );
}
