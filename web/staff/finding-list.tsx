import type { RouteOutput } from '../../src/contract/routes.ts';
import { useText } from '../text/use-text.ts';
import { Icon } from '../ui/icon.tsx';
import { FacilityMoment } from './facility-moment.tsx';

type Finding = RouteOutput<'GET /api/staff/queue'>['visits'][number]['findings'][number];

/** What the rules say, each with its number, in the words of staff. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const { t, has } = useText();
  if (findings.length === 0) return <p class="soft">{t('staff.findings.none')}</p>;
  return (
    <ul class="findings">
      {findings.map((finding) => {
        const key = `staff.finding.${finding.code}`;
        return (
          <li key={`${finding.rule} ${finding.code}`} class={`finding finding-${finding.weight}`}>
            <Icon name={finding.weight === 'inform' ? 'info' : 'warning'} size={18} />
            <span>
              {has(key) ? t(key, finding.detail) : finding.code} <span class="finding-rule">{finding.rule}</span>
              {finding.until && (
                <span class="soft">
                  {' '}
                  {t('staff.findings.until')} <FacilityMoment at={finding.until} />
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
