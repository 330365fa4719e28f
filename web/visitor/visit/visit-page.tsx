import { api } from '../../api/client.ts';
import { useLive } from '../../api/live.ts';
import { useText } from '../../text/use-text.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { type RouteParams, useQuery } from '../../ui/router.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { type Request, useRequest } from '../../ui/use-request.ts';
import { EndVisit } from './end-visit.tsx';
import { paymentText } from './payment-text.ts';
import { RevisedBox } from './revised-box.tsx';
import { VisitStatusLine } from './visit-card.tsx';
import { VisitNow } from './visit-now.tsx';
import { VisitSteps } from './visit-steps.tsx';
import { isOver, type Visit } from './visitor-visit.ts';

/** Where one visit stands, what can be done about it now, and how it came here. Live. */
export function VisitPage({ params }: { readonly params: RouteParams }) {
  const visitId = params.visitId ?? '';
  const request = useRequest(visitId, () => api('GET /api/visitor/visits/:visitId', { params: { visitId } }));
  useLive('visit-changed', visitId, request.refetch);
  return (
    <Loaded isPage request={request}>
      {(visit) => <VisitBody visit={visit} request={request} />}
    </Loaded>
  );
}

function VisitBody({ visit, request }: { readonly visit: Visit; readonly request: Request<Visit> }) {
  const text = useText();
  const { t, plural } = text;
  const [sent] = useQuery('sent');
  const [fromBank] = useQuery('bank');
  return (
    <>
      <PageTitle>{t('visit.with', { name: visit.resident.name })}</PageTitle>
      <div aria-live="polite">
        <VisitStatusLine visit={visit} />
      </div>
      {sent !== null && visit.status === 'requested' && (
        <Notice kind="good" announce title={t('visit.sentTitle')}>
          <p>{t('visit.sent')}</p>
        </Notice>
      )}
      {fromBank !== null && visit.payment.status === 'authorized' && (
        <Notice kind="good" announce title={t('approve.doneTitle')}>
          <p>{paymentText(text, visit)}</p>
        </Notice>
      )}
      {visit.status === 'revised' ? (
        <RevisedBox visit={visit} onAnswered={request.setData} onStale={request.refetch} />
      ) : (
        <div class="card">
          <TimeText startsAt={visit.times.startsAt} endsAt={visit.times.endsAt} timeZone={visit.facility.timeZone} />
          <p class="soft small">
            {plural('ui.minutes', visit.lengthMinutes)} · {visit.facility.name}
          </p>
        </div>
      )}
      <VisitNow visit={visit} />
      {hasMoneyToTell(visit) && (
        <>
          <h2>{t('visit.payment')}</h2>
          <p>{paymentText(text, visit)}</p>
        </>
      )}
      <h2>{t('visit.steps')}</h2>
      <VisitSteps visit={visit} />
      <EndVisit visit={visit} onEnded={request.setData} onStale={request.refetch} />
    </>
  );
}

/** What was planned to be paid says nothing any more once a visit is over and none of it happened. */
function hasMoneyToTell(visit: Visit): boolean {
  return !isOver(visit) || visit.payment.status === 'captured' || visit.payment.status === 'released';
}
