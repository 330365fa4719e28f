import { useText } from '../../text/use-text.ts';
import { Icon } from '../../ui/icon.tsx';
import type { DirectoryEntry } from './facility-line.tsx';

/** A facility's rules in sentences. */
export function VisitRules({ entry }: { readonly entry: DirectoryEntry }) {
  const { t, plural } = useText();
  const { rules, facility } = entry;
  const resident = t(`word.${facility.residentWord}`);
  const sentences = [
    plural('rules.people', rules.mostPeople),
    t('rules.adult', { age: rules.adultAge }),
    ...rules.allowances.map(({ whose, per, unit, most }) =>
      t(whose === 'resident' ? 'rules.allowanceResident' : 'rules.allowanceVisitor', {
        resident,
        amount: unit === 'visits' ? plural('rules.visits', most) : plural('ui.minutes', most),
        per: t(`rules.per.${per}`),
      }),
    ),
    t('rules.waitingRoom', { minutes: rules.waitingRoomMinutes }),
    t('rules.late', { minutes: rules.noShowMinutes }),
    plural('rules.recorded', rules.recordingRetentionDays),
    t('rules.cancel'),
  ];
  return (
    <ul class="plain-list">
      {sentences.map((sentence) => (
        <li key={sentence} class="with-icon">
          <Icon name="check" />
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
