import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { useRequest } from '../ui/use-request.ts';
import './enroll-step.css';

interface EnrollStepProps {
  readonly onNext: () => void;
  /** The first factor has run out: from the start. */
  readonly onAgain: () => void;
}

/** Setting up the second factor: the secret for an authenticator app, and recovery codes that are shown this once. */
export function EnrollStep({ onNext, onAgain }: EnrollStepProps) {
  const { t } = useText();
  const enrollment = useRequest('enroll', () => api('POST /api/staff/enroll'));
  return (
    <>
      <PageTitle lead={t('staff.enroll.lead')}>{t('staff.enroll.title')}</PageTitle>
      <Loaded request={enrollment}>
        {({ secret, uri, recoveryCodes }) => (
          <>
            <ol class="enroll-steps">
              <li>{t('staff.enroll.app')}</li>
              <li>
                {t('staff.enroll.secret')} <a href={uri}>{t('staff.enroll.open')}</a>
                <code class="enroll-secret">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
              </li>
              <li>
                {t('staff.enroll.recovery')}
                <ul class="enroll-codes">
                  {recoveryCodes.map((code) => (
                    <li key={code}>
                      <code>{code}</code>
                    </li>
                  ))}
                </ul>
              </li>
            </ol>
            <Notice kind="warn">
              <p>{t('staff.enroll.once')}</p>
            </Notice>
            <Button kind="main" wide onPress={onNext}>
              {t('staff.enroll.next')}
            </Button>
          </>
        )}
      </Loaded>
      <Button kind="plain" onPress={onAgain}>
        {t('staff.code.again')}
      </Button>
    </>
  );
}
