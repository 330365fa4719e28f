import { render } from 'preact';
import '../ui/base.css';
import './resident.css';
import { startText } from '../text/use-text.ts';
import { StationApp } from './station-app.tsx';

const root = document.getElementById('root');
if (root) void startText(['ui', 'station', 'call']).then(() => render(<StationApp />, root));
