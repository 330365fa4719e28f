import { useEffect } from 'preact/hooks';
import type { ApiProblem } from '../api/problem.ts';
import { useText } from '../text/use-text.ts';

/** The server cannot be reached: the station tries again by itself, and says so. */
export function TroubleScreen({ problem, onRetry }: { readonly problem: ApiProblem; readonly onRetry: () => void }) {
  const { t } = useText();
  useEffect(() => {
    const timer = setInterval(onRetry, 5000);
    return () => clearInterval(timer);
  }, [onRetry]);
  return (
    <div class="station">
      <main class="station-main">
        <div role="alert">
          <h1>{t('station.trouble.title')}</h1>
          <p>{t(problem.code === 'offline' ? 'station.trouble.offline' : 'station.trouble.other')}</p>
        </div>
      </main>
    </div>
  );
}
