import { type ComponentChild, render } from 'preact';
import type { TextArea } from '../text/catalogues.ts';
import { startText } from '../text/use-text.ts';

/** The words themselves could not be fetched, so these two sentences stand here. */
const failed =
  'This page could not be loaded. Check your internet connection, then load it again. · No se pudo cargar esta página. Revise su conexión a internet y cárguela de nuevo.';

/** Draws an app into the page once its words, and whatever else it must know first, are there. */
export function startApp(areas: readonly TextArea[], draw: () => ComponentChild, first: Promise<unknown> = Promise.resolve()): void {
  const root = document.getElementById('root');
  if (!root) return;
  Promise.all([startText(areas), first]).then(
    () => render(draw(), root),
    () => {
      root.textContent = failed;
    },
  );
}
