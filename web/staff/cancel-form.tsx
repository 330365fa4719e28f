import { useState } from 'preact/hooks';
import { staffCancellationReasons } from '../../src/contract/reasons.ts';
import { api } from '../api/client.ts';
import { moneyText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useAct } from '../ui/use-act.ts';
import type { DecisionFormProps } from './deny-form.tsx';
import { NoteField, ReasonField } from './reason-field.tsx';

/** Cancelling a booked visit, or ending its call: the button names what comes of it in figures. */
export function CancelForm({ detail, onDone, onBack }: DecisionFormProps) {
  const { t, language } = useText();
  const act = useAct();
  const [reason, setReason] = useState<(typeof staffCancellationReasons)[number]>(staffCancellationReasons[0]);
  const [note, setNote] = useState('');
  const { id, status } = detail.row;
  const held = detail.payment.authorizedCents;
  const label =
    status === 'in-call'
      ? t('staff.decide.endCallAct')
      : held > 0
        ? t('staff.decide.cancelActMoney', { amount: moneyText(language, held) })
        : t('staff.decide.cancelAct');
  return (
    <div class="decide-form">
      <ReasonField label={t('staff.decide.cancelWhy')} reasons={staffCancellationReasons} value={reason} onChange={setReason} />
      <NoteField value={note} onChange={setNote} />
      <ProblemNotice problem={act.problem} />
      <div class="buttons">
        <Button
          kind="danger"
          busy={act.busy}
          onPress={() =>
            act.run(async () => {
              const body = note.trim() ? { reason, note } : { reason };
              onDone(await api('POST /api/staff/visits/:visitId/cancel', { params: { visitId: id }, body }));
            })
          }
        >
          {label}
        </Button>
        <Button onPress={onBack}>{t('ui.back')}</Button>
      </div>
    </div>
  );
}
