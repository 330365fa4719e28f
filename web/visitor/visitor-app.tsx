import { useEffect } from 'preact/hooks';
import { onLive } from '../api/live.ts';
import { onSignedOut } from '../api/signed-out.ts';
import { matchPath, usePlace } from '../ui/router.tsx';
import { Frame } from './frame/frame.tsx';
import { NotFoundPage } from './frame/not-found-page.tsx';
import { pages } from './pages.ts';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { setVisitor, useVisitor } from './signed-in.ts';

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
  const inCall = matchPath('/visit/:visitId/call', path) !== null && visitor !== null;
  return <Frame bare={inCall}>{pageOf(path, visitor !== null)}</Frame>;
}

function pageOf(path: string, isSignedIn: boolean) {
  for (const { pattern, page: Page, signedIn } of pages) {
    const params = matchPath(pattern, path);
    if (!params) continue;
    if (signedIn && !isSignedIn) return <SignInPage key="sign-in" />;
    return <Page key={path} params={params} />;
  }
  return <NotFoundPage />;
}
