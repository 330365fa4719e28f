import '../ui/base.css';
import { startApp } from '../ui/start-app.ts';
import { loadVisitor } from './signed-in.ts';
import { VisitorApp } from './visitor-app.tsx';

// A page that the back button brings out of the browser's memory (from the card page) is out of date: start it anew.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

startApp(['ui', 'visitor'], () => <VisitorApp />, loadVisitor());
