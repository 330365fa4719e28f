import { useEffect, useLayoutEffect } from 'preact/hooks';
import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useAct } from '../ui/use-act.ts';
import { CancelForm } from './cancel-form.tsx';
import { DenyForm } from './deny-form.tsx';
import { forgetDraft, useDraft } from './drafts.ts';
import { ReviseForm } from './revise-form.tsx';
import { holds, useMe } from './signed-in.ts';
import type { VisitDetail } from './visit-panel.tsx';

export interface DecideProps {
  readonly detail: VisitDetail;
  readonly onDone: (next: VisitDetail) => void;
  /** The visit has changed meanwhile: fetch it again. */
  readonly onStale: () => void;
}
type Open = 'none' | 'deny' | 'revise' | 'cancel';
const letters: Readonly<Record<string, 'confirm' | Open>> = { c: 'confirm', d: 'deny', r: 'revise' };

/** Confirm, offer another time, deny; for a booked visit cancel. While no form is open, letters C, R and D do the same. */
export function DecideActions({ detail, onDone, onStale }: DecideProps) {
  const { t } = useText();
  const me = useMe();
  const { id, status, revision } = detail.row;
  const [wanted, setOpen] = useDraft<Open>(id, 'open', 'none');
  const act = useAct();
  const decides = holds(me, 'scheduler', 'facility-admin');
  const waiting = decides && status === 'requested';
  const canRevise = decides && (status === 'requested' || status === 'revised');
  const canCancel = decides && (status === 'confirmed' || status === 'joinable' || status === 'in-call');
  const isPossible = { none: true, deny: waiting, revise: canRevise, cancel: canCancel }[wanted];
  const open = isPossible ? wanted : 'none';

  const confirm = (): void =>
    act.run(async () => {
      onDone(await api('POST /api/staff/visits/:visitId/confirm', { params: { visitId: id }, body: { revision } }));
    });
  const stale = act.problem?.code === 'revision-changed';
  useEffect(() => {
    if (stale) onStale();
  }, [stale, onStale]);
  // With the picture, not after it: a quick second letter must meet what is shown.
  useLayoutEffect(() => {
    if (!waiting || open !== 'none') return undefined;
    const pressed = (event: KeyboardEvent): void => {
      // A key that is held down goes on by itself, to the next request.
      if (event.repeat || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const meant = letters[event.key.toLowerCase()];
      if (meant === 'confirm') confirm();
      else if (meant) setOpen(meant);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });

  if (!waiting && !canRevise && !canCancel) return null;
  const close = (): void => {
    setOpen('none');
    forgetDraft(id);
  };
  const done = (next: VisitDetail): void => {
    close();
    onDone(next);
  };
  return (
    <section class="decide" aria-label={t('staff.decide.label')}>
      <ProblemNotice problem={act.problem} />
      {open === 'none' && (
        <div class="buttons">
          {waiting && (
            <Button kind="main" icon="check" busy={act.busy} onPress={confirm}>
              {t('staff.decide.confirm')}
            </Button>
          )}
          {canRevise && (
            <Button icon="calendar" onPress={() => setOpen('revise')}>
              {t('staff.decide.revise')}
            </Button>
          )}
          {waiting && (
            <Button kind="danger" icon="cross" onPress={() => setOpen('deny')}>
              {t('staff.decide.deny')}
            </Button>
          )}
          {canCancel && (
            <Button kind="danger" icon="cross" onPress={() => setOpen('cancel')}>
              {t(status === 'in-call' ? 'staff.decide.endCall' : 'staff.decide.cancel')}
            </Button>
          )}
        </div>
      )}
      {open === 'revise' && <ReviseForm detail={detail} onDone={done} onBack={close} />}
      {open === 'deny' && <DenyForm detail={detail} onDone={done} onBack={close} />}
      {open === 'cancel' && <CancelForm detail={detail} onDone={done} onBack={close} />}
    </section>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
