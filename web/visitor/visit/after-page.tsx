import { useLive } from '../../api/live.ts';
import { lengthText } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import type { RouteParams } from '../../ui/router.tsx';
import { Arithmetic } from './arithmetic.tsx';
import { ReasonText } from './reason-text.tsx';
import { Timeline } from './timeline.tsx';
import { useVisitAndSummary } from './use-visit-and-summary.ts';

/** After the call: the time together, what it cost and what came back, with the arithmetic. */
export function AfterPage({ params }: { readonly params: RouteParams }) {
  const { t, has, plural } = useText();
  const visitId = params.visitId ?? '';
  const request = useVisitAndSummary(visitId);
  useLive('visit-changed', visitId, request.refetch);
  return (
    <Loaded isPage request={request}>
      {({ visit, summary }) => {
        const cause = `cause.${summary.endCause}`;
        const lost = summary.timeline.some((part) => part.kind === 'gap');
        return (
          <>
            <PageTitle>{t('after.title', { name: visit.resident.name.split(' ')[0] ?? '' })}</PageTitle>
            {has(cause) && <p>{t(cause, { name: visit.resident.name })}</p>}
            <ReasonText visit={visit} />
            <div class="card card-strong">
              <p class="soft">{t('after.together')}</p>
              <p class="together">{lengthText(summary.deliveredSeconds)}</p>
              <p class="soft small">{t('after.booked', { minutes: plural('ui.minutes', summary.bookedMinutes) })}</p>
            </div>
            {lost && (
              <>
                <h2>{t('after.timeline')}</h2>
                <Timeline summary={summary} />
              </>
            )}
            <h2>{t('after.money')}</h2>
            {summary.settlement ? <Arithmetic settlement={summary.settlement} /> : <FreeOrPending isFree={visit.quote.totalCents === 0} />}
            <div class="buttons">
              <ButtonLink kind="main" icon="calendar" to={`/book/${visit.resident.id}`}>
                {t('visit.bookAgain')}
              </ButtonLink>
              <ButtonLink icon="receipt" to={`/visit/${visit.id}/receipt`}>
                {t('visit.receipt')}
              </ButtonLink>
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

function FreeOrPending({ isFree }: { readonly isFree: boolean }) {
  const { t } = useText();
  return isFree ? <p>{t('price.free')}</p> : <Notice>{t('after.pending')}</Notice>;
}
