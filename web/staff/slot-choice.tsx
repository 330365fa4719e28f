import { useState } from 'preact/hooks';
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

/** Times to offer, one day at a time, with length and price: the rate is that of the day. */
export function SlotChoice({ slots, chosen, onChoose }: SlotChoiceProps) {
  const { t, language } = useText();
  const { timeZone } = useMe().facility;
  const [wanted, setWanted] = useState<string | null>(null);
  const days = byDay(slots, timeZone);
  const day = days.find(({ on }) => on === wanted) ?? days[0];
  if (!day) return <EmptyState icon="calendar" title={t('staff.revise.none')} />;
  return (
    <>
      <fieldset>
        <legend>{t('staff.revise.day')}</legend>
        <div class="slot-times">
          {days.map(({ on }) => (
            <label key={on} class={on === day.on ? 'slot-time slot-chosen' : 'slot-time'}>
              <input type="radio" name="slot-day" value={on} checked={on === day.on} onChange={() => setWanted(on)} />
              {dateText(language, on)}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>
          {t('staff.revise.choose')}
          <span class="slot-terms">
            {' · '}
            <LengthAndPrice minutes={day.first.lengthMinutes} totalCents={day.first.quote.totalCents} />
          </span>
        </legend>
        <div class="slot-times">
          {day.slots.map(({ startsAt }) => (
            <label key={startsAt} class={startsAt === chosen ? 'slot-time slot-chosen' : 'slot-time'}>
              <input type="radio" name="slot" value={startsAt} checked={startsAt === chosen} onChange={() => onChoose(startsAt)} />
              {clockText(language, startsAt, timeZone)}
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

interface DayOfSlots {
  readonly on: string;
  readonly first: OtherSlot;
  readonly slots: OtherSlot[];
}

function byDay(slots: readonly OtherSlot[], timeZone: string): readonly DayOfSlots[] {
  const days = new Map<string, DayOfSlots>();
  for (const slot of slots) {
    const on = dateOf(slot.startsAt, timeZone);
    const known = days.get(on);
    if (known) known.slots.push(slot);
    else days.set(on, { on, first: slot, slots: [slot] });
  }
  return [...days.values()];
}
