import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { ForgotForm } from '../../ui/sign-in/forgot-form.tsx';

/** A visitor's forgotten password. */
export function ForgotPage() {
  const { t } = useText();
  return (
    <div class="narrow">
      <ForgotForm
        lead={t('forgot.lead')}
        signInPage="/sign-in"
        send={(email) => api('POST /api/visitor/forgot-password', { body: { email } })}
      />
    </div>
  );
}
