import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate, useQuery } from '../../ui/router.tsx';
import { useForm } from '../../ui/use-form.ts';

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
        <Field
          form={form}
          name="password"
          type="password"
          label={t('field.newPassword')}
          hint={t('field.newPasswordHint')}
          wrong={t('field.newPasswordWrong')}
          autocomplete="new-password"
          minLength={10}
          maxLength={200}
        />
        <Button kind="main" submit wide busy={form.busy}>
          {t('reset.button')}
        </Button>
      </form>
    </div>
  );
}
