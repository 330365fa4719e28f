import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { ForgotForm } from '../ui/sign-in/forgot-form.tsx';
import { StaffGate } from './staff-gate.tsx';

/** A staff password that is forgotten. The second factor is not replaced by a mail, and who has none yet gets no mail. */
export function ForgotPage() {
  const { t, language } = useText();
  return (
    <StaffGate>
      <ForgotForm
        lead={t('staff.forgot.lead')}
        emailLabel={t('staff.signIn.email')}
        signInPage="/staff"
        send={(email) => api('POST /api/staff/forgot-password', { body: { email, language } })}
      />
      <p class="soft">{t('staff.forgot.noMail')}</p>
    </StaffGate>
  );
}
