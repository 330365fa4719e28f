import { useState } from 'preact/hooks';
import { useText } from '../../text/use-text.ts';
import { Button } from '../button.tsx';
import { Notice } from '../notice.tsx';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Link } from '../router.tsx';
import { useForm } from '../use-form.ts';
import { EmailField } from './email-field.tsx';
import './sign-in.css';

interface ForgotFormProps {
  readonly lead: string;
  readonly emailLabel?: string;
  readonly signInPage: string;
  readonly send: (email: string) => Promise<unknown>;
}

/** Asks for the mail that lets one choose a new password. Says the same whether or not the address is known. */
export function ForgotForm({ lead, emailLabel, signInPage, send }: ForgotFormProps) {
  const { t } = useText();
  const form = useForm({ email: '' });
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <>
      <PageTitle lead={lead}>{t('forgot.title')}</PageTitle>
      {sentTo !== null && (
        <Notice kind="good" announce>
          {t('forgot.sent', { email: sentTo })}
        </Notice>
      )}
      <ProblemNotice problem={form.problem} />
      <form
        noValidate
        onSubmit={(event) =>
          form.submit(event, async ({ email }) => {
            await send(email.trim());
            setSentTo(email.trim());
          })
        }
      >
        <EmailField form={form} label={emailLabel} />
        <Button kind="main" submit wide busy={form.busy}>
          {t('forgot.button')}
        </Button>
      </form>
      <p class="sign-in-more">
        <Link to={signInPage}>{t('forgot.back')}</Link>
      </p>
    </>
  );
}
