import { useEffect, useRef } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useLive } from '../../api/live.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useText } from '../../text/use-text.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate, type RouteParams, useQuery } from '../../ui/router.tsx';
import { StepLine } from '../../ui/step-line.tsx';
import { useAct } from '../../ui/use-act.ts';
import { openCardPage } from '../visit/open-card-page.ts';
import { addressOf, needsApproval, needsMending } from '../visit/visitor-visit.ts';

/** The card page may know of the card a moment before we do: so often, and so many milliseconds apart, we ask again. */
const TRIES = 4;
const PAUSE_MILLISECONDS = 1500;

/**
 * Back from the card page: sends the request, unless the processor's message was quicker. Who turned back there without a card goes back to
 * where it was asked for.
 */
export function ReturnPage({ params }: { readonly params: RouteParams }) {
  const { t, language } = useText();
  const visitId = params.visitId ?? '';
  const act = useAct();
  const gone = useRef(false);
  const [card] = useQuery('card');
  const goOn = (address: string): void => {
    if (!gone.current) navigate(address, { replace: true });
    gone.current = true;
  };
  const finish = (): void =>
    act.run(async () => {
      const visit = await api('GET /api/visitor/visits/:visitId', { params: { visitId } });
      if (card !== 'cancelled') {
        if (visit.status === 'held' || needsMending(visit) || needsApproval(visit)) await sendRequest(visitId, () => gone.current);
        goOn(`/visit/${visitId}${visit.status === 'held' || visit.status === 'requested' ? '?sent' : ''}`);
      } else goOn(addressOf(visit));
    });
  useEffect(() => {
    finish();
    return () => {
      gone.current = true;
    };
  }, [visitId]);
  useLive('visit-changed', visitId, () => {
    if (!act.busy) finish();
  });
  const toCardPage = (): void => act.run(() => openCardPage(visitId, language));
  const code = act.problem?.code;
  const cardIsMissing = code === 'card-needed' || code === 'card-declined';
  return (
    <>
      <PageTitle>{act.problem ? t('return.problem') : t('return.title')}</PageTitle>
      {!act.problem && (
        <StepLine
          label={t('return.title')}
          steps={[
            { key: 'card', title: t('return.card'), state: 'done' },
            { key: 'send', title: t('return.send'), state: 'now' },
          ]}
        />
      )}
      <ProblemNotice problem={act.problem} onRetry={act.problem?.isPassing || code === 'card-needed' ? finish : undefined} />
      {cardIsMissing && (
        <Button kind="main" wide icon="card" busy={act.busy} onPress={toCardPage}>
          {t('book.toCard')}
        </Button>
      )}
      {act.problem && !cardIsMissing && (
        <ButtonLink kind="main" wide to="/home">
          {t('menu.home')}
        </ButtonLink>
      )}
    </>
  );
}

async function sendRequest(visitId: string, isGone: () => boolean): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      await api('POST /api/visitor/visits/:visitId/request', { params: { visitId } });
      return;
    } catch (error) {
      // The processor's message came in between: the request is sent.
      if (error instanceof ApiProblem && error.code === 'not-in-this-status') return;
      const isEarly = error instanceof ApiProblem && error.code === 'card-needed';
      if (!isEarly || left <= 1 || isGone()) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }
}
