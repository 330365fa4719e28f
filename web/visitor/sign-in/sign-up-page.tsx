import { useState } from 'preact/hooks';
import { oldestBirthOn } from '../../../src/contract/birth.ts';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Link } from '../../ui/router.tsx';
import { EmailField } from '../../ui/sign-in/email-field.tsx';
import { NewPasswordField } from '../../ui/sign-in/new-password-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import '../../ui/sign-in/sign-in.css';
import { ResendMail } from './resend-mail.tsx';

/** Opening an account, then what happens next: the mail that is on its way. */
export function SignUpPage() {
  const { t, language } = useText();
  const form = useForm({ name: '', email: '', birthOn: '', password: '' });
  const today = new Date().toISOString().slice(0, 10);
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo !== null) return <MailOnItsWay email={sentTo} onWrong={() => setSentTo(null)} />;
  return (
    <div class="narrow">
      <PageTitle lead={t('signUp.lead')}>{t('signUp.title')}</PageTitle>
      <ProblemNotice problem={form.problem} />
      <form
        noValidate
        onSubmit={(event) =>
          form.submit(event, async (values) => {
            const answer = await api('POST /api/visitor/sign-up', { body: { ...values, email: values.email.trim(), language } });
            setSentTo(answer.mailSentTo);
          })
        }
      >
        <Field
          form={form}
          name="name"
          label={t('field.name')}
          hint={t('field.nameHint')}
          wrong={t('field.nameWrong')}
          autocomplete="name"
          maxLength={120}
        />
        <EmailField form={form} hint={t('field.emailHint')} />
        <Field
          form={form}
          name="birthOn"
          type="date"
          label={t('field.birth')}
          hint={t('field.birthHint')}
          wrong={t('field.birthWrong')}
          autocomplete="bday"
          min={oldestBirthOn(today)}
          max={today}
        />
        <NewPasswordField form={form} />
        <Button kind="main" submit wide busy={form.busy}>
          {t('signUp.button')}
        </Button>
      </form>
      <p class="sign-in-more">
        {t('signUp.known')} <Link to="/sign-in">{t('landing.signIn')}</Link>
      </p>
    </div>
  );
}

function MailOnItsWay({ email, onWrong }: { readonly email: string; readonly onWrong: () => void }) {
  const { t } = useText();
  return (
    <div class="narrow">
      <PageTitle>{t('mail.title')}</PageTitle>
      <p>{t('mail.sent', { email })}</p>
      <p>{t('mail.next')}</p>
      <p class="soft">{t('mail.notThere')}</p>
      <ResendMail email={email} />
      <Button kind="plain" onPress={onWrong}>
        {t('mail.wrongAddress')}
      </Button>
    </div>
  );
}
