import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useAct } from '../ui/use-act.ts';
import { useDraft } from './drafts.ts';
import { NoteField, ReasonField } from './reason-field.tsx';
import type { VisitDetail } from './visit-panel.tsx';

export interface DecisionFormProps {
  readonly detail: VisitDetail;
  readonly onDone: (next: VisitDetail) => void;
  readonly onBack: () => void;
}

interface ReasonedDecisionProps<Reason extends string> {
  readonly visitId: string;
  readonly decision: 'deny' | 'cancel';
  readonly why: string;
  readonly reasons: readonly [Reason, ...Reason[]];
  /** Names what comes of it. */
  readonly act: string;
  readonly send: (why: { readonly reason: Reason; readonly note?: string }) => Promise<VisitDetail>;
  readonly onDone: (next: VisitDetail) => void;
  readonly onBack: () => void;
}

/** A decision against a visit: a coded reason, which the visitor reads and nobody proposes, and, if one likes, a sentence for the visitor. What was typed stays when it is refused, and when the sign-in ends meanwhile. */
export function ReasonedDecision<Reason extends string>({
  visitId,
  decision,
  why,
  reasons,
  act: label,
  send,
  onDone,
  onBack,
}: ReasonedDecisionProps<Reason>) {
  const { t } = useText();
  const act = useAct();
  const [draft, setDraft] = useDraft<{ reason: Reason | null; note: string }>(visitId, decision, { reason: null, note: '' });
  const { reason, note } = draft;
  return (
    <div class="decide-form">
      <ReasonField label={why} reasons={reasons} value={reason} onChange={(next) => setDraft({ ...draft, reason: next })} />
      <NoteField value={note} onChange={(next) => setDraft({ ...draft, note: next })} />
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
