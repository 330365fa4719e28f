import { staffCancellationReasons } from '../../src/contract/reasons.ts';
import { api } from '../api/client.ts';
import { moneyText } from '../text/format.ts';
import { type Text, useText } from '../text/use-text.ts';
import { type DecisionFormProps, ReasonedDecision } from './decision-form.tsx';
import type { VisitDetail } from './visit-panel.tsx';

/** Cancelling a booked visit, or ending its call. */
export function CancelForm({ detail, onDone, onBack }: DecisionFormProps) {
  const text = useText();
  return (
    <ReasonedDecision
      visitId={detail.row.id}
      decision="cancel"
      why={text.t('staff.decide.cancelWhy')}
      reasons={staffCancellationReasons}
      act={consequence(text, detail)}
      send={(body) => api('POST /api/staff/visits/:visitId/cancel', { params: { visitId: detail.row.id }, body })}
      onDone={onDone}
      onBack={onBack}
    />
  );
}

/** The button names what comes of it in figures. */
function consequence({ t, language }: Text, { row, payment }: VisitDetail): string {
  if (row.status === 'in-call') return t('staff.decide.endCallAct');
  const amount = moneyText(language, payment.authorizedCents);
  return payment.authorizedCents > 0 ? t('staff.decide.cancelActMoney', { amount }) : t('staff.decide.cancelAct');
}
