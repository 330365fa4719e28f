import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.ts';
import { ProblemNotice } from './problem-notice.tsx';
import type { RouteParams } from './router.tsx';
import { Skeleton } from './skeleton.tsx';

/** A component that is given what the address says. */
export type Page = ComponentType<{ readonly params: RouteParams }>;

/** A page whose code is fetched when it is opened for the first time. */
export function lazyPage(load: () => Promise<Page>): Page {
  let loaded: Page | null = null;
  return function LazyPage({ params }) {
    const [Loaded, setLoaded] = useState<Page | null>(() => loaded);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (page) => {
          loaded = page;
          setLoaded(() => page);
        },
        () => setFailed(true),
      );
    }, []);
    // Browsers remember a failed import, and after an update the old file is gone: only loading the page anew helps.
    if (failed) return <ProblemNotice problem={new ApiProblem('offline', 0)} onRetry={() => location.reload()} />;
    return Loaded ? <Loaded params={params} /> : <Skeleton />;
  };
}
