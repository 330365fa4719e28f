import type { ComponentChildren } from 'preact';
import { useText } from '../text/use-text.ts';
import { PageTitle } from './page-title.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { Skeleton } from './skeleton.tsx';
import type { Request } from './use-request.ts';

interface LoadedProps<Data> {
  readonly request: Request<Data>;
  readonly lines?: number;
  /** The whole page hangs on it: without content there is a title all the same, and the focus goes to it. */
  readonly isPage?: boolean;
  readonly children: (data: Data) => ComponentChildren;
}

/** The three faces of a fetched part: shapes while it loads, words and a retry when it failed, the content. Old content stays when a later fetch fails. */
export function Loaded<Data>({ request, lines, isPage, children }: LoadedProps<Data>) {
  const { t } = useText();
  const { data, problem, refetch } = request;
  if (data === null && !problem) return <Skeleton {...(lines === undefined ? {} : { lines })} />;
  return (
    <>
      {isPage && data === null && <PageTitle>{t(problem?.code === 'not-found' ? 'ui.notFound' : 'ui.notLoaded')}</PageTitle>}
      <ProblemNotice problem={problem} onRetry={problem?.isPassing ? refetch : undefined} />
      {data !== null && children(data)}
    </>
  );
}
