import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useQuery } from '../../ui/router.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useAct } from '../../ui/use-act.ts';
import { setVisitor, useVisitor } from '../signed-in.ts';

/** The link of the confirmation mail leads here: confirms the address and signs in. */
export function VerifyPage() {
  const { t } = useText();
  const [token] = useQuery('token');
  const visitor = useVisitor();
  const act = useAct();
  const [done, setDone] = useState(false);
  const verify = (): void =>
    act.run(async () => {
      setVisitor(await api('POST /api/visitor/verify-email', { body: { token: token ?? '' } }));
      setDone(true);
    });
  useEffect(verify, [token]);
  return (
    <div class="narrow">
      <PageTitle>{t('verify.title')}</PageTitle>
      {act.busy && <Skeleton lines={2} />}
      {done && visitor && (
        <>
          <Notice kind="good" announce>
            {t('verify.done', { email: visitor.email })}
          </Notice>
          <ButtonLink kind="main" wide to="/home">
            {t('verify.go')}
          </ButtonLink>
        </>
      )}
      {act.problem && (
        <>
          <ProblemNotice problem={act.problem} onRetry={act.problem.isPassing ? verify : undefined} />
          {visitor?.emailVerified && <p>{t('verify.already')}</p>}
          <ButtonLink kind="main" wide to={visitor ? '/home' : '/sign-in'}>
            {visitor ? t('menu.home') : t('landing.signIn')}
          </ButtonLink>
        </>
      )}
    </div>
  );
}
