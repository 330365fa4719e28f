import '../ui/base.css';
import './staff.css';
import { startApp } from '../ui/start-app.ts';
import { StaffApp } from './staff-app.tsx';

startApp(['ui', 'staff'], () => <StaffApp />);
