import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { onLive, startLive, stopLive } from '../api/live.ts';
import { type ApiProblem, asProblem } from '../api/problem.ts';
import { onSignedOut } from '../api/signed-out.ts';
import { useText } from '../text/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { NotLoaded } from '../ui/not-loaded.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { matchPath, navigate, usePlace } from '../ui/router.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { AuditPage } from './audit-page.tsx';
import { giveDraftsTo } from './drafts.ts';
import { ForgotPage } from './forgot-page.tsx';
import { QueuePage } from './queue-page.tsx';
import { Rail } from './rail.tsx';
import { RatesPage } from './rates-page.tsx';
import { RecordingPage } from './recording-page.tsx';
import { RecordingsPage } from './recordings-page.tsx';
import { ResetPage } from './reset-page.tsx';
import { ResidentsPage } from './residents-page.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { holds, type Me, SignedIn } from './signed-in.ts';
import { StaffGate } from './staff-gate.tsx';
import { StationsPage } from './stations-page.tsx';
import { TodayPage } from './today-page.tsx';
import { VisitPage } from './visit-page.tsx';

/** The staff app: a gate with two factors, a rail with live counts, and a page beside it. */
export function StaffApp() {
  const { path } = usePlace();
  const [me, setMe] = useState<Me | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [asked, setAsked] = useState(false);
  const isIn = useRef(false);
  /** The sign-in has ended without this person's doing: the page that stood here comes back with the next one. */
  const [isLost, setLost] = useState(false);

  const find = useCallback(async () => {
    try {
      const found = await api('GET /api/staff/me');
      giveDraftsTo(found.id);
      isIn.current = true;
      setLost(false);
      setMe(found);
      setProblem(null);
    } catch (error) {
      const found = asProblem(error);
      setMe(null);
      setProblem(found.code === 'not-signed-in' ? null : found);
    }
    setAsked(true);
  }, []);
  const lose = useCallback(() => {
    if (isIn.current) setLost(true);
    isIn.current = false;
    setMe(null);
  }, []);
  useEffect(() => {
    // A shift's sign-in ends by itself after some hours: whatever is asked for then leads back to the gate.
    onSignedOut(lose);
    void find();
  }, [find, lose]);

  const signedIn = me !== null;
  useEffect(() => {
    if (!signedIn) return undefined;
    startLive('/api/staff/events');
    const forget = onLive((told) => {
      if (told.type === 'signed-out') lose();
    });
    return () => {
      forget();
      stopLive();
    };
  }, [signedIn, lose]);

  if (!asked) return <Skeleton />;
  if (problem)
    return (
      <StaffGate>
        <NotLoaded problem={problem} onRetry={find} />
      </StaffGate>
    );
  if (matchPath('/staff/forgot', path)) return <ForgotPage />;
  if (matchPath('/staff/reset', path)) return <ResetPage onSignedOut={find} />;
  if (!me) return <SignInPage isBack={isLost} onSignedIn={find} />;
  return (
    <SignedIn.Provider value={me}>
      <div class="staff">
        <Rail
          onSignOut={() => {
            isIn.current = false;
            giveDraftsTo(null);
            void api('POST /api/staff/sign-out')
              .catch(() => undefined)
              .then(() => setMe(null));
          }}
        />
        <main class="staff-main">
          <Page me={me} />
        </main>
      </div>
    </SignedIn.Provider>
  );
}

function Page({ me }: { readonly me: Me }) {
  const { path } = usePlace();
  const { t } = useText();
  const home = homeOf(me);
  useEffect(() => {
    if (matchPath('/staff', path)) navigate(home, { replace: true });
  }, [path, home]);

  if (matchPath('/staff', path)) return null;
  const queue = matchPath('/staff/queue', path) ?? matchPath('/staff/queue/:visitId', path);
  if (queue) return <QueuePage visitId={queue.visitId ?? null} />;
  if (matchPath('/staff/today', path)) return <TodayPage />;
  const visit = matchPath('/staff/visit/:visitId', path);
  if (visit?.visitId) return <VisitPage visitId={visit.visitId} />;
  if (matchPath('/staff/residents', path)) return <ResidentsPage />;
  if (matchPath('/staff/stations', path)) return <StationsPage />;
  if (matchPath('/staff/rates', path)) return <RatesPage />;
  if (matchPath('/staff/recordings', path)) return <RecordingsPage />;
  const recording = matchPath('/staff/recordings/:recordingId', path);
  if (recording?.recordingId) return <RecordingPage recordingId={recording.recordingId} />;
  if (matchPath('/staff/audit', path)) return <AuditPage />;
  return (
    <>
      <PageTitle>{t('staff.notFound.title')}</PageTitle>
      <EmptyState icon="search" title={t('staff.notFound.lead')} />
    </>
  );
}

/** The first page of a role: the day for those who move people, the queue for schedulers, evidence for investigators. */
function homeOf(me: Me): string {
  if (holds(me, 'scheduler')) return '/staff/queue';
  if (holds(me, 'unit-officer', 'facility-admin')) return '/staff/today';
  return '/staff/recordings';
}
