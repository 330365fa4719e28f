import { useState } from 'preact/hooks';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useAct } from '../ui/use-act.ts';
import { useRequest } from '../ui/use-request.ts';
import type { CallApi } from './call-api.ts';

/** The rules of the call and the text about recording, agreed to by a tick and a press: nothing is ticked beforehand. */
export function ConsentStep({ api, onDone }: { readonly api: CallApi; readonly onDone: () => void }) {
  const { t, language } = useText();
  const [agreed, setAgreed] = useState(false);
  const act = useAct();
  const request = useRequest(`consent ${language}`, () => api.consentText(language));
  const agree = (version: string): void =>
    act.run(async () => {
      try {
        await api.giveConsent(version, language);
      } catch (error) {
        // Another text may be in force by now: it must be read first.
        setAgreed(false);
        request.refetch();
        throw error;
      }
      onDone();
    });
  return (
    <div class="call-consent">
      <h2>{t('call.rulesTitle')}</h2>
      <ul>
        <li>{t('call.rule.present')}</li>
        <li>{t('call.rule.noCopy')}</li>
        <li>{t('call.rule.dress')}</li>
      </ul>
      <h2>{t('call.recordingTitle')}</h2>
      <Loaded request={request}>
        {(text) => (
          <>
            <p lang={text.language} class="call-consent-text">
              {text.body}
            </p>
            <label class="call-agree">
              <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
              <span>{t('call.agree')}</span>
            </label>
            <ProblemNotice problem={act.problem} />
            <Button kind="main" wide disabled={!agreed} busy={act.busy} onPress={() => agree(text.version)}>
              {t('call.agreeAndContinue')}
            </Button>
          </>
        )}
      </Loaded>
    </div>
  );
}
