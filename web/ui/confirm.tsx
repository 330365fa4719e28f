import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button, type ButtonKind } from './button.tsx';
import type { IconName } from './icon.tsx';
import './confirm.css';

interface ConfirmProps {
  /** The button that opens the question. */
  readonly label: string;
  readonly question: string;
  /** Names what will happen: "Cancel the visit". */
  readonly yes: string;
  readonly no: string;
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly busy?: boolean;
  readonly children?: ComponentChildren;
  readonly onYes: () => void;
}

/** Asks once more, in the page and not over it. Escape and "no" lead back to the button. */
export function Confirm({ label, question, yes, no, kind = 'danger', icon, busy, children, onYes }: ConfirmProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLFieldSetElement>(null);
  const opener = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  // Before the next key is pressed: a focus that moves later would throw a quick typist back.
  useLayoutEffect(() => {
    if (open) box.current?.focus();
    else if (moved.current) opener.current?.querySelector('button')?.focus();
    moved.current = open;
  }, [open]);
  if (!open)
    return (
      <div ref={opener}>
        <Button kind={kind} {...(icon ? { icon } : {})} onPress={() => setOpen(true)}>
          {label}
        </Button>
      </div>
    );
  return (
    <fieldset ref={box} class="confirm" aria-label={question} tabIndex={-1} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
      <p class="confirm-question">{question}</p>
      {children}
      <div class="buttons">
        <Button kind={kind} busy={busy ?? false} onPress={onYes}>
          {yes}
        </Button>
        <Button kind="quiet" onPress={() => setOpen(false)}>
          {no}
        </Button>
      </div>
    </fieldset>
  );
}
