import type { ComponentChildren } from 'preact';
import { ProblemNotice } from './problem-notice.tsx';
import { Skeleton } from './skeleton.tsx';
import type { Request } from './use-request.ts';

interface LoadedProps<Data> {
  readonly request: Request<Data>;
  readonly lines?: number;
  readonly children: (data: Data) => ComponentChildren;
}

/** The three faces of a fetched part: shapes while it loads, words and a retry when it failed, the content. Old content stays when a later fetch fails. */
export function Loaded<Data>({ request, lines, children }: LoadedProps<Data>) {
  const { data, problem, refetch } = request;
  if (data === null && !problem) return <Skeleton {...(lines === undefined ? {} : { lines })} />;
  return (
    <>
      <ProblemNotice problem={problem} onRetry={refetch} />
      {data !== null && children(data)}
    </>
  );
}
