import { api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { moneyText } from '../../text/format.ts';
import { type Text, useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { LengthAndPrice } from '../../ui/length-and-price.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Moment, TimeText } from '../../ui/time-text.tsx';
import { useAct } from '../../ui/use-act.ts';
import { ReasonText } from './reason-text.tsx';
import { type Visit, whatIsOffered } from './visitor-visit.ts';
import './revised-box.css';

interface RevisedBoxProps {
  readonly visit: Visit;
  readonly onAnswered: (visit: Visit) => void;
  /** What is shown is out of date. */
  readonly onStale: () => void;
}

/** Below this many milliseconds a countdown says more than a date. */
const SOON = 3_600_000;

/** The offered time beside the old one, why, and until when it can be answered. */
export function RevisedBox({ visit, onAnswered, onStale }: RevisedBoxProps) {
  const text = useText();
  const { t } = text;
  const accept = useAct();
  const decline = useAct();
  const { offered, lapsesAt } = visit;
  if (!offered) return null;
  const input = { params: { visitId: visit.id }, body: { revision: visit.revision } };
  const stale = (error: ApiProblem): never => {
    if (error.code === 'revision-changed' || error.code === 'not-in-this-status') onStale();
    throw error;
  };
  const { timeZone } = visit.facility;
  const what = whatIsOffered(visit);
  return (
    <section class="card card-strong" aria-live="polite">
      <h2>{t(`revised.title.${what}`)}</h2>
      <ReasonText visit={visit} />
      <div class="revised">
        <div class="revised-side revised-old">
          <h3>{t('revised.old')}</h3>
          <del>
            <TimeText startsAt={visit.times.startsAt} endsAt={visit.times.endsAt} timeZone={timeZone} />
            <span class="revised-terms">
              <LengthAndPrice minutes={visit.lengthMinutes} totalCents={visit.quote.totalCents} />
            </span>
          </del>
        </div>
        <div class="revised-side revised-new">
          <h3>{t('revised.new')}</h3>
          <TimeText startsAt={offered.startsAt} endsAt={offered.endsAt} timeZone={timeZone} />
          <span class="revised-terms">
            <LengthAndPrice minutes={offered.lengthMinutes} totalCents={offered.quote.totalCents} />
          </span>
        </div>
      </div>
      {lapsesAt && (
        <p>
          {t('revised.until')} <Moment at={lapsesAt} timeZone={timeZone} stop />
          {Date.parse(lapsesAt) - Date.now() < SOON && (
            <>
              {' '}
              (<Countdown until={lapsesAt} onEnd={() => setTimeout(onStale, 1500)} />)
            </>
          )}
        </p>
      )}
      <p>{priceText(text, visit, offered)}</p>
      <ProblemNotice problem={accept.problem ?? decline.problem} />
      <Button
        kind="main"
        wide
        icon="check"
        busy={accept.busy}
        onPress={() =>
          accept.run(async () => onAnswered(await api('POST /api/visitor/visits/:visitId/accept-revision', input).catch(stale)))
        }
      >
        {t(`revised.accept.${what}`)}
      </Button>
      <div class="revised-decline">
        <Confirm
          label={t('revised.decline')}
          question={t('revised.declineAsk')}
          yes={t('revised.declineYes')}
          no={t('revised.declineNo')}
          busy={decline.busy}
          onYes={() =>
            decline.run(async () => onAnswered(await api('POST /api/visitor/visits/:visitId/decline-revision', input).catch(stale)))
          }
        />
      </div>
      <p class="soft small">{t('revised.note')}</p>
    </section>
  );
}

/** What accepting means for the money; nothing is charged for the answer itself. */
function priceText({ t, language }: Text, { quote }: Visit, offered: NonNullable<Visit['offered']>): string {
  if (offered.quote.totalCents === quote.totalCents) return t('revised.samePrice');
  if (offered.quote.totalCents === 0) return t('revised.nowFree');
  const money = (cents: number): string => moneyText(language, cents);
  return t('revised.otherPrice', { total: money(offered.quote.totalCents), before: money(quote.totalCents) });
}
