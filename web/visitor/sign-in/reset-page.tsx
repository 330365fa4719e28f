import { api } from '../../api/client.ts';
import { navigate } from '../../ui/router.tsx';
import { ResetForm } from '../../ui/sign-in/reset-form.tsx';

/** The link of a visitor’s mail leads here. */
export function ResetPage() {
  return (
    <div class="narrow">
      <ResetForm
        forgotPage="/forgot"
        save={(body) => api('POST /api/visitor/reset-password', { body })}
        onSaved={() => navigate('/sign-in?reset', { replace: true })}
      />
    </div>
  );
}
