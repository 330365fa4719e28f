import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate } from '../../ui/router.tsx';
import { PasswordField } from '../../ui/sign-in/password-field.tsx';
import { useForm } from '../../ui/use-form.ts';
import { setVisitor } from '../signed-in.ts';
import './account.css';

/** Deleting the account, after the password; says first what goes and what must stay. */
export function DeleteAccount() {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const form = useForm({ password: '' });
  return (
    <>
      <p>{t('account.deleteWhat')}</p>
      {open ? (
        <form
          noValidate
          onSubmit={(event) =>
            form.submit(event, async ({ password }) => {
              await api('DELETE /api/visitor/me', { body: { password } });
              setVisitor(null);
              navigate('/');
            })
          }
        >
          <ProblemNotice problem={form.problem} />
          <PasswordField form={form} label={t('account.deletePassword')} />
          <div class="buttons">
            <Button kind="danger" submit busy={form.busy}>
              {t('account.deleteYes')}
            </Button>
            <Button onPress={() => setOpen(false)}>{t('account.deleteNo')}</Button>
          </div>
        </form>
      ) : (
        <Button kind="danger" onPress={() => setOpen(true)}>
          {t('account.delete')}
        </Button>
      )}
    </>
  );
}
