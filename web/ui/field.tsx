import { useId, useState } from 'preact/hooks';
import { useText } from '../text/use-text.ts';
import { Icon } from './icon.tsx';
import type { FormState } from './use-form.ts';
import './field.css';

interface FieldProps<Values extends Readonly<Record<string, string>>> {
  readonly form: FormState<Values>;
  readonly name: keyof Values & string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Shown when the field is wrong: says what to type. */
  readonly wrong: string;
  readonly type?: 'text' | 'email' | 'password' | 'date' | 'search' | 'tel';
  readonly autocomplete?: string;
  readonly optional?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: string;
  readonly max?: string;
  readonly inputMode?: 'text' | 'numeric' | 'email';
}

/** One labelled question of a form. What was typed stays when it is refused. */
export function Field<Values extends Readonly<Record<string, string>>>(props: FieldProps<Values>) {
  const { form, name, label, hint, wrong, type = 'text', optional } = props;
  const { t } = useText();
  const id = useId();
  const [shown, setShown] = useState(false);
  // The typings of Preact want one literal here; all these types take the same attributes.
  const inputType = (type === 'password' && shown ? 'text' : type) as 'text';
  const isWrong = form.wrong.has(name);
  const isWrittenDate = type === 'date' && !hasDatePicker();
  const described = [isWrittenDate ? `${id}-form` : '', hint ? `${id}-hint` : '', isWrong ? `${id}-wrong` : ''].filter(Boolean).join(' ');
  return (
    <div class={isWrong ? 'field field-wrong' : 'field'}>
      <label for={id}>
        {label}
        {optional && <span class="field-optional"> ({t('ui.optional')})</span>}
      </label>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {isWrittenDate && (
        <p class="field-hint" id={`${id}-form`}>
          {t('ui.dateForm')}
        </p>
      )}
      {isWrong && (
        <p class="field-error" id={`${id}-wrong`}>
          <Icon name="error" size={20} /> {wrong}
        </p>
      )}
      <div class="field-row">
        <input
          id={id}
          name={name}
          type={inputType}
          value={form.values[name] ?? ''}
          required={!optional}
          autocomplete={props.autocomplete ?? 'off'}
          autocapitalize={type === 'text' ? undefined : 'none'}
          spellcheck={type === 'text' ? undefined : false}
          inputMode={props.inputMode}
          minLength={props.minLength}
          maxLength={props.maxLength ?? 250}
          min={props.min}
          max={props.max}
          pattern={isWrittenDate ? '\\d{4}-\\d{2}-\\d{2}' : undefined}
          aria-invalid={isWrong ? 'true' : undefined}
          aria-describedby={described || undefined}
          onInput={(event) => form.set(name, event.currentTarget.value)}
        />
        {type === 'password' && (
          <button type="button" class="field-reveal" aria-pressed={shown ? 'true' : 'false'} onClick={() => setShown(!shown)}>
            {shown ? t('ui.hidePassword') : t('ui.showPassword')}
          </button>
        )}
      </div>
    </div>
  );
}

/** Safari on a Mac before 14.1 makes a plain text box of a date. */
function hasDatePicker(): boolean {
  const input = document.createElement('input');
  input.type = 'date';
  return input.type === 'date';
}
