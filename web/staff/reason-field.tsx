import { useId } from 'preact/hooks';
import { useText } from '../text/use-text.ts';

interface ReasonFieldProps<Reason extends string> {
  readonly label: string;
  readonly reasons: readonly Reason[];
  /** Null: none is chosen yet, and none is proposed. */
  readonly value: Reason | null;
  readonly onChange: (reason: Reason) => void;
}

/** A coded reason: chosen, not typed, so that it can be shown in the reader's language and counted. */
export function ReasonField<Reason extends string>({ label, reasons, value, onChange }: ReasonFieldProps<Reason>) {
  const { t, has } = useText();
  const id = useId();
  const word = (reason: string): string => {
    const key = `staff.reason.${reason}`;
    return has(key) ? t(key) : reason;
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) => {
          const chosen = reasons.find((reason) => reason === event.currentTarget.value);
          if (chosen) onChange(chosen);
        }}
      >
        {value === null && <option value="">{t('staff.reason.choose')}</option>}
        {reasons.map((reason) => (
          <option key={reason} value={reason}>
            {word(reason)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What a person adds in their own words; the visitor reads it. */
export function NoteField({ value, onChange }: { readonly value: string; readonly onChange: (note: string) => void }) {
  const { t } = useText();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {t('staff.decide.note')} <span class="field-optional">({t('ui.optional')})</span>
      </label>
      <p class="field-hint" id={`${id}-hint`}>
        {t('staff.decide.noteHint')}
      </p>
      <textarea
        id={id}
        rows={2}
        maxLength={1000}
        aria-describedby={`${id}-hint`}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
