import { useText } from '../text/use-text.ts';

interface NumberPadProps {
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onDone: () => void;
  readonly doneText: string;
  readonly canFinish: boolean;
  readonly busy: boolean;
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Digits as on a telephone, 80 pixels and more; the only keyboard there is at a station. */
export function NumberPad({ onDigit, onErase, onDone, doneText, canFinish, busy }: NumberPadProps) {
  const { t } = useText();
  return (
    <div class="station-pad">
      {digits.map((digit) => (
        <button key={digit} type="button" class="station-key" onClick={() => onDigit(digit)}>
          {digit}
        </button>
      ))}
      <button type="button" class="station-key station-erase" onClick={onErase}>
        {t('station.pad.erase')}
      </button>
      <button type="button" class="station-key" onClick={() => onDigit('0')}>
        0
      </button>
      <button
        type="button"
        class="station-key station-main-key"
        disabled={!canFinish}
        aria-busy={busy ? 'true' : undefined}
        onClick={() => {
          if (!busy) onDone();
        }}
      >
        {doneText}
      </button>
    </div>
  );
}
