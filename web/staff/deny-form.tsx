import { useState } from 'preact/hooks';
import { denialReasons } from '../../src/contract/reasons.ts';
import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useAct } from '../ui/use-act.ts';
import { NoteField, ReasonField } from './reason-field.tsx';
import type { VisitDetail } from './visit-panel.tsx';

export interface DecisionFormProps {
  readonly detail: VisitDetail;
  readonly onDone: (next: VisitDetail) => void;
  readonly onBack: () => void;
}

/** Denying: a coded reason and, if one likes, a sentence for the visitor. */
export function DenyForm({ detail, onDone, onBack }: DecisionFormProps) {
  const { t } = useText();
  const act = useAct();
  const [reason, setReason] = useState<(typeof denialReasons)[number]>(denialReasons[0]);
  const [note, setNote] = useState('');
  const { id, revision } = detail.row;
  return (
    <div class="decide-form">
      <ReasonField label={t('staff.decide.denyWhy')} reasons={denialReasons} value={reason} onChange={setReason} />
      <NoteField value={note} onChange={setNote} />
      <ProblemNotice problem={act.problem} />
      <div class="buttons">
        <Button
          kind="danger"
          busy={act.busy}
          onPress={() =>
            act.run(async () => {
              const body = note.trim() ? { revision, reason, note } : { revision, reason };
              onDone(await api('POST /api/staff/visits/:visitId/deny', { params: { visitId: id }, body }));
            })
          }
        >
          {t('staff.decide.denyAct')}
        </Button>
        <Button onPress={onBack}>{t('ui.back')}</Button>
      </div>
    </div>
  );
}
