import { useState } from 'preact/hooks';
import { revisionReasons } from '../../src/contract/reasons.ts';
import type { RouteOutput } from '../../src/contract/routes.ts';
import { api } from '../api/client.ts';
import { clockText, dateOf, dateText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useAct } from '../ui/use-act.ts';
import { useRequest } from '../ui/use-request.ts';
import type { DecisionFormProps } from './decision-form.tsx';
import { NoteField, ReasonField } from './reason-field.tsx';
import { useMe } from './signed-in.ts';

type Times = RouteOutput<'GET /api/staff/visits/:visitId/other-slots'>['slots'][number];

/** Offering another time: only slots that every rule allows, by day; the visitor answers. */
export function ReviseForm({ detail, onDone, onBack }: DecisionFormProps) {
  const { t } = useText();
  const { timeZone } = useMe().facility;
  const { id, revision, lengthMinutes, times } = detail.row;
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState<(typeof revisionReasons)[number]>(revisionReasons[0]);
  const [note, setNote] = useState('');
  const act = useAct();
  const fromOn = dateOf(times.startsAt, timeZone);
  const slots = useRequest(`slots ${id}`, () =>
    api('GET /api/staff/visits/:visitId/other-slots', { params: { visitId: id }, query: { fromOn, days: 7 } }),
  );
  return (
    <div class="decide-form">
      <Loaded request={slots}>
        {(data) =>
          data.slots.length === 0 ? (
            <EmptyState icon="calendar" title={t('staff.revise.none')} />
          ) : (
            <fieldset>
              <legend>{t('staff.revise.choose')}</legend>
              {byDay(data.slots, timeZone).map(([on, times]) => (
                <SlotDay key={on} on={on} times={times} chosen={chosen} onChoose={setChosen} />
              ))}
            </fieldset>
          )
        }
      </Loaded>
      <ReasonField label={t('staff.revise.why')} reasons={revisionReasons} value={reason} onChange={setReason} />
      <NoteField value={note} onChange={setNote} />
      <ProblemNotice problem={act.problem} />
      <div class="buttons">
        <Button
          kind="main"
          busy={act.busy}
          disabled={chosen === null}
          onPress={() =>
            act.run(async () => {
              if (chosen === null) return;
              const body = { revision, startsAt: chosen, lengthMinutes, reason, ...(note.trim() ? { note } : {}) };
              onDone(await api('POST /api/staff/visits/:visitId/revise', { params: { visitId: id }, body }));
            })
          }
        >
          {t('staff.revise.act')}
        </Button>
        <Button onPress={onBack}>{t('ui.back')}</Button>
      </div>
    </div>
  );
}

interface SlotDayProps {
  readonly on: string;
  readonly times: readonly Times[];
  readonly chosen: string | null;
  readonly onChoose: (startsAt: string) => void;
}

function SlotDay({ on, times, chosen, onChoose }: SlotDayProps) {
  const { language } = useText();
  const { timeZone } = useMe().facility;
  return (
    <div class="slot-day">
      <h4>{dateText(language, on)}</h4>
      <div class="slot-times">
        {times.map(({ startsAt }) => (
          <label key={startsAt} class={startsAt === chosen ? 'slot-time slot-chosen' : 'slot-time'}>
            <input type="radio" name="slot" value={startsAt} checked={startsAt === chosen} onChange={() => onChoose(startsAt)} />
            {clockText(language, startsAt, timeZone)}
          </label>
        ))}
      </div>
    </div>
  );
}

function byDay(slots: readonly Times[], timeZone: string): [string, Times[]][] {
  const days = new Map<string, Times[]>();
  for (const slot of slots) {
    const on = dateOf(slot.startsAt, timeZone);
    days.set(on, [...(days.get(on) ?? []), slot]);
  }
  return [...days];
}
