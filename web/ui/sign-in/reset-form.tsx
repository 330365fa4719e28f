import { useText } from '../../text/use-text.ts';
import { Button, ButtonLink } from '../button.tsx';
import { PageTitle } from '../page-title.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useQuery } from '../router.tsx';
import { useForm } from '../use-form.ts';
import { NewPasswordField } from './new-password-field.tsx';

interface ResetFormProps {
  /** The page that mails another link when this one no longer works. */
  readonly forgotPage: string;
  readonly save: (chosen: { readonly token: string; readonly password: string }) => Promise<unknown>;
  /** Leads on to the sign-in page. */
  readonly onSaved: () => void | Promise<void>;
}

/** The link of the mail leads here: choose a new password. */
export function ResetForm({ forgotPage, save, onSaved }: ResetFormProps) {
  const { t } = useText();
  const [token] = useQuery('token');
  const form = useForm({ password: '' });
  return (
    <>
      <PageTitle>{t('reset.title')}</PageTitle>
      <ProblemNotice problem={form.problem} />
      {form.problem?.code === 'link-expired' && (
        <p>
          <ButtonLink to={forgotPage}>{t('reset.again')}</ButtonLink>
        </p>
      )}
      <form
        noValidate
        onSubmit={(event) =>
          form.submit(event, async ({ password }) => {
            await save({ token: token ?? '', password });
            await onSaved();
          })
        }
      >
        <NewPasswordField form={form} />
        <Button kind="main" submit wide busy={form.busy}>
          {t('reset.button')}
        </Button>
      </form>
    </>
  );
}
