import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useAct } from '../../ui/use-act.ts';

/** Sends the confirmation mail once more. */
export function ResendMail({ email }: { readonly email: string }) {
  const { t } = useText();
  const act = useAct();
  const [sent, setSent] = useState(false);
  const send = async (): Promise<void> => {
    setSent(false);
    await api('POST /api/visitor/resend-verification', { body: { email: email.trim() } });
    setSent(true);
  };
  return (
    <div>
      <ProblemNotice problem={act.problem} />
      {sent && (
        <Notice kind="good" announce>
          {t('mail.sentAgain', { email })}
        </Notice>
      )}
      <p>
        <Button icon="mail" busy={act.busy} onPress={() => act.run(send)}>
          {t('mail.again')}
        </Button>
      </p>
    </div>
  );
}
