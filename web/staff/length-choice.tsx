import { useText } from '../text/use-text.ts';

interface LengthChoiceProps {
  /** Minutes on offer, ascending. */
  readonly lengths: readonly number[];
  readonly value: number;
  readonly onChange: (minutes: number) => void;
}

/** How long the visit that is offered may be; only lengths that the policy offers for it. */
export function LengthChoice({ lengths, value, onChange }: LengthChoiceProps) {
  const { t, plural } = useText();
  return (
    <fieldset>
      <legend>{t('staff.revise.length')}</legend>
      <div class="slot-times">
        {lengths.map((minutes) => (
          <label key={minutes} class={minutes === value ? 'slot-time slot-chosen' : 'slot-time'}>
            <input type="radio" name="length" value={minutes} checked={minutes === value} onChange={() => onChange(minutes)} />
            {plural('ui.minutes', minutes)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
