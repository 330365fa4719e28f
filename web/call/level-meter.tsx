import { useEffect, useState } from 'preact/hooks';
import { useText } from '../text/use-text.ts';
import { watchLevel } from './sound-check.ts';

/** A bar that moves with the voice; says in words once it has heard one. */
export function LevelMeter({ stream }: { readonly stream: MediaStream }) {
  const { t } = useText();
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  useEffect(
    () =>
      watchLevel(stream, (now) => {
        setLevel(now);
        if (now > 0.25) setHeard(true);
      }),
    [stream],
  );
  return (
    <span class="call-level">
      <meter min={0} max={1} value={level} aria-label={t('call.level')} />
      <span>{heard ? t('call.heard') : ''}</span>
    </span>
  );
}
