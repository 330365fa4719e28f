import { moneyText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';

interface LengthAndPriceProps {
  readonly minutes: number;
  /** All-in; zero reads as free. */
  readonly totalCents: number;
}

/** How long and for how much: `30 minutes · $3.60`. */
export function LengthAndPrice({ minutes, totalCents }: LengthAndPriceProps) {
  const { t, plural, language } = useText();
  return (
    <>
      {plural('ui.minutes', minutes)} · {totalCents === 0 ? t('ui.free') : moneyText(language, totalCents)}
    </>
  );
}
