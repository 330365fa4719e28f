import { useText } from '../../text/use-text.ts';
import { Field } from '../field.tsx';
import type { FormState } from '../use-form.ts';

/** Characters; the same bounds as `Password` in the contract, so that nothing is sent that will be refused. */
const shortest = 10;
const longest = 200;

/** Choosing a password, at the opening of an account and when a forgotten one is replaced. */
export function NewPasswordField<Values extends Readonly<Record<string, string>> & { readonly password: string }>({
  form,
}: {
  readonly form: FormState<Values>;
}) {
  const { t } = useText();
  return (
    <Field
      form={form}
      name="password"
      type="password"
      label={t('field.newPassword')}
      hint={t('field.newPasswordHint')}
      wrong={t('field.newPasswordWrong')}
      autocomplete="new-password"
      minLength={shortest}
      maxLength={longest}
    />
  );
}
