import type { ApiProblem } from '../api/problem.ts';
import { useText } from '../text/use-text.ts';
import { PageTitle } from './page-title.tsx';
import { ProblemNotice } from './problem-notice.tsx';

interface NotLoadedProps {
  readonly problem: ApiProblem;
  readonly onRetry?: (() => void) | undefined;
}

/** A whole page for which the server has no content: a title all the same, so that the focus and a reader have a place to begin, and why. */
export function NotLoaded({ problem, onRetry }: NotLoadedProps) {
  const { t } = useText();
  return (
    <>
      <PageTitle>{t(problem.code === 'not-found' ? 'ui.notFound' : 'ui.notLoaded')}</PageTitle>
      <ProblemNotice problem={problem} onRetry={onRetry} />
    </>
  );
}
