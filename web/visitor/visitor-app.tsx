import { useEffect } from 'preact/hooks';
import { onLive } from '../api/live.ts';
import type { ApiProblem } from '../api/problem.ts';
import { onSignedOut } from '../api/signed-out.ts';
import { NotLoaded } from '../ui/not-loaded.tsx';
import { matchPath, usePlace } from '../ui/router.tsx';
import { Frame } from './frame/frame.tsx';
import { NotFoundPage } from './frame/not-found-page.tsx';
import { pages } from './pages.ts';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { loadVisitor, setVisitor, useUnanswered, useVisitor } from './signed-in.ts';

onSignedOut(() => setVisitor(null));

/** The visitor's app: finds the page of the address. Somebody signed out meets the sign-in in its place and goes on where they were. */
export function VisitorApp() {
  const visitor = useVisitor();
  const { path } = usePlace();
  useEffect(
    () =>
      onLive((told) => {
        if (told.type === 'signed-out') setVisitor(null);
      }),
    [],
  );
  const unanswered = useUnanswered();
  const inCall = matchPath('/visit/:visitId/call', path) !== null && visitor !== null;
  return <Frame bare={inCall}>{pageOf(path, visitor !== null, unanswered)}</Frame>;
}

function pageOf(path: string, isSignedIn: boolean, unanswered: ApiProblem | null) {
  for (const { pattern, page: Page, signedIn } of pages) {
    const params = matchPath(pattern, path);
    if (!params) continue;
    // Somebody who is signed in must not be asked for the password because a line is down.
    if (signedIn && unanswered) return <NotLoaded problem={unanswered} onRetry={() => void loadVisitor()} />;
    if (signedIn && !isSignedIn) return <SignInPage key="sign-in" />;
    return <Page key={path} params={params} />;
  }
  return <NotFoundPage />;
}
