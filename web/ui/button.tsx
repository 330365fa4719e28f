import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { Link } from './router.tsx';
import './button.css';

/** `main`: the one thing to do here; `quiet`: anything else; `danger`: ends or refuses; `plain`: looks like a link. */
export type ButtonKind = 'main' | 'quiet' | 'danger' | 'plain';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly wide?: boolean;
  /** While the act is under way: shown as such, and further presses do nothing. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly submit?: boolean;
  readonly pressed?: boolean;
  readonly id?: string;
  readonly describedBy?: string;
  readonly onPress?: (event: MouseEvent) => void;
}

/** A button. Stays in the tab order while busy, so that focus is not lost. */
export function Button({ children, kind = 'quiet', icon, wide, busy, disabled, submit, pressed, id, describedBy, onPress }: ButtonProps) {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      id={id}
      class={classOf(kind, wide)}
      disabled={disabled}
      aria-disabled={busy ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      aria-pressed={pressed === undefined ? undefined : pressed ? 'true' : 'false'}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onPress?.(event);
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {busy && <span class="button-busy" aria-hidden="true" />}
    </button>
  );
}

interface ButtonLinkProps {
  readonly to: string;
  readonly children: ComponentChildren;
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly wide?: boolean;
}

/** A link to another page of ours that looks like a button. */
export function ButtonLink({ to, children, kind = 'quiet', icon, wide }: ButtonLinkProps) {
  return (
    <Link to={to} class={classOf(kind, wide)}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </Link>
  );
}

function classOf(kind: ButtonKind, wide: boolean | undefined): string {
  return `button button-${kind}${wide ? ' button-wide' : ''}`;
}
