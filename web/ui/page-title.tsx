import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** The page's one h1. Names the window, and takes the focus when it appears, so that a reader starts where the eye goes. */
export function PageTitle({ children, lead }: { readonly children: string; readonly lead?: string | undefined }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · OpenVisit`;
  }, [children]);
  useLayoutEffect(() => {
    // Not on the first page of the window: there the browser's own reading order is right.
    if (shown) title.current?.focus();
    shown = true;
  }, []);
  return (
    <>
      <h1 ref={title} tabIndex={-1}>
        {children}
      </h1>
      {lead && <p class="lead">{lead}</p>}
    </>
  );
}

let shown = false;
