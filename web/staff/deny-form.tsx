import { denialReasons } from '../../src/contract/reasons.ts';
import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { type DecisionFormProps, ReasonedDecision } from './decision-form.tsx';

/** Denying a request. */
export function DenyForm({ detail, onDone, onBack }: DecisionFormProps) {
  const { t } = useText();
  const { id, revision } = detail.row;
  return (
    <ReasonedDecision
      visitId={id}
      decision="deny"
      why={t('staff.decide.denyWhy')}
      reasons={denialReasons}
      act={t('staff.decide.denyAct')}
      send={(why) => api('POST /api/staff/visits/:visitId/deny', { params: { visitId: id }, body: { revision, ...why } })}
      onDone={onDone}
      onBack={onBack}
    />
  );
}
