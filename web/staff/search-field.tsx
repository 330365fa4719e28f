import { useEffect, useId, useState } from 'preact/hooks';
import { useQuery } from '../ui/router.tsx';

/** Milliseconds after the last key until the list is fetched. */
const restMilliseconds = 250;

/** A search that stands in the address (`?search=`), so that a copied link shows the same list. Answers what is asked for, or null. */
export function useSearch(): { readonly asked: string | null; readonly typed: string; readonly setTyped: (text: string) => void } {
  const [asked, setAsked] = useQuery('search');
  const [typed, setTyped] = useState(asked ?? '');
  useEffect(() => {
    const wanted = typed.trim() || null;
    if (wanted === asked) return undefined;
    const timer = setTimeout(() => setAsked(wanted, { replace: true }), restMilliseconds);
    return () => clearTimeout(timer);
  }, [typed, asked]);
  return { asked, typed, setTyped };
}

interface SearchFieldProps {
  readonly label: string;
  readonly search: ReturnType<typeof useSearch>;
}

/** The field over a list of staff. */
export function SearchField({ label, search }: SearchFieldProps) {
  const id = useId();
  return (
    <div class="field staff-search">
      <label for={id}>{label}</label>
      <input id={id} type="search" maxLength={80} value={search.typed} onInput={(event) => search.setTyped(event.currentTarget.value)} />
    </div>
  );
}
