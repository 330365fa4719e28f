import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../text/use-text.ts';

/** Seconds without a touch until the station asks, and seconds to answer: nobody finds another person's visits open on the wall. */
const askAfterSeconds = 60;
const answerWithinSeconds = 20;

/** Asks "Still there?" and gives up when nobody answers. Not mounted during calls. */
export function StillThere({ onGone }: { readonly onGone: () => void }) {
  const { t } = useText();
  const [left, setLeft] = useState<number | null>(null);
  const touchedAt = useRef(Date.now());
  const gone = useRef(onGone);
  gone.current = onGone;

  useEffect(() => {
    const touched = (): void => {
      touchedAt.current = Date.now();
      setLeft(null);
    };
    const events = ['pointerdown', 'keydown', 'touchstart'] as const;
    for (const event of events) addEventListener(event, touched, { passive: true });
    const timer = setInterval(() => {
      const idleSeconds = (Date.now() - touchedAt.current) / 1000;
      const rest = Math.ceil(askAfterSeconds + answerWithinSeconds - idleSeconds);
      if (rest <= 0) gone.current();
      else setLeft(idleSeconds >= askAfterSeconds ? rest : null);
    }, 500);
    return () => {
      clearInterval(timer);
      for (const event of events) removeEventListener(event, touched);
    };
  }, []);

  if (left === null) return null;
  return (
    <div class="station-ask" role="alertdialog" aria-label={t('station.stillThere.title')}>
      <p class="station-ask-title">{t('station.stillThere.title')}</p>
      <p>{t('station.stillThere.left', { count: left })}</p>
      <button type="button" class="station-key station-main-key station-wide">
        {t('station.stillThere.yes')}
      </button>
    </div>
  );
}
