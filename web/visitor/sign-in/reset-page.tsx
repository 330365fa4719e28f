import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate, useQuery } from '../../ui/router.tsx';
import { useForm } from '../../ui/use-form.ts';
import { NewPasswordField } from './new-password-field.tsx';

/** The link of the mail leads here: choose a new password. */
export function ResetPage() {
  const { t } = useText();
  const [token] = useQuery('token');
  const form = useForm({ password: '' });
  return (
    <div class="narrow">
      <PageTitle>{t('reset.title')}</PageTitle>
      <ProblemNotice problem={form.problem} />
      {form.problem?.code === 'link-expired' && (
        <p>
          <ButtonLink to="/forgot">{t('reset.again')}</ButtonLink>
        </p>
      )}
      <form
        noValidate
        onSubmit={(event) =>
          form.submit(event, async ({ password }) => {
            await api('POST /api/visitor/reset-password', { body: { token: token ?? '', password } });
            navigate('/sign-in?reset', { replace: true });
          })
        }
      >
        <NewPasswordField form={form} />
        <Button kind="main" submit wide busy={form.busy}>
          {t('reset.button')}
        </Button>
      </form>
    </div>
  );
}
