import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Link } from '../../ui/router.tsx';
import { useForm } from '../../ui/use-form.ts';
import './sign-in.css';

/** Asks for the mail that lets one choose a new password. Says the same whether or not the address is known. */
export function ForgotPage() {
  const { t } = useText();
  const form = useForm({ email: '' });
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <div class="narrow">
      <PageTitle lead={t('forgot.lead')}>{t('forgot.title')}</PageTitle>
      {sentTo !== null && (
        <Notice kind="good" announce title={t('mail.title')}>
          {t('forgot.sent', { email: sentTo })}
        </Notice>
      )}
      <ProblemNotice problem={form.problem} />
      <form
        noValidate
        onSubmit={(event) =>
          form.submit(event, async ({ email }) => {
            await api('POST /api/visitor/forgot-password', { body: { email: email.trim() } });
            setSentTo(email.trim());
          })
        }
      >
        <Field form={form} name="email" type="email" label={t('field.email')} wrong={t('field.emailWrong')} autocomplete="username" />
        <Button kind="main" submit wide busy={form.busy}>
          {t('forgot.button')}
        </Button>
      </form>
      <p class="sign-in-more">
        <Link to="/sign-in">{t('landing.signIn')}</Link>
      </p>
    </div>
  );
}
