import { useCallback, useEffect, useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { startLive, stopLive } from '../api/live.ts';
import { type ApiProblem, asProblem } from '../api/problem.ts';
import { learnServerClock } from '../api/server-clock.ts';
import { useText } from '../text/use-text.ts';
import { EnrollPage } from './enroll-page.tsx';
import { IdleScreen, type Station } from './idle-screen.tsx';
import { SignInPad } from './sign-in-pad.tsx';
import { StationFrame } from './station-frame.tsx';
import { TroubleScreen } from './trouble-screen.tsx';
import { VisitsScreen } from './visits-screen.tsx';

/** What the wall shows. There is no address bar here, so the place is a state and not a URL; there is nothing to exit to. */
type Place =
  | { readonly name: 'starting' }
  | { readonly name: 'not-enrolled' }
  | { readonly name: 'trouble'; readonly problem: ApiProblem }
  | { readonly name: 'idle' }
  | { readonly name: 'sign-in' }
  | { readonly name: 'visits'; readonly residentName: string };

/** The station: idle without names, sign-in with a number pad, next visits, waiting room, call. */
export function StationApp() {
  const { setLanguage } = useText();
  const [place, setPlace] = useState<Place>({ name: 'starting' });
  const [station, setStation] = useState<Station | null>(null);

  const start = useCallback(async () => {
    try {
      const found = await api('GET /api/station');
      learnServerClock(found.serverNow, true);
      setStation(found);
      setPlace(await whoIsHere());
    } catch (error) {
      const problem = asProblem(error);
      setPlace(
        problem.code === 'station-not-enrolled' || problem.code === 'not-signed-in'
          ? { name: 'not-enrolled' }
          : { name: 'trouble', problem },
      );
    }
  }, []);
  useEffect(() => {
    void start();
  }, [start]);

  const signedIn = place.name === 'visits';
  useEffect(() => {
    if (!signedIn) return undefined;
    startLive('/api/station/events');
    return stopLive;
  }, [signedIn]);

  const leave = useCallback(async () => {
    setPlace({ name: 'idle' });
    await api('POST /api/station/sign-out').catch(() => undefined);
  }, []);

  if (place.name === 'not-enrolled') return <EnrollPage onEnrolled={start} />;
  if (place.name === 'trouble') return <TroubleScreen problem={place.problem} onRetry={start} />;
  if (place.name === 'starting' || !station) return <StationFrame station={station} />;
  if (place.name === 'idle')
    return (
      <IdleScreen
        station={station}
        onStart={(language) => {
          void setLanguage(language).then(() => setPlace({ name: 'sign-in' }));
        }}
      />
    );
  if (place.name === 'sign-in')
    return (
      <SignInPad
        station={station}
        onBack={() => setPlace({ name: 'idle' })}
        onSignedIn={(residentName) => setPlace({ name: 'visits', residentName })}
        onEnded={start}
      />
    );
  return <VisitsScreen station={station} residentName={place.residentName} onLeave={leave} onEnded={start} />;
}

/** After a reload in the middle of a sign-in (or of a call) the resident goes on without the number again. */
async function whoIsHere(): Promise<Place> {
  try {
    const me = await api('GET /api/station/me');
    return { name: 'visits', residentName: me.name };
  } catch (error) {
    const problem = asProblem(error);
    if (problem.isPassing) throw problem;
    return { name: 'idle' };
  }
}
