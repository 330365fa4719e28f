import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useLive } from '../../api/live.ts';
import { moneyText } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Link } from '../../ui/router.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useRequest } from '../../ui/use-request.ts';
import { VisitCard, VisitStatusLine } from './visit-card.tsx';
import { byUrgency, type Visit } from './visitor-visit.ts';

/** All visits: those to come, then the past ones with their receipts. */
export function VisitsPage() {
  const { t } = useText();
  const request = useRequest('visits', async () => {
    const [upcoming, past] = await Promise.all([
      api('GET /api/visitor/visits', { query: { which: 'upcoming' } }),
      api('GET /api/visitor/visits', { query: { which: 'past' } }),
    ]);
    return { upcoming: [...upcoming.visits].sort(byUrgency), past: past.visits, more: past.more };
  });
  useLive('visit-changed', null, request.refetch);
  return (
    <>
      <PageTitle>{t('visits.title')}</PageTitle>
      <Loaded request={request}>
        {({ upcoming, past, more }) => (
          <>
            <h2>{t('visits.upcoming')}</h2>
            {upcoming.length === 0 && (
              <EmptyState icon="calendar" title={t('visits.noneUpcoming')}>
                <p>
                  <Link to="/home">{t('visits.toBook')}</Link>
                </p>
              </EmptyState>
            )}
            {upcoming.map((visit) => (
              <VisitCard key={visit.id} visit={visit} />
            ))}
            <h2>{t('visits.past')}</h2>
            {past.length === 0 && <EmptyState icon="receipt" title={t('visits.nonePast')} />}
            <PastVisits first={past} more={more} />
          </>
        )}
      </Loaded>
    </>
  );
}

function PastVisits({ first, more }: { readonly first: readonly Visit[]; readonly more: boolean }) {
  const { t } = useText();
  const act = useAct();
  const [older, setOlder] = useState<{ readonly visits: readonly Visit[]; readonly more: boolean } | null>(null);
  const shown = [...first, ...(older?.visits ?? [])];
  const isMore = older ? older.more : more;
  const fetchMore = (): void =>
    act.run(async () => {
      const before = shown[shown.length - 1]?.times.startsAt;
      const answer = await api('GET /api/visitor/visits', { query: { which: 'past', ...(before ? { before } : {}) } });
      const known = new Set(shown.map((visit) => visit.id));
      setOlder({ visits: [...(older?.visits ?? []), ...answer.visits.filter((visit) => !known.has(visit.id))], more: answer.more });
    });
  return (
    <>
      {shown.map((visit) => (
        <PastVisit key={visit.id} visit={visit} />
      ))}
      <ProblemNotice problem={act.problem} />
      {isMore && (
        <Button busy={act.busy} onPress={fetchMore}>
          {t('visits.more')}
        </Button>
      )}
    </>
  );
}

function PastVisit({ visit }: { readonly visit: Visit }) {
  const { t, language } = useText();
  const { payment } = visit;
  return (
    <article class="card">
      <VisitStatusLine visit={visit} />
      <h3>
        <Link to={`/visit/${visit.id}`}>{t('visit.with', { name: visit.resident.name })}</Link>
      </h3>
      <p>
        <TimeText startsAt={visit.times.startsAt} endsAt={visit.times.endsAt} timeZone={visit.facility.timeZone} />
      </p>
      {visit.status === 'ended' && (
        <p>
          {payment.status === 'captured' && `${t('visits.paid', { amount: moneyText(language, payment.capturedCents) })} · `}
          <Link to={`/visit/${visit.id}/after`}>{t('visit.after')}</Link> ·{' '}
          <Link to={`/visit/${visit.id}/receipt`}>{t('visit.receipt')}</Link>
        </p>
      )}
    </article>
  );
}
