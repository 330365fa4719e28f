import '../ui/base.css';
import { render } from 'preact';
import { startText } from '../text/use-text.ts';
import { loadVisitor } from './signed-in.ts';
import { VisitorApp } from './visitor-app.tsx';

// A page that the back button brings out of the browser's memory (from the card page) is out of date: start it anew.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

const failed = {
  en: 'This page could not be loaded. Check your internet connection, then load it again.',
  es: 'No se pudo cargar esta página. Revise su conexión a internet y cárguela de nuevo.',
};
const root = document.getElementById('root');
Promise.all([startText(['ui', 'visitor']), loadVisitor()]).then(
  () => root && render(<VisitorApp />, root),
  () => {
    // The words themselves could not be fetched, so these two sentences stand here.
    if (root) root.textContent = `${failed.en} · ${failed.es}`;
  },
);
