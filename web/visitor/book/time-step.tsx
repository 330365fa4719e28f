import { api } from '../../api/client.ts';
import { dateText, daysAfter } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LengthAndPrice } from '../../ui/length-and-price.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate, useQuery } from '../../ui/router.tsx';
import { useAct } from '../../ui/use-act.ts';
import { DayGrid } from './day-grid.tsx';
import { alternativesOf, bookableDays, type DayOffer, type Offers, type Times } from './offers.ts';
import { Slots } from './slots.tsx';

interface TimeStepProps {
  readonly offers: Offers;
  readonly residentId: string;
  readonly minutes: number;
  /** A time was lost: what is shown is out of date. */
  readonly onLost: () => void;
}

/** When? Days at a glance, then the times of one day. Choosing one keeps it. */
export function TimeStep({ offers, residentId, minutes, onLost }: TimeStepProps) {
  const { t, plural, language } = useText();
  const [on, setOn] = useQuery('on');
  const [fromOn] = useQuery('from');
  const act = useAct();
  const days = bookableDays(offers.days);
  const day = days.find((one) => one.on === on) ?? days.find((one) => one.slots.length > 0) ?? days[0];
  const { timeZone } = offers.facility;

  const keep = (slot: Times): void =>
    act.run(async () => {
      try {
        const body = { residentId, visitType: offers.visitType, startsAt: slot.startsAt, lengthMinutes: minutes };
        const visit = await api('POST /api/visitor/holds', { body });
        navigate(`/book/${residentId}?step=check&visit=${visit.id}`);
        scrollTo(0, 0);
      } catch (error) {
        onLost();
        scrollTo(0, 0);
        throw error;
      }
    });

  const alternatives = alternativesOf(act.problem);
  const lastOn = days[days.length - 1]?.on;
  const isMore = lastOn !== undefined && days.length === offers.days.length;
  return (
    <>
      <p class="step-of">{t('book.stepOf', { step: 2, steps: 3 })}</p>
      <PageTitle lead={`${t('visit.with', { name: offers.resident.name })} · ${plural('ui.minutes', minutes)}`}>
        {t('book.timeTitle')}
      </PageTitle>
      <ProblemNotice problem={act.problem} />
      {alternatives.length > 0 && (
        <Notice title={t('book.nearest')}>
          <Slots slots={alternatives} timeZone={timeZone} withDay busy={act.busy} onKeep={keep} />
        </Notice>
      )}
      {days.every((one) => one.slots.length === 0) ? (
        <EmptyState icon="calendar" title={t('book.noneTitle')}>
          <p>{t('book.none')}</p>
        </EmptyState>
      ) : (
        <DayGrid days={days} chosenOn={day?.on ?? null} onChoose={(next) => setOn(next, { replace: true })} />
      )}
      {day && <Day day={day} minutes={minutes} timeZone={timeZone} busy={act.busy} onKeep={keep} />}
      <div class="buttons">
        {offers.lengths.some((length) => length.minutes !== minutes) && (
          <ButtonLink icon="back" to={`/book/${residentId}${fromOn ? `?from=${fromOn}` : ''}`}>
            {t('book.otherLength')}
          </ButtonLink>
        )}
        {isMore && (
          <ButtonLink icon="forward" to={`?step=time&minutes=${minutes}&from=${daysAfter(lastOn, 1)}`}>
            {t('book.later', { date: dateText(language, daysAfter(lastOn, 1)) })}
          </ButtonLink>
        )}
      </div>
    </>
  );
}

interface DayProps {
  readonly day: DayOffer;
  readonly minutes: number;
  readonly timeZone: string;
  readonly busy: boolean;
  readonly onKeep: (slot: Times) => void;
}

function Day({ day, minutes, timeZone, busy, onKeep }: DayProps) {
  const { t, has, language } = useText();
  const why = `closed.${day.closedBecause}`;
  return (
    <section aria-live="polite">
      <h2>{dateText(language, day.on, 'long')}</h2>
      {day.slots.length > 0 ? (
        <>
          {day.totalCents !== null && (
            <p>
              <LengthAndPrice minutes={minutes} totalCents={day.totalCents} />
            </p>
          )}
          <Slots slots={day.slots} timeZone={timeZone} busy={busy} onKeep={onKeep} />
        </>
      ) : (
        <p>{has(why) ? t(why) : t('closed.not-possible')}</p>
      )}
    </section>
  );
}
