import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useLive } from '../../api/live.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate } from '../../ui/router.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useAct } from '../../ui/use-act.ts';
import { type Request, useRequest } from '../../ui/use-request.ts';
import { VideoSupportNotice } from '../test-device/video-support-notice.tsx';
import { cardBrand } from '../visit/card-brand.ts';
import { openCardPage } from '../visit/open-card-page.ts';
import type { Visit } from '../visit/visitor-visit.ts';
import { HoldLine } from './hold-line.tsx';
import { HoldLost } from './hold-lost.tsx';
import { PriceAndRule } from './price-and-rule.tsx';

/** Is this right? The kept time, the whole price and what comes back, then the button. Also met on coming back from the card page. */
export function CheckStep({ residentId, visitId }: { readonly residentId: string; readonly visitId: string }) {
  const request = useRequest(visitId, () => api('GET /api/visitor/visits/:visitId', { params: { visitId } }));
  useLive('visit-changed', visitId, request.refetch);
  return (
    <Loaded isPage request={request}>
      {(visit) => {
        if (visit.status === 'held') return <Kept visit={visit} residentId={residentId} request={request} />;
        if (visit.status === 'expired') return <HoldLost visit={visit} residentId={residentId} />;
        return <AlreadySent visitId={visitId} />;
      }}
    </Loaded>
  );
}

/** The back button after the request was sent leads here: on to where it stands. */
function AlreadySent({ visitId }: { readonly visitId: string }) {
  useEffect(() => navigate(`/visit/${visitId}`, { replace: true }), [visitId]);
  return <Skeleton />;
}

function Kept({ visit, residentId, request }: { readonly visit: Visit; readonly residentId: string; readonly request: Request<Visit> }) {
  const { t, plural, language } = useText();
  const act = useAct();
  const giveBack = useAct();
  const [lapsed, setLapsed] = useState(false);
  const params = { visitId: visit.id };
  const { payment } = visit;
  const hasCard = payment.status === 'card-saved';
  const isFree = payment.status === 'free';

  const toCardPage = (): void => act.run(() => openCardPage(visit.id, language));
  const send = (): void =>
    act.run(async () => {
      await api('POST /api/visitor/visits/:visitId/request', { params });
      navigate(`/visit/${visit.id}?sent`, { replace: true });
      scrollTo(0, 0);
    });
  const chooseAgain = (): void =>
    giveBack.run(async () => {
      await api('DELETE /api/visitor/holds/:visitId', { params });
      navigate(`/book/${residentId}?step=time&minutes=${visit.lengthMinutes}`);
      scrollTo(0, 0);
    });

  if (lapsed || act.problem?.code === 'hold-expired') return <HoldLost visit={visit} residentId={residentId} />;
  return (
    <>
      <p class="step-of">{t('book.stepOf', { step: 3, steps: 3 })}</p>
      <PageTitle>{t('book.checkTitle')}</PageTitle>
      <HoldLine visit={visit} onLengthened={request.setData} onEnd={() => setLapsed(true)} />
      <div class="card">
        <dl class="facts">
          <dt>{t('book.who')}</dt>
          <dd>
            {visit.resident.name}
            <br />
            <span class="soft small">{visit.facility.name}</span>
          </dd>
          <dt>{t('book.when')}</dt>
          <dd>
            <TimeText startsAt={visit.times.startsAt} endsAt={visit.times.endsAt} timeZone={visit.facility.timeZone} />
            {plural('ui.minutes', visit.lengthMinutes)}
          </dd>
        </dl>
        <Button kind="plain" busy={giveBack.busy} onPress={chooseAgain}>
          {t('book.chooseAgain')}
        </Button>
      </div>
      <ProblemNotice problem={giveBack.problem} />
      <PriceAndRule visit={visit} />
      <VideoSupportNotice />
      {payment.failureCode && !hasCard && (
        <Notice kind="error">
          <p>{t('problem.card-declined')}</p>
        </Notice>
      )}
      {hasCard && payment.card && (
        <Notice kind="good">
          <p>{t('payment.savedCard', { brand: cardBrand(payment.card.brand), last4: payment.card.last4 })}</p>
        </Notice>
      )}
      <ProblemNotice problem={act.problem} />
      {isFree || hasCard ? (
        <Button kind="main" wide busy={act.busy} onPress={send}>
          {t('book.send')}
        </Button>
      ) : (
        <Button kind="main" wide icon="card" busy={act.busy} onPress={toCardPage}>
          {t('book.toCard')}
        </Button>
      )}
      <p class="soft small after-button">{isFree || hasCard ? t('book.sendNote') : t('book.toCardNote')}</p>
    </>
  );
}
