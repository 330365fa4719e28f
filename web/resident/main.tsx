import '../ui/base.css';
import './resident.css';
import { startApp } from '../ui/start-app.ts';
import { StationApp } from './station-app.tsx';

startApp(['ui', 'station', 'call'], () => <StationApp />);
