import { useState } from 'preact/hooks';
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

interface ReasonedDecisionProps<Reason extends string> {
  readonly why: string;
  readonly reasons: readonly [Reason, ...Reason[]];
  /** Names what comes of it. */
  readonly act: string;
  readonly send: (why: { readonly reason: Reason; readonly note?: string }) => Promise<VisitDetail>;
  readonly onDone: (next: VisitDetail) => void;
  readonly onBack: () => void;
}

/** A decision against a visit: a coded reason, which the visitor reads and nobody proposes, and, if one likes, a sentence for the visitor. What was typed stays when it is refused. */
export function ReasonedDecision<Reason extends string>({ why, reasons, act: label, send, onDone, onBack }: ReasonedDecisionProps<Reason>) {
  const { t } = useText();
  const act = useAct();
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState('');
  return (
    <div class="decide-form">
      <ReasonField label={why} reasons={reasons} value={reason} onChange={setReason} />
      <NoteField value={note} onChange={setNote} />
      <ProblemNotice problem={act.problem} />
      <div class="buttons">
        <Button
          kind="danger"
          busy={act.busy}
          disabled={reason === null}
          onPress={() =>
            act.run(async () => {
              if (reason === null) return;
              onDone(await send(note.trim() ? { reason, note } : { reason }));
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
