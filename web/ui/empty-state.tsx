import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import './empty-state.css';

/** Nothing here, said so, with what can be done about it. */
export function EmptyState({
  icon,
  title,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty-state">
      <Icon name={icon} size={40} />
      <p class="empty-state-title">{title}</p>
      {children}
    </div>
  );
}
