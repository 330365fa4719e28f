import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { useLive } from '../api/live.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Link, navigate } from '../ui/router.tsx';
import { useNow } from '../ui/use-now.ts';
import { useRequest } from '../ui/use-request.ts';
import { FacilityMoment } from './facility-moment.tsx';
import { neighbor } from './list-keys.ts';
import { VisitLine, type VisitRow } from './visit-line.tsx';
import { VisitPanel } from './visit-panel.tsx';

const home = '/staff/queue';
const address = (visitId: string): string => `${home}/${visitId}`;

/**
 * Requests that wait for a decision: the one that lapses first on top, the detail beside it, arrows and letters on the keyboard. The address
 * names what is shown, so that a list that changes never puts another request under somebody's hand; only their own decision leads on.
 */
export function QueuePage({ visitId }: { readonly visitId: string | null }) {
  const { t } = useText();
  const queue = useRequest('queue', () => api('GET /api/staff/queue'));
  useLive('visit-changed', null, queue.refetch);
  const [decided, setDecided] = useState<readonly string[]>([]);
  const visits = (queue.data?.visits ?? []).filter(({ id }) => !decided.includes(id));
  const first = visits[0]?.id ?? null;
  useLayoutEffect(() => {
    if (visitId === null && first !== null) navigate(address(first), { replace: true });
  }, [visitId, first]);
  const shown = useRef(visitId);
  shown.current = visitId;
  const list = useRef<HTMLUListElement>(null);

  function leadOn(from: string): void {
    setDecided((before) => [...before, from]);
    if (shown.current === from) navigate(home, { replace: true });
    queue.refetch();
  }

  function move(event: KeyboardEvent): void {
    const next = neighbor(
      visits.map((visit) => visit.id),
      visitId,
      event.key,
    );
    if (next === null) return;
    event.preventDefault();
    navigate(address(next), { replace: true });
    list.current?.querySelector<HTMLElement>(`[data-visit="${next}"]`)?.focus();
  }

  return (
    <>
      <PageTitle lead={t('staff.queue.lead')}>{t('staff.queue.title')}</PageTitle>
      <Loaded request={queue} lines={8}>
        {({ nextKnownWorkAt }) =>
          visits.length === 0 && visitId === null ? (
            <EmptyState icon="done" title={t('staff.queue.empty')}>
              <p>
                {nextKnownWorkAt ? (
                  <>
                    {t('staff.queue.nextWork')} <FacilityMoment at={nextKnownWorkAt} />
                  </>
                ) : (
                  t('staff.queue.noWork')
                )}
              </p>
            </EmptyState>
          ) : (
            <div class="split">
              <ul ref={list} class="split-list" aria-label={t('staff.queue.title')} onKeyDown={move}>
                {visits.map((visit) => (
                  <li key={visit.id}>
                    <QueueRow row={visit} chosen={visit.id === visitId} />
                  </li>
                ))}
              </ul>
              <section class="split-detail" aria-label={t('staff.queue.detail')}>
                {visitId && (
                  <VisitPanel
                    key={visitId}
                    visitId={visitId}
                    onDecided={() => leadOn(visitId)}
                    afterwards={<NoLongerWaiting visitId={visitId} onNext={() => navigate(home, { replace: true })} />}
                  />
                )}
              </section>
            </div>
          )
        }
      </Loaded>
    </>
  );
}

/** The request was decided, taken back or has lapsed while somebody looked at it, or before they followed a link to it. */
function NoLongerWaiting({ visitId, onNext }: { readonly visitId: string; readonly onNext: () => void }) {
  const { t } = useText();
  return (
    <Notice announce title={t('staff.queue.gone')}>
      <p>{t('staff.queue.goneMore')}</p>
      <div class="buttons">
        <Button icon="forward" onPress={onNext}>
          {t('staff.queue.next')}
        </Button>
        <Link to={`/staff/visit/${visitId}`}>{t('staff.queue.openPage')}</Link>
      </div>
    </Notice>
  );
}

function QueueRow({ row, chosen }: { readonly row: VisitRow; readonly chosen: boolean }) {
  const button = useRef<HTMLButtonElement>(null);
  const shown = useRef(row.revision);
  useEffect(() => {
    if (shown.current === row.revision) return;
    shown.current = row.revision;
    // Everything that changed flashes once, quietly.
    button.current?.classList.remove('flash');
    void button.current?.offsetWidth;
    button.current?.classList.add('flash');
  }, [row.revision]);
  return (
    <button
      ref={button}
      type="button"
      class="split-row"
      data-visit={row.id}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => navigate(address(row.id), { replace: true })}
    >
      <VisitLine row={row} />
      {row.lapsesAt && (
        <span class="soft">
          <LapsesAt at={row.lapsesAt} isRevised={row.status === 'revised'} />
        </span>
      )}
    </button>
  );
}

/** A countdown on the last day, a date before: nobody counts seconds of next week. */
function LapsesAt({ at, isRevised }: { readonly at: string; readonly isRevised: boolean }) {
  const { t } = useText();
  const isNear = Date.parse(at) - useNow(60_000) < 24 * 3_600_000;
  if (!isNear)
    return (
      <>
        {t(isRevised ? 'staff.queue.answerBy' : 'staff.queue.lapsesAt')} <FacilityMoment at={at} />
      </>
    );
  return (
    <>
      {t(isRevised ? 'staff.queue.answerIn' : 'staff.queue.lapsesIn')} <Countdown until={at} />
    </>
  );
}
