import { useEffect, useRef } from 'preact/hooks';
import { lengthText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { useNow } from './use-now.ts';

interface CountdownProps {
  /** ISO instant by the server's clock. */
  readonly until: string;
  readonly onEnd?: () => void;
  /** Seconds left at which a screen reader is told. */
  readonly tellAt?: readonly number[];
}

/** Minutes and seconds left by the server's clock, so that a phone whose clock is wrong shows the truth. */
export function Countdown({ until, onEnd, tellAt = [120, 30] }: CountdownProps) {
  const { t } = useText();
  const left = Math.max(0, Math.ceil((Date.parse(until) - useNow()) / 1000));
  const over = left === 0;
  const latest = useRef(onEnd);
  latest.current = onEnd;
  useEffect(() => {
    if (over) latest.current?.();
  }, [over, until]);
  return (
    <>
      <span role="timer">{lengthText(left)}</span>
      <span class="visually-hidden" aria-live="polite">
        {tellAt.includes(left) ? t('ui.timeLeft', { time: lengthText(left) }) : ''}
      </span>
    </>
  );
}
