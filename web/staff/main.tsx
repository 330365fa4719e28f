import { render } from 'preact';
import '../ui/base.css';
import './staff.css';
import { startText } from '../text/use-text.ts';
import { StaffApp } from './staff-app.tsx';

const root = document.getElementById('root');
if (root) void startText(['ui', 'staff']).then(() => render(<StaffApp />, root));
