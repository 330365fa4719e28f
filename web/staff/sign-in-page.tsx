import { useState } from 'preact/hooks';
import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { PasswordForm } from '../ui/sign-in/password-form.tsx';
import { useForm } from '../ui/use-form.ts';
import { EnrollStep } from './enroll-step.tsx';
import { StaffGate } from './staff-gate.tsx';

type Step = 'password' | 'code' | 'enroll';

interface SignInPageProps {
  /** The sign-in ended by itself: it leads back to the page in whose place this one stands. */
  readonly isBack: boolean;
  readonly onSignedIn: () => void;
}

/** Two factors, one question a page. An account without a second factor must set one up before it sees anything. */
export function SignInPage({ isBack, onSignedIn }: SignInPageProps) {
  const { t } = useText();
  const [step, setStep] = useState<Step>('password');
  return (
    <StaffGate>
      {step === 'password' && (
        <PasswordForm
          title={t('staff.signIn.title')}
          lead={isBack ? t('staff.signIn.leadBack') : undefined}
          emailLabel={t('staff.signIn.email')}
          button={t('staff.signIn.act')}
          forgotPage="/staff/forgot"
          signIn={async (body) => setStep((await api('POST /api/staff/sign-in', { body })).next)}
        />
      )}
      {step === 'enroll' && <EnrollStep onNext={() => setStep('code')} onAgain={() => setStep('password')} />}
      {step === 'code' && <CodeStep onSignedIn={onSignedIn} onAgain={() => setStep('password')} />}
    </StaffGate>
  );
}

function CodeStep({ onSignedIn, onAgain }: { readonly onSignedIn: () => void; readonly onAgain: () => void }) {
  const { t } = useText();
  const form = useForm({ code: '' });
  return (
    <form
      noValidate
      onSubmit={(event) =>
        form.submit(event, async (body) => {
          await api('POST /api/staff/verify-code', { body });
          onSignedIn();
        })
      }
    >
      <PageTitle>{t('staff.code.title')}</PageTitle>
      <ProblemNotice problem={form.problem} />
      <Field
        form={form}
        name="code"
        label={t('staff.code.label')}
        hint={t('staff.code.hint')}
        wrong={t('staff.code.wrong')}
        autocomplete="one-time-code"
        minLength={6}
        maxLength={40}
      />
      <Button kind="main" submit wide busy={form.busy}>
        {t('staff.code.act')}
      </Button>
      <Button kind="plain" onPress={onAgain}>
        {t('staff.code.again')}
      </Button>
    </form>
  );
}
