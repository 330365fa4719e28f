import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { serverNow } from '../api/server-clock.ts';
import { clockText, dayText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import type { Station } from './idle-screen.tsx';

interface StationFrameProps {
  readonly station: Station | null;
  readonly children?: ComponentChildren;
  /** One sentence at the foot: what comes next. */
  readonly next?: string | undefined;
}

/** What stays on the wall on every screen: the large clock in facility time, the station's name, and what comes next. */
export function StationFrame({ station, children, next }: StationFrameProps) {
  return (
    <div class="station">
      <header class="station-head">
        {station && <BigClock timeZone={station.timeZone} />}
        {station && (
          <p class="station-name">
            {station.stationName}
            <span>{station.facilityName}</span>
          </p>
        )}
      </header>
      <main class="station-main">{children}</main>
      {next && (
        <footer class="station-next" aria-live="polite">
          {next}
        </footer>
      )}
    </div>
  );
}

function BigClock({ timeZone }: { readonly timeZone: string }) {
  const { language } = useText();
  const now = new Date(useTick(1000)).toISOString();
  return (
    <p class="station-clock">
      <time dateTime={now}>{clockText(language, now, timeZone)}</time>
      <span>{dayText(language, now, timeZone)}</span>
    </p>
  );
}

/** The server's time in milliseconds, drawn again every so often. */
export function useTick(milliseconds: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return now;
}
