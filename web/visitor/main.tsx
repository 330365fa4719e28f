import '../ui/base.css';
import { render } from 'preact';
import { startText } from '../text/use-text.ts';
import { loadVisitor } from './signed-in.ts';
import { VisitorApp } from './visitor-app.tsx';

// A page that the back button brings out of the browser's memory (from the card page) is out of date: start it anew.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

const root = document.getElementById('root');
void Promise.all([startText(['ui', 'visitor']), loadVisitor()]).then(() => {
  if (root) render(<VisitorApp />, root);
});
