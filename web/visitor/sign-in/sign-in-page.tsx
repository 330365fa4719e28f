import { useEffect } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Link, navigate, usePlace } from '../../ui/router.tsx';
import { PasswordForm } from '../../ui/sign-in/password-form.tsx';
import { setVisitor, useVisitor } from '../signed-in.ts';
import { nextPlace } from './next-place.ts';
import { ResendMail } from './resend-mail.tsx';

/** Sign in; also stands in for any page that needs it, and then leads on to that page. */
export function SignInPage() {
  const { t } = useText();
  const { path, search } = usePlace();
  const standsIn = path !== '/sign-in';
  const visitor = useVisitor();
  useEffect(() => {
    if (visitor && !standsIn) navigate(nextPlace(search), { replace: true });
  }, [visitor]);
  return (
    <div class="narrow">
      <PasswordForm
        title={t('signIn.title')}
        lead={standsIn ? t('signIn.leadBack') : undefined}
        button={t('signIn.button')}
        forgotPage="/forgot"
        signIn={async (body) => setVisitor(await api('POST /api/visitor/sign-in', { body }))}
        about={({ code }, email) => code === 'email-not-verified' && <ResendMail email={email} />}
      />
      <p>
        {t('signIn.new')} <Link to="/sign-up">{t('landing.signUp')}</Link>
      </p>
    </div>
  );
}
