import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { RouteOutput } from '../../src/contract/routes.ts';
import { api } from '../api/client.ts';
import { useLive } from '../api/live.ts';
import { asProblem, type ProblemCode } from '../api/problem.ts';
import { clockText, dayText, lengthText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { DeclineVisit } from './decline-visit.tsx';
import type { Station } from './idle-screen.tsx';
import { StationCall } from './station-call.tsx';
import { StationFrame, useTick } from './station-frame.tsx';
import { StillThere } from './still-there.tsx';

type StationVisit = RouteOutput<'GET /api/station/visits'>['visits'][number];

interface VisitsScreenProps {
  readonly station: Station;
  readonly residentName: string;
  readonly onLeave: () => void;
  /** The sign-in is over on the server. */
  readonly onEnded: () => void;
}

/** The resident's next visits, the nearest first: when, with whom, and at which station. */
export function VisitsScreen({ station, residentName, onLeave, onEnded }: VisitsScreenProps) {
  const { t } = useText();
  const [visits, setVisits] = useState<readonly StationVisit[] | null>(null);
  const [refused, setRefused] = useState<ProblemCode | null>(null);
  const [inside, setInside] = useState<string | null>(null);
  const isFirst = useRef(true);

  const load = useCallback(async () => {
    try {
      const found = (await api('GET /api/station/visits')).visits;
      setVisits(found);
      setRefused(null);
      // A wall that was loaded again in the middle of a call goes straight back in: the other side waits, and nobody here knows to press.
      const running = isFirst.current ? found.find((visit) => visit.here && visit.status === 'in-call') : undefined;
      isFirst.current = false;
      if (running) setInside(running.id);
    } catch (error) {
      const { code } = asProblem(error);
      if (code === 'not-signed-in') onEnded();
      else setRefused(code);
    }
  }, [onEnded]);
  useEffect(() => {
    void load();
    // The stream tells of changes; this is for a stream that a firewall has silently cut.
    const timer = setInterval(load, 30_000);
    return () => clearInterval(timer);
  }, [load]);
  useLive('visit-changed', null, load);

  if (inside)
    return (
      <StationCall
        station={station}
        visitId={inside}
        onDone={() => {
          setInside(null);
          void load();
        }}
        onEnded={onEnded}
      />
    );
  const [next, ...later] = visits ?? [];
  return (
    <StationFrame station={station} next={next ? undefined : t('station.visits.noneNext')}>
      <h1>{t('station.visits.title', { name: residentName })}</h1>
      {refused && (
        <p class="station-refused" role="alert">
          {t(`problem.${refused}`)}
        </p>
      )}
      {visits === null && !refused && <p>{t('ui.loading')}</p>}
      {visits?.length === 0 && <p class="station-lead">{t('station.visits.none')}</p>}
      {next && <NextVisit visit={next} timeZone={station.timeZone} onEnter={() => setInside(next.id)} onChanged={load} />}
      {later.length > 0 && (
        <section>
          <h2>{t('station.visits.later')}</h2>
          <ul class="station-list">
            {later.map((visit) => (
              <li key={visit.id}>
                <VisitLine visit={visit} timeZone={station.timeZone} />
                <DeclineVisit visit={visit} onDone={load} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class="station-choices">
        <button type="button" class="station-key" onClick={onLeave}>
          {t('station.signOut')}
        </button>
      </div>
      <StillThere onGone={onLeave} />
    </StationFrame>
  );
}

function NextVisit({
  visit,
  timeZone,
  onEnter,
  onChanged,
}: {
  readonly visit: StationVisit;
  readonly timeZone: string;
  readonly onEnter: () => void;
  readonly onChanged: () => void;
}) {
  const { t } = useText();
  const now = useTick(1000);
  const secondsToOpen = Math.ceil((Date.parse(visit.joinableAt) - now) / 1000);
  const isOpen = visit.status === 'joinable' || visit.status === 'in-call';
  return (
    <section class="station-card" aria-live="polite">
      <h2>{t('station.visits.next')}</h2>
      <VisitLine visit={visit} timeZone={timeZone} />
      {!visit.here && <p class="station-where">{t('station.visits.elsewhere', { station: visit.stationName })}</p>}
      {visit.here && isOpen && (
        <button type="button" class="station-key station-main-key station-wide" onClick={onEnter}>
          {t('station.visits.enter')}
        </button>
      )}
      {visit.here && !isOpen && secondsToOpen > 0 && <p>{t('station.visits.opensIn', { time: lengthText(secondsToOpen) })}</p>}
      {visit.here && !isOpen && secondsToOpen <= 0 && <p>{t('station.visits.opensNow')}</p>}
      {visit.status !== 'in-call' && <DeclineVisit key={visit.id} visit={visit} onDone={onChanged} />}
    </section>
  );
}

function VisitLine({ visit, timeZone }: { readonly visit: StationVisit; readonly timeZone: string }) {
  const { language } = useText();
  return (
    <p class="station-visit">
      <strong>{visit.visitorName}</strong>
      <span>
        {dayText(language, visit.times.startsAt, timeZone)}, {clockText(language, visit.times.startsAt, timeZone)}–
        {clockText(language, visit.times.endsAt, timeZone)}
      </span>
    </p>
  );
}
