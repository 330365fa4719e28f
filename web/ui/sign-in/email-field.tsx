import { useText } from '../../text/use-text.ts';
import { Field } from '../field.tsx';
import type { FormState } from '../use-form.ts';

interface EmailFieldProps<Values extends Readonly<Record<string, string>>> {
  readonly form: FormState<Values>;
  /** Where “E-mail” says too little. */
  readonly label?: string | undefined;
  readonly hint?: string | undefined;
}

/** The address by which an account is known. */
export function EmailField<Values extends Readonly<Record<string, string>> & { readonly email: string }>({
  form,
  label,
  hint,
}: EmailFieldProps<Values>) {
  const { t } = useText();
  return (
    <Field
      form={form}
      name="email"
      type="email"
      label={label ?? t('field.email')}
      hint={hint}
      wrong={t('field.emailWrong')}
      autocomplete="username"
      maxLength={254}
    />
  );
}
