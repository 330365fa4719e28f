import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import './notice.css';

export type NoticeKind = 'info' | 'good' | 'warn' | 'error';
const icons: Readonly<Record<NoticeKind, IconName>> = { info: 'info', good: 'done', warn: 'warning', error: 'error' };

interface NoticeProps {
  readonly kind?: NoticeKind;
  readonly title?: string | undefined;
  readonly children?: ComponentChildren;
  /** Read out when it appears; errors always are. */
  readonly announce?: boolean;
}

/** A message set apart. Sign and words carry the meaning, color only helps. */
export function Notice({ kind = 'info', title, children, announce }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : announce ? 'status' : undefined}>
      <Icon name={icons[kind]} />
      <div class="notice-body">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
