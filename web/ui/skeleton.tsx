import { useEffect, useState } from 'preact/hooks';
import { useText } from '../text/use-text.ts';
import './skeleton.css';

/** Grey shapes where the content will be, after 300 ms: quicker answers show nothing in between. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
  const { t } = useText();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class={late ? 'skeleton skeleton-late' : 'skeleton'} role="status">
      {late && <span class="visually-hidden">{t('ui.loading')}</span>}
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} class="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  );
}
