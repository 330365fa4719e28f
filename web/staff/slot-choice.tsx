import type { RouteOutput } from '../../src/contract/routes.ts';
import { clockText, dateOf, dateText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { LengthAndPrice } from '../ui/length-and-price.tsx';
import { useMe } from './signed-in.ts';

/** A slot that staff may offer, with its length and the price that the family is asked for. */
export type OtherSlot = RouteOutput<'GET /api/staff/visits/:visitId/other-slots'>['slots'][number];

interface SlotChoiceProps {
  readonly slots: readonly OtherSlot[];
  readonly chosen: string | null;
  readonly onChoose: (startsAt: string) => void;
}

/** Times to offer by day, each day with length and price: the rate is that of the day. */
export function SlotChoice({ slots, chosen, onChoose }: SlotChoiceProps) {
  const { t } = useText();
  const { timeZone } = useMe().facility;
  if (slots.length === 0) return <EmptyState icon="calendar" title={t('staff.revise.none')} />;
  return (
    <fieldset>
      <legend>{t('staff.revise.choose')}</legend>
      {byDay(slots, timeZone).map(([on, ofDay]) => (
        <SlotDay key={on} on={on} slots={ofDay} chosen={chosen} onChoose={onChoose} />
      ))}
    </fieldset>
  );
}

function SlotDay({ on, slots, chosen, onChoose }: SlotChoiceProps & { readonly on: string }) {
  const { language } = useText();
  const { timeZone } = useMe().facility;
  const [first] = slots;
  return (
    <div class="slot-day">
      <h4>
        {dateText(language, on)}
        {first && (
          <span class="slot-terms">
            {' · '}
            <LengthAndPrice minutes={first.lengthMinutes} totalCents={first.quote.totalCents} />
          </span>
        )}
      </h4>
      <div class="slot-times">
        {slots.map(({ startsAt }) => (
          <label key={startsAt} class={startsAt === chosen ? 'slot-time slot-chosen' : 'slot-time'}>
            <input type="radio" name="slot" value={startsAt} checked={startsAt === chosen} onChange={() => onChoose(startsAt)} />
            {clockText(language, startsAt, timeZone)}
          </label>
        ))}
      </div>
    </div>
  );
}

function byDay(slots: readonly OtherSlot[], timeZone: string): [string, OtherSlot[]][] {
  const days = new Map<string, OtherSlot[]>();
  for (const slot of slots) {
    const on = dateOf(slot.startsAt, timeZone);
    days.set(on, [...(days.get(on) ?? []), slot]);
  }
  return [...days];
}
