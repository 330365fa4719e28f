import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Where the browser is. `search` has its question mark. */
export interface Place {
  readonly path: string;
  readonly search: string;
}

const watchers = new Set<() => void>();
const changed = (): void => {
  for (const watcher of [...watchers]) watcher();
};
addEventListener('popstate', changed);

/** Goes to an address of this app; `replace` when the back button must not come back to where we are. */
export function navigate(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  changed();
}

/** The address of the moment; the component is drawn again when it changes. */
export function usePlace(): Place {
  const [place, setPlace] = useState<Place>(readPlace);
  useEffect(() => {
    const watcher = (): void => setPlace(readPlace());
    watchers.add(watcher);
    watcher();
    return () => {
      watchers.delete(watcher);
    };
  }, []);
  return place;
}

/** One value of the query, and a way to change it that the back button undoes. */
export function useQuery(name: string): [string | null, (value: string | null, options?: { replace?: boolean }) => void] {
  const { search } = usePlace();
  const set = (value: string | null, options?: { replace?: boolean }): void => {
    const query = new URLSearchParams(location.search);
    if (value === null) query.delete(name);
    else query.set(name, value);
    const text = query.toString();
    navigate(location.pathname + (text ? `?${text}` : ''), options);
  };
  return [new URLSearchParams(search).get(name), set];
}

export type RouteParams = Readonly<Record<string, string>>;

/** The parameters when `path` fits a pattern like `/visit/:visitId`, else null. */
export function matchPath(pattern: string, path: string): RouteParams | null {
  const wanted = pattern.split('/');
  const given = (path.length > 1 ? path.replace(/\/$/, '') : path).split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part[0] === ':') {
      if (value === '') return null;
      params[part.slice(1)] = decoded(value);
    } else if (part !== value) return null;
  }
  return params;
}

interface LinkProps {
  readonly to: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly current?: boolean;
}

/** A link inside the app: no page load, but every way of opening it elsewhere still works. */
export function Link({ to, children, class: className, current }: LinkProps) {
  return (
    <a
      href={to}
      class={className}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(to);
        scrollTo(0, 0);
      }}
    >
      {children}
    </a>
  );
}

function readPlace(): Place {
  return { path: location.pathname, search: location.search };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
