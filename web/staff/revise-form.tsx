import { useRef } from 'preact/hooks';
import { revisionReasons } from '../../src/contract/reasons.ts';
import { api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { dateOf, daysAfter } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { LengthAndPrice } from '../ui/length-and-price.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useAct } from '../ui/use-act.ts';
import { useRequest } from '../ui/use-request.ts';
import type { DecisionFormProps } from './decision-form.tsx';
import { useDraft } from './drafts.ts';
import { facilityToday } from './facility-today.ts';
import { LengthChoice } from './length-choice.tsx';
import { NoteField, ReasonField } from './reason-field.tsx';
import { useMe } from './signed-in.ts';
import { type OtherSlot, SlotChoice } from './slot-choice.tsx';
import { VisitTime } from './visit-line.tsx';
import type { VisitDetail } from './visit-panel.tsx';

/** Days on offer at a time. */
const DAYS = 7;

interface Draft {
  /** First day on offer; null: the day that was asked for. */
  readonly fromOn: string | null;
  /** Null: as long as the visit. */
  readonly wanted: number | null;
  readonly chosen: string | null;
  readonly reason: (typeof revisionReasons)[number];
  readonly note: string;
}

/** Offering another time or length: only slots that every rule allows, by day, with what the family would pay; the visitor answers. */
export function ReviseForm({ detail, onDone, onBack }: DecisionFormProps) {
  const { t } = useText();
  const { timeZone } = useMe().facility;
  const { id, revision, times } = detail.row;
  const [draft, setDraft] = useDraft<Draft>(id, 'revise', {
    fromOn: null,
    wanted: null,
    chosen: null,
    reason: revisionReasons[0],
    note: '',
  });
  const { wanted, chosen, reason, note } = draft;
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const act = useAct();
  const today = facilityToday(timeZone);
  const fromOn = laterOn(draft.fromOn ?? dateOf(times.startsAt, timeZone), today);
  const query = { fromOn, days: DAYS, ...(wanted === null ? {} : { lengthMinutes: wanted }) };
  const slots = useRequest(`slots ${id} ${fromOn} ${wanted}`, () =>
    api('GET /api/staff/visits/:visitId/other-slots', { params: { visitId: id }, query }),
  );
  // The choice of length stays while the times of another length are fetched.
  const shown = useRef(slots.data);
  shown.current = slots.data ?? shown.current;
  const offer = slots.data?.slots.find(({ startsAt }) => startsAt === chosen) ?? null;
  return (
    <div class="decide-form">
      {shown.current && (
        <LengthChoice
          lengths={shown.current.lengths}
          value={wanted ?? shown.current.lengthMinutes}
          onChange={(minutes) => change({ wanted: minutes })}
        />
      )}
      <div class="buttons">
        <Button icon="back" disabled={fromOn === today} onPress={() => change({ fromOn: laterOn(daysAfter(fromOn, -DAYS), today) })}>
          {t('staff.revise.earlier')}
        </Button>
        <Button icon="forward" onPress={() => change({ fromOn: daysAfter(fromOn, DAYS) })}>
          {t('staff.revise.later')}
        </Button>
      </div>
      <Loaded request={slots}>
        {(data) => <SlotChoice slots={data.slots} chosen={chosen} onChoose={(startsAt) => change({ chosen: startsAt })} />}
      </Loaded>
      <div aria-live="polite">{offer && <AskedAndOffered detail={detail} offer={offer} />}</div>
      <ReasonField label={t('staff.revise.why')} reasons={revisionReasons} value={reason} onChange={(next) => change({ reason: next })} />
      <NoteField value={note} onChange={(next) => change({ note: next })} />
      <ProblemNotice problem={act.problem} />
      <div class="buttons">
        <Button
          kind="main"
          busy={act.busy}
          disabled={offer === null}
          onPress={() =>
            act.run(async () => {
              if (offer === null) return;
              const { startsAt, lengthMinutes } = offer;
              const body = { revision, startsAt, lengthMinutes, reason, ...(note.trim() ? { note } : {}) };
              try {
                onDone(await api('POST /api/staff/visits/:visitId/revise', { params: { visitId: id }, body }));
              } catch (error) {
                // What was taken meanwhile is no longer on offer.
                if (asProblem(error).code === 'slot-taken') slots.refetch();
                throw error;
              }
            })
          }
        >
          {t(offer && offer.lengthMinutes !== detail.row.lengthMinutes ? 'staff.revise.actLength' : 'staff.revise.act')}
        </Button>
        <Button onPress={onBack}>{t('ui.back')}</Button>
      </div>
    </div>
  );
}

/** What the family asked for and what they are asked now, so that nobody offers a price unseen. */
function AskedAndOffered({ detail, offer }: { readonly detail: VisitDetail; readonly offer: OtherSlot }) {
  const { t } = useText();
  const { row, quote } = detail;
  return (
    <dl class="facts">
      <dt>{t('staff.revise.asked')}</dt>
      <dd>
        <VisitTime times={row.times} /> · <LengthAndPrice minutes={row.lengthMinutes} totalCents={quote.totalCents} />
      </dd>
      <dt>{t('staff.revise.offer')}</dt>
      <dd>
        <VisitTime times={offer} /> · <LengthAndPrice minutes={offer.lengthMinutes} totalCents={offer.quote.totalCents} />
      </dd>
    </dl>
  );
}

/** The later of two ISO dates. */
function laterOn(one: string, other: string): string {
  return one > other ? one : other;
}
