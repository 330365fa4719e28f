import type { ComponentChildren } from 'preact';
import { NotLoaded } from './not-loaded.tsx';
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
  const { data, problem, refetch } = request;
  if (data === null && !problem) return <Skeleton {...(lines === undefined ? {} : { lines })} />;
  const onRetry = problem?.isPassing ? refetch : undefined;
  if (isPage && data === null && problem) return <NotLoaded problem={problem} onRetry={onRetry} />;
  return (
    <>
      <ProblemNotice problem={problem} onRetry={onRetry} />
      {data !== null && children(data)}
    </>
  );
}
