import type { ComponentChildren } from 'preact';
import type { ApiProblem } from '../../api/problem.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../button.tsx';
import { Notice } from '../notice.tsx';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Link, useQuery } from '../router.tsx';
import { useForm } from '../use-form.ts';
import { EmailField } from './email-field.tsx';
import { PasswordField } from './password-field.tsx';
import './sign-in.css';

interface PasswordFormProps {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly emailLabel?: string;
  readonly button: string;
  /** The page that mails a link to choose a new password. */
  readonly forgotPage: string;
  readonly signIn: (values: { readonly email: string; readonly password: string }) => Promise<void>;
  /** What else helps after a refusal. */
  readonly about?: (problem: ApiProblem, email: string) => ComponentChildren;
}

/** Signing in with e-mail and password, families and staff alike. The address goes on without the spaces that phones add to it. */
export function PasswordForm({ title, lead, emailLabel, button, forgotPage, signIn, about }: PasswordFormProps) {
  const { t } = useText();
  const form = useForm({ email: '', password: '' });
  const [reset] = useQuery('reset');
  return (
    <>
      <PageTitle lead={lead}>{title}</PageTitle>
      {reset !== null && (
        <Notice kind="good" announce>
          {t('signIn.resetDone')}
        </Notice>
      )}
      <ProblemNotice problem={form.problem} />
      {form.problem && about?.(form.problem, form.values.email)}
      <form noValidate onSubmit={(event) => form.submit(event, (values) => signIn({ ...values, email: values.email.trim() }))}>
        <EmailField form={form} label={emailLabel} />
        <PasswordField form={form} />
        <Button kind="main" submit wide busy={form.busy}>
          {button}
        </Button>
      </form>
      <p class="sign-in-more">
        <Link to={forgotPage}>{t('signIn.forgot')}</Link>
      </p>
    </>
  );
}
