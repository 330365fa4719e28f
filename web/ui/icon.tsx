import './icon.css';

/** The sheet with all signs, a file of its own. */
const sheet = new URL('./icons.svg', import.meta.url).href;

export type IconName =
  | 'back'
  | 'calendar'
  | 'camera'
  | 'camera-off'
  | 'card'
  | 'check'
  | 'circle'
  | 'clock'
  | 'cross'
  | 'done'
  | 'error'
  | 'forward'
  | 'globe'
  | 'help'
  | 'home'
  | 'info'
  | 'leave'
  | 'light'
  | 'lock'
  | 'mail'
  | 'menu'
  | 'microphone'
  | 'microphone-off'
  | 'network'
  | 'pause'
  | 'people'
  | 'person'
  | 'phone'
  | 'place'
  | 'play'
  | 'print'
  | 'receipt'
  | 'refresh'
  | 'search'
  | 'speaker'
  | 'warning';

/**
 * One of our drawn signs. Always beside words, so hidden from screen readers. `size` in pixels.
 * Safari before 12.1 knows a drawing's address by its old name only, which Preact does not write.
 */
export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <use ref={(use) => use?.setAttributeNS('http://www.w3.org/1999/xlink', 'href', `${sheet}#${name}`)} href={`${sheet}#${name}`} />
    </svg>
  );
}
