import { useEffect } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Link, navigate, usePlace } from '../../ui/router.tsx';
import { useForm } from '../../ui/use-form.ts';
import { setVisitor, useVisitor } from '../signed-in.ts';
import { nextPlace } from './next-place.ts';
import { ResendMail } from './resend-mail.tsx';
import './sign-in.css';

/** Sign in; also stands in for any page that needs it, and then leads on to that page. */
export function SignInPage() {
  const { t } = useText();
  const { path, search } = usePlace();
  const form = useForm({ email: '', password: '' });
  const standsIn = path !== '/sign-in';
  const visitor = useVisitor();
  useEffect(() => {
    if (visitor && !standsIn) navigate(nextPlace(search), { replace: true });
  }, [visitor]);
  const reset = new URLSearchParams(search).get('reset') !== null;
  return (
    <div class="narrow">
      <PageTitle lead={standsIn ? t('signIn.leadBack') : undefined}>{t('signIn.title')}</PageTitle>
      {reset && (
        <Notice kind="good" announce>
          {t('signIn.resetDone')}
        </Notice>
      )}
      <ProblemNotice problem={form.problem} />
      {form.problem?.code === 'email-not-verified' && <ResendMail email={form.values.email} />}
      <form
        noValidate
        onSubmit={(event) =>
          form.submit(event, async (values) => {
            setVisitor(await api('POST /api/visitor/sign-in', { body: { ...values, email: values.email.trim() } }));
          })
        }
      >
        <Field form={form} name="email" type="email" label={t('field.email')} wrong={t('field.emailWrong')} autocomplete="username" />
        <Field
          form={form}
          name="password"
          type="password"
          label={t('field.password')}
          wrong={t('field.passwordMissing')}
          autocomplete="current-password"
        />
        <Button kind="main" submit wide busy={form.busy}>
          {t('signIn.button')}
        </Button>
      </form>
      <p class="sign-in-more">
        <Link to="/forgot">{t('signIn.forgot')}</Link>
      </p>
      <p>
        {t('signIn.new')} <Link to="/sign-up">{t('landing.signUp')}</Link>
      </p>
    </div>
  );
}
