import { useText } from '../../text/use-text.ts';
import { Field } from '../field.tsx';
import type { FormState } from '../use-form.ts';

/** The password that an account has. */
export function PasswordField<Values extends Readonly<Record<string, string>> & { readonly password: string }>({
  form,
  label,
}: {
  readonly form: FormState<Values>;
  /** Where “Password” says too little. */
  readonly label?: string;
}) {
  const { t } = useText();
  return (
    <Field
      form={form}
      name="password"
      type="password"
      label={label ?? t('field.password')}
      wrong={t('field.passwordMissing')}
      autocomplete="current-password"
    />
  );
}
