import { api } from '../api/client.ts';
import { navigate } from '../ui/router.tsx';
import { ResetForm } from '../ui/sign-in/reset-form.tsx';
import { StaffGate } from './staff-gate.tsx';

/** The link of a staff mail leads here. The new password has ended every sign-in of the account, this browser’s too. */
export function ResetPage({ onSignedOut }: { readonly onSignedOut: () => Promise<void> }) {
  return (
    <StaffGate>
      <ResetForm
        forgotPage="/staff/forgot"
        save={(body) => api('POST /api/staff/reset-password', { body })}
        onSaved={async () => {
          await onSignedOut();
          navigate('/staff?reset', { replace: true });
        }}
      />
    </StaffGate>
  );
}
