import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate } from '../../ui/router.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useForm } from '../../ui/use-form.ts';
import { setVisitor, useVisitor, type Visitor } from '../signed-in.ts';
import { DeleteAccount } from './delete-account.tsx';

/** Name, language, signing out, and the end of the account. */
export function AccountPage() {
  const visitor = useVisitor();
  return visitor ? <Account visitor={visitor} /> : null;
}

function Account({ visitor }: { readonly visitor: Visitor }) {
  const { t } = useText();
  const form = useForm({ name: visitor.name });
  const [saved, setSaved] = useState(false);
  const leaving = useAct();
  const signOut = (): void =>
    leaving.run(async () => {
      await api('POST /api/visitor/sign-out');
      setVisitor(null);
      navigate('/');
    });
  return (
    <div class="narrow">
      <PageTitle lead={visitor.email}>{t('account.title')}</PageTitle>
      {saved && (
        <Notice kind="good" announce>
          {t('account.saved')}
        </Notice>
      )}
      <ProblemNotice problem={form.problem} />
      <form
        noValidate
        onSubmit={(event) =>
          form.submit(event, async ({ name }) => {
            setSaved(false);
            setVisitor(await api('PATCH /api/visitor/me', { body: { name } }));
            setSaved(true);
          })
        }
      >
        <Field
          form={form}
          name="name"
          label={t('field.name')}
          hint={t('field.nameHint')}
          wrong={t('field.nameWrong')}
          autocomplete="name"
          maxLength={120}
        />
        <Button kind="main" submit busy={form.busy}>
          {t('account.save')}
        </Button>
      </form>
      <h2 class="account-part">{t('ui.language')}</h2>
      <p class="soft">{t('account.language')}</p>
      <LanguageSwitch
        onChange={(language) => {
          api('PATCH /api/visitor/me', { body: { language } }).then(setVisitor, () => undefined);
        }}
      />
      <h2 class="account-part">{t('account.signOutTitle')}</h2>
      <ProblemNotice problem={leaving.problem} />
      <Button busy={leaving.busy} onPress={signOut}>
        {t('account.signOut')}
      </Button>
      <h2 class="account-part">{t('account.deleteTitle')}</h2>
      <DeleteAccount />
    </div>
  );
}
